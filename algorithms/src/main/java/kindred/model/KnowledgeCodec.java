package kindred.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
        sections.begin(
                Section.QUANTISED, 3 * Integer.BYTES + quantisedBytes(table.rows(), table.dimension(), table.parts()));
        sections.putInt(table.rows());
        sections.putInt(table.dimension());
        sections.putInt(table.parts());
        sections.putFloats(table.codebooks(), 0, table.codebooks().length);
        sections.putBytes(table.codes());
        sections.end();
    }

    private static long quantisedBytes(long rows, long dimension, long parts) {
        return Float.BYTES * QuantisedTable.CODEWORDS * dimension + rows * parts;
    }

    static QuantisedTable readQuantised(SectionReader sections) throws IOException {
        int rows = sections.getInt();
        int dimension = sections.getInt();
        int parts = sections.getInt();
        if (rows < 0
                || parts < 1
                || dimension < 1
                || dimension % parts != 0
                || (long) rows * parts > LARGEST_ARRAY
                || (long) dimension * QuantisedTable.CODEWORDS > LARGEST_ARRAY
                || sections.remaining() != quantisedBytes(rows, dimension, parts)) {
            throw new ModelFormatException(
                    "The model is corrupted: %d bytes do not hold %d embeddings of dimension %d in %d parts."
                            .formatted(sections.remaining(), rows, dimension, parts));
        }
        float[] codebooks = new float[QuantisedTable.CODEWORDS * dimension];
        byte[] codes = new byte[rows * parts];
        sections.getFloats(codebooks, 0, codebooks.length);
        sections.getBytes(codes);
        sections.end();
        return new QuantisedTable(rows, dimension, parts, codebooks, codes);
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
        sections.begin(
                Section.CLUSTERS,
                Integer.BYTES * (1L + clusterOf.length) + EmbeddingTableCodec.bytes(clusters.centroids()));
        sections.putInt(clusterOf.length);
        for (int cluster : clusterOf) {
            sections.putInt(cluster);
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
        EmbeddingTable centroids = EmbeddingTableCodec.read(sections);
        return valid(() -> new NodeClusters(centroids, clusterOf));
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
