package kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {

    /** Written by the first release of format version 1. Never replaced: files that users have must load for ever. */
    private static final String OLDEST = "/kindred/model/node-embeddings-v1.kindred";

    private static final int HEADER = 12;

    @Test
    void yieldsTheModelThatWasWritten() throws IOException {
        NodeEmbeddings model = model(1000, 17);
        assertSame(model, ModelFile.read(new ByteArrayInputStream(bytes(model))));
    }

    @Test
    void keepsRowsThatAreLargerThanItsBuffer() throws IOException {
        NodeEmbeddings model = model(3, 40_000);
        assertSame(model, ModelFile.read(new ByteArrayInputStream(bytes(model))));
    }

    @Test
    void keepsTablesOfSeveralPages() throws IOException {
        EmbeddingTable paged = new EmbeddingTable(100, 5, 64);
        fill(paged);
        NodeEmbeddings model = new NodeEmbeddings(
                paged, NodeIndex.ofSingleLabel("A", ids(100)), model(1, 1).provenance());
        assertSame(model, ModelFile.read(new ByteArrayInputStream(bytes(model))));
    }

    @Test
    void keepsAModelWithoutNodes() throws IOException {
        NodeEmbeddings model = model(0, 4);
        assertSame(model, ModelFile.read(new ByteArrayInputStream(bytes(model))));
    }

    @Test
    void keepsGroupsAndNodesOfSeveralLabels() throws IOException {
        BitSet alsoUsers = new BitSet();
        alsoUsers.set(3);
        NodeIndex nodes = new NodeIndex(
                List.of("User", "Nobody", "Item"),
                new int[] {0, 2, 2, 5},
                new long[] {7, 9, 1, 4, 1L << 40},
                new BitSet[] {alsoUsers, null, null});
        NodeEmbeddings model =
                new NodeEmbeddings(model(5, 2).embeddings(), nodes, model(1, 1).provenance());
        NodeIndex read = ModelFile.read(new ByteArrayInputStream(bytes(model))).nodes();
        assertThat(read.labels()).containsExactly("User", "Nobody", "Item");
        assertThat(read.hasLabel(3, 0)).isTrue();
        assertThat(read.hasLabel(4, 0)).isFalse();
        assertThat(read.hasLabel(3, 2)).isTrue();
        assertThat(read.nodeOf(1L << 40)).isEqualTo(4);
    }

    @Test
    void readsFormatVersion1() throws IOException {
        try (InputStream oldest = getClass().getResourceAsStream(OLDEST)) {
            assertSame(model(5, 3), ModelFile.read(oldest));
        }
    }

    @Test
    void writesTheSameBytesForTheSameModel() throws IOException {
        try (InputStream oldest = getClass().getResourceAsStream(OLDEST)) {
            assertThat(bytes(model(5, 3))).isEqualTo(oldest.readAllBytes());
        }
    }

    @Test
    void leavesTheStreamBehindTheModel() throws IOException {
        byte[] model = bytes(model(5, 3));
        byte[] twice = Arrays.copyOf(model, model.length + 1);
        twice[model.length] = 42;
        InputStream in = new ByteArrayInputStream(twice);
        ModelFile.read(in);
        assertThat(in.read()).isEqualTo(42);
    }

    @Test
    void refusesOtherFiles() {
        assertThatThrownBy(() ->
                        ModelFile.read(new ByteArrayInputStream("PK\3\4abcdefgh".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("This is not a Kindred model: it begins with the bytes [50 4b 03 04 61 62 63 64],"
                        + " but a model with [89 4b 4e 44 52 44 0d 0a].");
    }

    @Test
    void refusesNewerVersions() throws IOException {
        byte[] newer = bytes(model(5, 3));
        newer[8] = 7;
        assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(newer)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The model has format version 7, but Kindred %s reads versions 1 to 1."
                        .formatted(KindredVersion.current()));
    }

    @Test
    void noticesEveryTruncation() throws IOException {
        byte[] whole = bytes(model(5, 3));
        for (int length = HEADER; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(cut)))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith("The model is truncated: it ends in or after section `");
        }
    }

    @Test
    void noticesEveryDamagedByte() throws IOException {
        byte[] whole = bytes(model(5, 3));
        for (int position = HEADER; position < whole.length; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= 0x20;
            assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(damaged)))
                    .as("byte %d", position)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("corrupted");
        }
    }

    @Test
    void namesTheDamagedSection() throws IOException {
        byte[] damaged = bytes(model(5, 3));
        int lastFloat = damaged.length - 4 - 16 - 4 - 1; // before its checksum and the section END
        damaged[lastFloat] ^= 1;
        assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(damaged)))
                .hasMessageStartingWith("The model is corrupted: section `EMBD` has checksum ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, The model is corrupted: section `KIND` is missing.",
        "1, The model is corrupted: section `PROV` is missing."
    })
    void noticesMissingSections(int left, String message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes(model(5, 3)), 0, HEADER);
        SectionWriter sections = new SectionWriter(out);
        if (left > 0) {
            sections.bytes("KIND", TypedValues.encode("nodeEmbeddings"));
            sections.bytes("EMBD", new byte[] {0, 0, 0, 0, 1, 0, 0, 0});
            byte[] groups = groups();
            sections.bytes("NODE", groups);
        }
        sections.bytes("END ", new byte[0]);
        assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(out.toByteArray())))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    @Test
    void passesOverSectionsOfLaterReleases() throws IOException {
        byte[] model = bytes(model(5, 3));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(model, 0, HEADER);
        new SectionWriter(out).bytes("NEWS", new byte[100_000]);
        out.write(model, HEADER, model.length - HEADER);
        assertSame(model(5, 3), ModelFile.read(new ByteArrayInputStream(out.toByteArray())));
    }

    @Test
    void refusesKindsOfLaterReleases() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes(model(5, 3)), 0, HEADER);
        SectionWriter sections = new SectionWriter(out);
        sections.bytes("KIND", TypedValues.encode("crystalBall"));
        sections.bytes("END ", new byte[0]);
        assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(out.toByteArray())))
                .hasMessage("The model is of kind `crystalBall`, which Kindred %s does not know."
                        .formatted(KindredVersion.current()));
    }

    @Test
    void refusesConfigurationsThatItCannotKeep() {
        Provenance provenance = provenance(Map.of("when", Instant.EPOCH));
        NodeEmbeddings model =
                new NodeEmbeddings(new EmbeddingTable(0, 1), NodeIndex.ofSingleLabel("A", new long[0]), provenance);
        assertThatThrownBy(() -> ModelFile.write(model, OutputStream.nullOutputStream()))
                .hasMessage(
                        "A model cannot carry a value of type `Instant`: only texts, numbers, booleans, lists and maps.");
    }

    private static byte[] groups() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("labels", List.of());
        map.put("starts", List.of(0));
        map.put("furtherMembers", List.of());
        byte[] encoded = TypedValues.encode(map);
        return ByteBuffer.allocate(4 + encoded.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(encoded.length)
                .put(encoded)
                .array();
    }

    private static byte[] bytes(Model model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(model, out);
        return out.toByteArray();
    }

    private static void assertSame(Model expected, Model actual) {
        assertThat(actual).isInstanceOf(NodeEmbeddings.class);
        assertThat(actual.embeddings().rows()).isEqualTo(expected.embeddings().rows());
        assertThat(actual.embeddings().checksum())
                .isEqualTo(expected.embeddings().checksum());
        assertThat(actual.provenance()).isEqualTo(expected.provenance());
        assertThat(actual.nodes().labels()).isEqualTo(expected.nodes().labels());
        for (int node = 0; node < expected.nodes().nodeCount(); node++) {
            assertThat(actual.nodes().databaseId(node))
                    .isEqualTo(expected.nodes().databaseId(node));
        }
    }

    private static NodeEmbeddings model(int rows, int dimension) {
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        fill(table);
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("walkLength", 40);
        configuration.put("seed", 1L << 40);
        configuration.put("rate", 0.025);
        configuration.put("scale", 0.5f);
        configuration.put("objective", "negativeSampling");
        configuration.put("reproducible", true);
        configuration.put("weights", List.of(1.0, 2L, "a"));
        configuration.put("nested", Map.of("k", List.of()));
        configuration.put("nothing", null);
        return new NodeEmbeddings(table, NodeIndex.ofSingleLabel("Käse", ids(rows)), provenance(configuration));
    }

    private static Provenance provenance(Map<String, Object> configuration) {
        return new Provenance(
                "deepWalk",
                configuration,
                42,
                5,
                14,
                0xABCDEF0123456789L,
                "0.1.0",
                List.of(0.7, 0.35),
                Map.of("pairs", 123.0),
                987,
                Instant.ofEpochSecond(1_700_000_000, 123_456_789));
    }

    private static void fill(EmbeddingTable table) {
        for (int row = 0; row < table.rows(); row++) {
            for (int i = 0; i < table.dimension(); i++) {
                table.page(row)[table.offset(row) + i] = (row - 2) / (i + 1f);
            }
        }
    }

    private static long[] ids(int count) {
        long[] ids = new long[count];
        Arrays.setAll(ids, i -> 10L + 3L * i);
        return ids;
    }
}
