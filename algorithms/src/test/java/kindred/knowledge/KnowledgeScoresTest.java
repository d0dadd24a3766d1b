package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Provenance;
import kindred.model.QuantisedTable;
import kindred.model.RelationTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnowledgeScoresTest {

    /** More than are compared at a time. */
    private static final int NODES = 4500;

    private static final int DIMENSION = 8;
    private static final List<String> TYPES = List.of("A", "B");

    private static final EmbeddingTable VECTORS = TinyKnowledge.random(NODES, DIMENSION, 11);
    private static final QuantisedTable COMPRESSED = compressed();

    /** With codewords that are some of the vectors. */
    private static QuantisedTable compressed() {
        int parts = 4;
        int length = DIMENSION / parts;
        float[] codebooks = new float[QuantisedTable.CODEWORDS * DIMENSION];
        byte[] codes = new byte[NODES * parts];
        for (int part = 0; part < parts; part++) {
            for (int codeword = 0; codeword < QuantisedTable.CODEWORDS; codeword++) {
                System.arraycopy(
                        VECTORS.row(codeword),
                        part * length,
                        codebooks,
                        (part * QuantisedTable.CODEWORDS + codeword) * length,
                        length);
            }
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (31 * i);
        }
        return new QuantisedTable(NODES, DIMENSION, parts, codebooks, codes);
    }

    static Stream<Scorer> scorers() {
        return Scorers.all().stream();
    }

    private static RelationTable relations(Scorer scorer, boolean reciprocal) {
        EmbeddingTable vectors = TinyKnowledge.random(reciprocal ? 4 : 2, scorer.relationDimension(DIMENSION), 12);
        return new RelationTable(TYPES, vectors, scorer.name(), reciprocal);
    }

    private static void assertScores(KnowledgeScores scores, int head, int relation, int tail, double expected) {
        float[] tails = new float[2 * NODES];
        scores.tails(new int[] {3, head}, new int[] {0, relation}, tails);
        assertThat((double) tails[NODES + tail]).isCloseTo(expected, within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("scorers")
    void areThoseOfThePaper(Scorer scorer) {
        RelationTable relations = relations(scorer, false);
        KnowledgeScores scores = new KnowledgeScores(VECTORS, relations);
        float[] heads = new float[2 * NODES];
        scores.heads(new int[] {0, 1}, new int[] {3, 4400}, heads);

        for (int head : new int[] {0, 5, 4095, 4096, 4499}) {
            double expected =
                    scorer.score(VECTORS.row(head), 0, relations.vectors().row(1), 0, VECTORS.row(4400), 0, DIMENSION);
            assertThat((double) scores.score(head, 1, 4400)).isCloseTo(expected, within(1e-5));
            assertScores(scores, head, 1, 4400, expected);
            assertThat((double) heads[NODES + head]).isCloseTo(expected, within(1e-4));
        }
        assertThat(scores.nodeCount()).isEqualTo(NODES);
        assertThat(scores.dimension()).isEqualTo(DIMENSION);
    }

    @ParameterizedTest
    @MethodSource("scorers")
    void findHeadsByInverseRelations(Scorer scorer) {
        RelationTable relations = relations(scorer, true);
        float[] heads = new float[NODES];
        new KnowledgeScores(VECTORS, relations).heads(new int[] {1}, new int[] {9}, heads);

        double expected =
                scorer.score(VECTORS.row(9), 0, relations.vectors().row(3), 0, VECTORS.row(4200), 0, DIMENSION);
        assertThat((double) heads[4200]).isCloseTo(expected, within(1e-4));
    }

    private static KnowledgeEmbeddings model(EmbeddingTable nodes, RelationTable relations) {
        long[] ids = new long[NODES];
        for (int i = 0; i < NODES; i++) {
            ids[i] = i;
        }
        Provenance provenance =
                new Provenance("test", Map.of(), 1, NODES, 0, 0, "test", List.of(), Map.of(), 0, Instant.EPOCH);
        return new KnowledgeEmbeddings(nodes, relations, NodeIndex.ofSingleLabel("Node", ids), provenance);
    }

    @ParameterizedTest
    @MethodSource("scorers")
    void ofACompressedModelAreThoseOfItsDecompressedVectors(Scorer scorer) {
        RelationTable relations = relations(scorer, false);
        KnowledgeEmbeddings model = model(VECTORS, relations).quantised(COMPRESSED);
        KnowledgeScores scores = KnowledgeScores.of(model);
        KnowledgeScores decompressed = new KnowledgeScores(model.embeddings(), relations);

        float[] found = new float[NODES];
        float[] expected = new float[NODES];
        scores.tails(new int[] {3}, new int[] {1}, found);
        decompressed.tails(new int[] {3}, new int[] {1}, expected);
        assertThat(found).containsExactly(expected, within(1e-4f));
        scores.heads(new int[] {1}, new int[] {3}, found);
        decompressed.heads(new int[] {1}, new int[] {3}, expected);
        assertThat(found).containsExactly(expected, within(1e-4f));
        assertThat(scores.score(3, 1, 4)).isEqualTo(decompressed.score(3, 1, 4));
        assertThat(found[7]).isNotEqualTo(new KnowledgeScores(VECTORS, relations).score(7, 1, 3));
    }

    @Test
    void needAScorerThatIsKnown() {
        RelationTable relations = new RelationTable(TYPES, new EmbeddingTable(2, 4), "transH", false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnowledgeScores(new EmbeddingTable(3, 4), relations))
                .withMessageStartingWith("There is no score function `transH`.");
    }
}
