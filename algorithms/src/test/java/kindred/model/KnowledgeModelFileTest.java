package kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;
import kindred.model.QuantisedTable.Codebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Knowledge models as bytes; what all models have in common is in {@link ModelFileTest}. */
class KnowledgeModelFileTest {

    /** Written by the first release that had knowledge models. Never replaced: files that users have must load for ever. */
    private static final String OLDEST = "/kindred/model/knowledge-embeddings-v1.kindred";

    private static final int HEADER = 12;

    @Test
    void keepsPlainVectors() throws IOException {
        KnowledgeEmbeddings model = plain(100, 6);
        KnowledgeEmbeddings read = assertSame(model, read(bytes(model)));
        assertThat(read.quantised()).isEmpty();
        assertThat(read.clusters()).isEmpty();
    }

    @Test
    void keepsClusters() throws IOException {
        KnowledgeEmbeddings model = clustered(plain(100, 6));
        assertSame(model, read(bytes(model)));
    }

    @Test
    void keepsCompressedVectors() throws IOException {
        KnowledgeEmbeddings model = quantised(100, 6, 3);
        assertSame(model, read(bytes(model)));
    }

    @Test
    void keepsGroupsAndDirections() throws IOException {
        KnowledgeEmbeddings read = assertSame(grouped(), read(bytes(grouped())));
        QuantisedTable table = read.quantised().orElseThrow();
        assertThat(table.starts()).containsExactly(0, 3, 5);
        assertThat(table.codebooks().get(0).directions()).containsExactly(0, 1, -1, 0.5f);
        assertThat(table.codebooks().get(1).directions()).isEmpty();
    }

    @Test
    void keepsCompressedVectorsWithClusters() throws IOException {
        KnowledgeEmbeddings model = clustered(quantised(100, 6, 3));
        assertSame(model, read(bytes(model)));
    }

    @Test
    void keepsArraysThatAreLargerThanItsBuffer() throws IOException {
        KnowledgeEmbeddings model = clustered(quantised(40_000, 300, 4));
        assertSame(model, read(bytes(model)));
    }

    @Test
    void keepsAModelWithoutNodesAndRelations() throws IOException {
        RelationTable none = new RelationTable(List.of(), new EmbeddingTable(0, 4), "distMult", false);
        KnowledgeEmbeddings model = new KnowledgeEmbeddings(new EmbeddingTable(0, 4), none, nodes(0), provenance());
        assertSame(model, read(bytes(model)));
    }

    @Test
    void compressesTheFileAsTheVectors() throws IOException {
        int floats = bytes(plain(20_000, 64)).length - bytes(plain(0, 64)).length;
        int codes = bytes(quantised(20_000, 64, 16)).length - bytes(quantised(0, 64, 16)).length;
        int ids = 20_000 * Long.BYTES;
        assertThat((floats - ids) / 16).isEqualTo(codes - ids);
    }

    @Test
    void knowsWhatItHoldsOnTheHeap() {
        long nodes = 100 * 8;
        long relations = 4 * 6 * 4;
        assertThat(plain(100, 6).bytes()).isEqualTo(100 * 6 * 4 + relations + nodes);
        assertThat(quantised(100, 6, 3).bytes()).isEqualTo(256 * 6 * 4 + 100 * 3 + relations + nodes);
        assertThat(clustered(plain(100, 6)).bytes())
                .isEqualTo(100 * 6 * 4 + relations + nodes + 3 * 6 * 4 + 100 * 4 + 2 * 7 * 6 * 4);
    }

    @Test
    void sumsItselfUp() {
        assertThat(clustered(grouped()).summary())
                .isEqualTo(Map.of(
                        "scorer",
                        "complEx",
                        "relationshipTypeCount",
                        2,
                        "reciprocal",
                        true,
                        "quantised",
                        true,
                        "clusterCount",
                        3));
        assertThat(plain(5, 2).summary()).containsEntry("quantised", false).containsEntry("clusterCount", 0);
    }

    @Test
    void readsTheFirstRelease() throws IOException {
        try (InputStream oldest = getClass().getResourceAsStream(OLDEST)) {
            assertSame(clustered(grouped()), ModelFile.read(oldest));
        }
    }

    @Test
    void writesTheSameBytesForTheSameModel() throws IOException {
        try (InputStream oldest = getClass().getResourceAsStream(OLDEST)) {
            assertThat(bytes(clustered(grouped()))).isEqualTo(oldest.readAllBytes());
        }
    }

    @Test
    void noticesEveryTruncation() throws IOException {
        byte[] whole = bytes(clustered(grouped()));
        for (int length = HEADER; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith("The model is truncated: it ends in or after section `");
        }
    }

    @Test
    void noticesEveryDamagedByte() throws IOException {
        for (Model model : List.of(clustered(plain(5, 2)), clustered(grouped()))) {
            byte[] whole = bytes(model);
            for (int position = HEADER; position < whole.length; position++) {
                byte[] damaged = whole.clone();
                damaged[position] ^= 0x20;
                assertThatThrownBy(() -> read(damaged))
                        .as("byte %d", position)
                        .isInstanceOf(ModelFormatException.class)
                        .hasMessageContaining("corrupted");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 2  | 1          | 12 | The model is corrupted: 12 bytes do not hold embeddings of dimension 0 in 2 parts and 1 groups.
            2          | 0  | 1          | 12 | The model is corrupted: 12 bytes do not hold embeddings of dimension 2 in 0 parts and 1 groups.
            2          | 1  | -1         | 12 | The model is corrupted: 12 bytes do not hold embeddings of dimension 2 in 1 parts and -1 groups.
            2          | 1  | 2147483647 | 12 | The model is corrupted: 12 bytes do not hold embeddings of dimension 2 in 1 parts and 2147483647 groups.
            3          | 2  | 0          | 0  | The model is corrupted: Vectors of 3 dimensions cannot be cut into 2 equal parts.
            """)
    void refusesSizesOfCompressedVectorsThatDoNotFit(int dimension, int parts, int groups, int rest, String message) {
        byte[] payload = ints(rest, dimension, parts, groups);
        assertThatThrownBy(() -> read(fileWith("QUAN", payload)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5          | 256        | 0 | 8 | The model is corrupted: 8 bytes do not hold 512 numbers.
            5          | 1          | 1 | 8 | The model is corrupted: 0 bytes do not hold 4 numbers.
            5          | -1         | 0 | 8 | The model is corrupted: 8 bytes do not hold -2 numbers.
            5          | 2147483647 | 0 | 8 | The model is corrupted: 8 bytes do not hold 4294967294 numbers.
            5          | 1          | 0 | 8 | The model is corrupted: 0 bytes do not hold the codes of 5 embeddings in 1 parts.
            -1         | 1          | 0 | 8 | The model is corrupted: 0 bytes do not hold the codes of -1 embeddings in 1 parts.
            """)
    void refusesGroupsOfCompressedVectorsThatDoNotFit(int end, int codewords, int directed, int rest, String message) {
        byte[] payload = ints(rest, 2, 1, 1, end, codewords, directed);
        assertThatThrownBy(() -> read(fileWith("QUAN", payload)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1         | 8 | The model is corrupted: 8 bytes do not hold the clusters of -1 nodes.
            2147483647 | 8 | The model is corrupted: 8 bytes do not hold the clusters of 2147483647 nodes.
            3          | 8 | The model is corrupted: 8 bytes do not hold the clusters of 3 nodes.
            """)
    void refusesClustersOfMoreNodesThanThereIsRoomFor(int nodes, int rest, String message) {
        byte[] payload = ints(rest, nodes);
        assertThatThrownBy(() -> read(fileWith("CLUS", payload)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    @Test
    void refusesClustersThatAreNotThere() {
        byte[] none = TypedValues.encode(List.of());
        byte[] payload = ByteBuffer.allocate(28 + none.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(2) // two nodes in clusters 0 and 7, no maps, one centroid
                .putInt(0)
                .putInt(7)
                .putInt(none.length)
                .put(none)
                .putInt(1)
                .putInt(1)
                .putInt(1)
                .array();
        assertThatThrownBy(() -> read(fileWith("CLUS", payload)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The model is corrupted: A node is in cluster 7, but there are 1 clusters.");
    }

    @Test
    void refusesRelationsThatDoNotFitTheirTypes() {
        Map<String, Object> map = Map.of("types", List.of("A", "B"), "scorer", "transE", "reciprocal", true);
        assertThatThrownBy(() -> read(fileWith("RELA", relations(map))))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(
                        "The model is corrupted: 1 relation vectors do not fit 2 relationship types with inverses.");
    }

    @Test
    void refusesRelationsWithoutAScorer() {
        Map<String, Object> map = Map.of("types", List.of("A"), "reciprocal", false);
        assertThatThrownBy(() -> read(fileWith("RELA", relations(map))))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The model is corrupted: its relations are incomplete.");
    }

    @Test
    void refusesEmbeddingsThatStandThereTwice() throws IOException {
        byte[] compressed = bytes(quantised(5, 2, 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(compressed, 0, HEADER);
        EmbeddingTableCodec.write("EMBD", plain(5, 2).embeddings(), new SectionWriter(out));
        out.write(compressed, HEADER, compressed.length - HEADER);
        assertThatThrownBy(() -> read(out.toByteArray()))
                .hasMessage("The model is corrupted: it has embeddings twice, in sections `EMBD` and `QUAN`.");
    }

    @ParameterizedTest
    @CsvSource({"EMBD", "RELA"})
    void noticesMissingSections(String missing) throws IOException {
        byte[] whole = bytes(plain(5, 2));
        assertThatThrownBy(() -> read(without(missing, whole)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The model is corrupted: section `%s` is missing.".formatted(missing));
    }

    @Test
    void refusesPartsOfDifferentModels() {
        KnowledgeEmbeddings model = plain(5, 2);
        NodeClusters ofMore = new NodeClusters(filled(3, 2), new int[6]);
        assertThatThrownBy(() -> model.clustered(ofMore))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Clusters of 6 nodes with centroids of dimension 2 do not fit 5 nodes with embeddings of dimension 2.");
        NodeClusters longer = new NodeClusters(filled(3, 4), new int[5]);
        assertThatThrownBy(() -> model.clustered(longer))
                .hasMessage(
                        "Clusters of 5 nodes with centroids of dimension 4 do not fit 5 nodes with embeddings of dimension 2.");
    }

    private static byte[] ints(int rest, int... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES * values.length + rest).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    /** Typed map, then a table of one vector of dimension 1. */
    private static byte[] relations(Map<String, Object> map) {
        byte[] encoded = TypedValues.encode(map);
        return ByteBuffer.allocate(4 + encoded.length + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(encoded.length)
                .put(encoded)
                .putInt(1)
                .putInt(1)
                .array();
    }

    /** A file in which a section of the payload, with good checksums, comes first. */
    private static byte[] fileWith(String tag, byte[] payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes(plain(5, 2)), 0, HEADER);
        new SectionWriter(out).bytes(tag, payload);
        return out.toByteArray();
    }

    private static byte[] without(String tag, byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, HEADER);
        for (int begin = HEADER; begin < file.length; ) {
            String found = new String(file, begin, 4, StandardCharsets.US_ASCII);
            int end = begin + 4 + 8 + 4 + (int) in.getLong(begin + 4) + 4;
            if (!found.equals(tag)) {
                out.write(file, begin, end - begin);
            }
            begin = end;
        }
        return out.toByteArray();
    }

    private static Model read(byte[] bytes) throws IOException {
        return ModelFile.read(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(Model model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(model, out);
        return out.toByteArray();
    }

    private static KnowledgeEmbeddings assertSame(KnowledgeEmbeddings expected, Model actual) {
        assertThat(actual).isInstanceOf(KnowledgeEmbeddings.class);
        KnowledgeEmbeddings read = (KnowledgeEmbeddings) actual;
        assertThat(read.embeddings().checksum()).isEqualTo(expected.embeddings().checksum());
        assertThat(read.dimension()).isEqualTo(expected.dimension());
        assertThat(read.bytes()).isEqualTo(expected.bytes());
        assertThat(read.provenance()).isEqualTo(expected.provenance());
        assertThat(read.nodes().nodeCount()).isEqualTo(expected.nodes().nodeCount());
        assertThat(read.relations().types()).isEqualTo(expected.relations().types());
        assertThat(read.relations().scorer()).isEqualTo(expected.relations().scorer());
        assertThat(read.relations().reciprocal()).isEqualTo(expected.relations().reciprocal());
        assertThat(read.relations().vectors().checksum())
                .isEqualTo(expected.relations().vectors().checksum());
        assertThat(read.quantised().map(QuantisedTable::codes))
                .usingRecursiveComparison()
                .isEqualTo(expected.quantised().map(QuantisedTable::codes));
        assertThat(read.clusters().map(clusters -> clusters.centroids().checksum()))
                .isEqualTo(
                        expected.clusters().map(clusters -> clusters.centroids().checksum()));
        assertThat(read.clusters().map(NodeClusters::maps))
                .usingRecursiveComparison()
                .isEqualTo(expected.clusters().map(NodeClusters::maps));
        assertThat(read.clusters().map(NodeClusters::clusterOf))
                .usingRecursiveComparison()
                .isEqualTo(expected.clusters().map(NodeClusters::clusterOf));
        return read;
    }

    private static KnowledgeEmbeddings plain(int rows, int dimension) {
        RelationTable relations =
                new RelationTable(List.of("KENNT", "HAT_KÄSE"), filled(4, dimension), "complEx", true);
        return new KnowledgeEmbeddings(filled(rows, dimension), relations, nodes(rows), provenance());
    }

    private static KnowledgeEmbeddings quantised(int rows, int dimension, int parts) {
        float[] codebooks = new float[QuantisedTable.CODEWORDS * dimension];
        for (int i = 0; i < codebooks.length; i++) {
            codebooks[i] = i / 8f;
        }
        byte[] codes = new byte[rows * parts];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (i * 101);
        }
        return plain(rows, dimension).quantised(new QuantisedTable(rows, dimension, parts, codebooks, codes));
    }

    /** Three rows of two codewords with directions, and two of one as they are. */
    private static KnowledgeEmbeddings grouped() {
        Codebook turned = new Codebook(2, new float[] {1, 2, 3, 4}, new float[] {0, 1, -1, 0.5f});
        Codebook plain = new Codebook(1, new float[] {5, 6}, new float[0]);
        return plain(5, 2)
                .quantised(new QuantisedTable(
                        2, 1, new int[] {0, 3, 5}, List.of(turned, plain), new byte[] {0, 1, 0, 0, 0}));
    }

    private static KnowledgeEmbeddings clustered(KnowledgeEmbeddings model) {
        int[] clusterOf = new int[model.nodes().nodeCount()];
        Arrays.setAll(clusterOf, i -> i % 4 - 1);
        float[] values = new float[(model.dimension() + 1) * model.dimension()];
        Arrays.fill(values, 1, 3, 0.25f);
        AffineMap map = new AffineMap(model.dimension(), values);
        return model.clustered(
                new NodeClusters(filled(3, model.dimension()), clusterOf, Map.of("Käufer", map, "Laden", map)));
    }

    private static EmbeddingTable filled(int rows, int dimension) {
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dimension; i++) {
                table.page(row)[table.offset(row) + i] = (row - 2) / (i + 1f);
            }
        }
        return table;
    }

    private static NodeIndex nodes(int count) {
        long[] ids = new long[count];
        Arrays.setAll(ids, i -> 10L + 3L * i);
        return NodeIndex.ofSingleLabel("Ding", ids);
    }

    private static Provenance provenance() {
        return new Provenance(
                "complEx",
                Map.of("embeddingDimension", 2),
                42,
                5,
                7,
                0xABCDEF0123456789L,
                "0.1.0",
                List.of(0.7, 0.35),
                Map.of("validationMrr", 0.5),
                987,
                Instant.ofEpochSecond(1_700_000_000, 123_456_789));
    }
}
