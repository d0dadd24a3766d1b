package kindred.model;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Provenance} as one typed map. A key that a later version adds is passed over, one that is missing is damage. */
final class ProvenanceCodec {

    private ProvenanceCodec() {}

    static byte[] encode(Provenance provenance) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trainer", provenance.trainer());
        map.put("configuration", provenance.configuration());
        map.put("seed", provenance.seed());
        map.put("nodeCount", provenance.nodeCount());
        map.put("arcCount", provenance.arcCount());
        map.put("graphFingerprint", provenance.graphFingerprint());
        map.put("version", provenance.version());
        map.put("losses", provenance.losses());
        map.put("metrics", provenance.metrics());
        map.put("trainMillis", provenance.trainMillis());
        Instant createdAt = provenance.createdAt();
        map.put("createdAtSecond", createdAt.getEpochSecond());
        map.put("createdAtNano", createdAt.getNano());
        return TypedValues.encode(map);
    }

    static Provenance decode(byte[] bytes) throws IOException {
        if (!(TypedValues.decode(bytes) instanceof Map<?, ?> map)) {
            throw new ModelFormatException("The model is corrupted: its provenance is no map.");
        }
        Map<?, ?> configuration = get(map, "configuration", Map.class);
        Map<?, ?> metrics = get(map, "metrics", Map.class);
        List<Double> losses = ((List<?>) get(map, "losses", List.class))
                .stream().map(Double.class::cast).toList();
        return new Provenance(
                get(map, "trainer", String.class),
                typed(configuration, Object.class),
                get(map, "seed", Long.class),
                get(map, "nodeCount", Long.class),
                get(map, "arcCount", Long.class),
                get(map, "graphFingerprint", Long.class),
                get(map, "version", String.class),
                losses,
                typed(metrics, Double.class),
                get(map, "trainMillis", Long.class),
                Instant.ofEpochSecond(
                        get(map, "createdAtSecond", Long.class), get(map, "createdAtNano", Integer.class)));
    }

    private static <T> Map<String, T> typed(Map<?, ?> map, Class<T> type) {
        Map<String, T> typed = new LinkedHashMap<>();
        map.forEach((key, value) -> typed.put((String) key, type.cast(value)));
        return typed;
    }

    private static <T> T get(Map<?, ?> map, String key, Class<T> type) throws ModelFormatException {
        Object value = map.get(key);
        if (!type.isInstance(value)) {
            throw new ModelFormatException("The model is corrupted: its provenance has no valid `%s`.".formatted(key));
        }
        return type.cast(value);
    }
}
