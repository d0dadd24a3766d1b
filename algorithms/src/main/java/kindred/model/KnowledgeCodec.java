package kindred.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kindred.model.QuantisedTable.Codebook;

/** What {@link KnowledgeEmbeddings} hold beside or instead of a plain table, as sections. Large arrays are streamed. */
final class KnowledgeCodec {

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private KnowledgeCodec() {}

    /** All sections that are a knowledge model's own. Compressed vectors stand in place of the floats, not beside them. */
    static void write(KnowledgeEmbeddings model, SectionWriter sections) throws IOException {
        if (model.quantised().isPresent()) {
            writeQuantised(model.quantised().get(), sections);
        } else {
            EmbeddingTableCodec.write(Section.EMBEDDINGS, model.embeddings(), sections);
        }
        writeRelations(model.relations(), sections);
        if (model.clusters().isPresent()) {
            writeClusters(model.clusters().get(), sections);
        }
    }

    private static void writeQuantised(QuantisedTable table, SectionWriter sections) throws IOException {
        int groups = table.codebooks().size();
        sections.begin(Section.QUANTISED, Integer.BYTES * (3 + 3L * groups) + table.bytes());
        sections.putInt(table.dimension());
        sections.putInt(table.parts());
        sections.putInt(groups);
        for (int group = 0; group < groups; group++) {
            Codebook codebook = table.codebooks().get(group);
            sections.putInt(table.starts()[group + 1]);
            sections.putInt(codebook.codewords());
            sections.putInt(codebook.directions().length > 0 ? 1 : 0);
            sections.putFloats(codebook.values(), 0, codebook.values().length);
            sections.putFloats(codebook.directions(), 0, codebook.directions().length);
        }
        sections.putBytes(table.codes());
        sections.end();
    }

    static QuantisedTable readQuantised(SectionReader sections) throws IOException {
        int dimension = sections.getInt();
        int parts = sections.getInt();
        int groups = sections.getInt();
        if (dimension < 1 || parts < 1 || groups < 0 || Integer.BYTES * 3L * groups > sections.remaining()) {
            throw new ModelFormatException(
                    "The model is corrupted: %d bytes do not hold embeddings of dimension %d in %d parts and %d groups."
                            .formatted(sections.remaining(), dimension, parts, groups));
        }
        int[] starts = new int[groups + 1];
        List<Codebook> codebooks = new ArrayList<>(groups);
        for (int group = 0; group < groups; group++) {
            starts[group + 1] = sections.getInt();
            long codewords = sections.getInt();
            boolean directed = sections.getInt() != 0;
            float[] values = floats(codewords * dimension, sections);
            float[] directions = floats(directed ? (long) dimension * dimension : 0, sections);
            codebooks.add(new Codebook((int) codewords, values, directions));
        }
        if (starts[groups] < 0 || sections.remaining() != (long) starts[groups] * parts) {
            throw new ModelFormatException(
                    "The model is corrupted: %d bytes do not hold the codes of %d embeddings in %d parts."
                            .formatted(sections.remaining(), starts[groups], parts));
        }
        byte[] codes = new byte[starts[groups] * parts];
        sections.getBytes(codes);
        sections.end();
        return valid(() -> new QuantisedTable(dimension, parts, starts, codebooks, codes));
    }

    private static float[] floats(long count, SectionReader sections) throws IOException {
        if (count < 0 || count > LARGEST_ARRAY || Float.BYTES * count > sections.remaining()) {
            throw new ModelFormatException(
                    "The model is corrupted: %d bytes do not hold %d numbers.".formatted(sections.remaining(), count));
        }
        float[] values = new float[(int) count];
        sections.getFloats(values, 0, values.length);
        return values;
    }

    private static void writeRelations(RelationTable relations, SectionWriter sections) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("types", relations.types());
        map.put("scorer", relations.scorer());
        map.put("reciprocal", relations.reciprocal());
        byte[] names = TypedValues.encode(map);
        sections.begin(
                Section.RELATIONS, Integer.BYTES + names.length + EmbeddingTableCodec.bytes(relations.vectors()));
        sections.putInt(names.length);
        sections.putBytes(names);
        EmbeddingTableCodec.put(relations.vectors(), sections);
        sections.end();
    }

    /** A key that a later version adds is passed over. */
    static RelationTable readRelations(SectionReader sections) throws IOException {
        byte[] names = sections.bytes(sections.getInt());
        EmbeddingTable vectors = EmbeddingTableCodec.read(sections);
        if (!(TypedValues.decode(names) instanceof Map<?, ?> map)
                || !(map.get("types") instanceof List<?> types)
                || !(map.get("scorer") instanceof String scorer)
                || !(map.get("reciprocal") instanceof Boolean reciprocal)) {
            throw new ModelFormatException("The model is corrupted: its relations are incomplete.");
        }
        return valid(
                () -> new RelationTable(types.stream().map(String.class::cast).toList(), vectors, scorer, reciprocal));
    }

    private static void writeClusters(NodeClusters clusters, SectionWriter sections) throws IOException {
        int[] clusterOf = clusters.clusterOf();
        byte[] labels = TypedValues.encode(List.copyOf(clusters.maps().keySet()));
        long ofMaps = clusters.maps().values().stream()
                .mapToLong(map -> (long) Float.BYTES * map.values().length)
                .sum();
        sections.begin(
                Section.CLUSTERS,
                Integer.BYTES * (3L + clusterOf.length)
                        + EmbeddingTableCodec.bytes(clusters.centroids())
                        + labels.length
                        + ofMaps);
        sections.putInt(clusterOf.length);
        for (int cluster : clusterOf) {
            sections.putInt(cluster);
        }
        sections.putInt(labels.length);
        sections.putBytes(labels);
        sections.putInt(clusters.centroids().dimension());
        for (AffineMap map : clusters.maps().values()) {
            sections.putFloats(map.values(), 0, map.values().length);
        }
        EmbeddingTableCodec.put(clusters.centroids(), sections);
        sections.end();
    }

    static NodeClusters readClusters(SectionReader sections) throws IOException {
        int nodes = sections.getInt();
        if (nodes < 0 || nodes > LARGEST_ARRAY || sections.remaining() < (long) Integer.BYTES * nodes) {
            throw new ModelFormatException("The model is corrupted: %d bytes do not hold the clusters of %d nodes."
                    .formatted(sections.remaining(), nodes));
        }
        int[] clusterOf = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            clusterOf[node] = sections.getInt();
        }
        Map<String, AffineMap> maps = readMaps(sections);
        EmbeddingTable centroids = EmbeddingTableCodec.read(sections);
        return valid(() -> new NodeClusters(centroids, clusterOf, maps));
    }

    private static Map<String, AffineMap> readMaps(SectionReader sections) throws IOException {
        if (!(TypedValues.decode(sections.bytes(sections.getInt())) instanceof List<?> labels)) {
            throw new ModelFormatException("The model is corrupted: its maps have no labels.");
        }
        long dimension = sections.getInt();
        Map<String, AffineMap> maps = new LinkedHashMap<>();
        for (Object label : labels) {
            float[] values = floats((dimension + 1) * dimension, sections);
            maps.put(label.toString(), valid(() -> new AffineMap((int) dimension, values)));
        }
        return maps;
    }

    /** What the parts refuse to be, from a file, is damage. */
    static <T> T valid(Supplier<T> part) throws ModelFormatException {
        try {
            return part.get();
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new ModelFormatException("The model is corrupted: " + e.getMessage());
        }
    }
}
