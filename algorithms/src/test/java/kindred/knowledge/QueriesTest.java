package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest {

    private static final int DIMENSION = 8;
    private static final long SEED = 5;

    private static KnowledgeConfig config(double nodeDropout, double relationDropout) {
        return TinyKnowledge.config(
                TinyKnowledge.ALL_NODES,
                Map.of(
                        "nodeDropout",
                        nodeDropout,
                        "relationDropout",
                        relationDropout,
                        "embeddingDimension",
                        DIMENSION));
    }

    /** The inner product of a query with some vector: its slopes are what the vector as a gradient makes of node and relation. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0, false, complEx",
        "0.5, 0.0, false, distMult",
        "0.0, 0.5, true, distMult",
        "0.4, 0.4, false, complEx",
        "0.4, 0.4, true, complEx",
        "0.4, 0.4, true, rotatE-l2"
    })
    void giveBackTheGradientOfWhatTheyAsked(
            double nodeDropout, double relationDropout, boolean aboutHead, String scorer) {
        KnowledgeTables tables = TinyKnowledge.tables(Scorers.named(scorer), 3, 2, DIMENSION, 8);
        Queries queries = new Queries(tables, config(nodeDropout, relationDropout));
        float[] with = TinyKnowledge.random(DIMENSION, 4);
        float[] ofNodes = new float[3 * DIMENSION];
        int width = tables.relations().dimension();
        float[] ofRelations = new float[2 * width];

        queries.giveBack(1, 1, aboutHead, SEED, with, 0, ofNodes, DIMENSION, ofRelations, width);

        assertClose(ofNodes, TinyKnowledge.slopes(tables.nodes(), () -> product(queries, aboutHead, with)));
        assertClose(ofRelations, TinyKnowledge.slopes(tables.relations(), () -> product(queries, aboutHead, with)));
    }

    private static double product(Queries queries, boolean aboutHead, float[] with) {
        float[] query = new float[DIMENSION];
        queries.ask(1, 1, aboutHead, SEED, query, 0);
        double sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            sum += (double) query[i] * with[i];
        }
        return sum;
    }

    private static void assertClose(float[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).as("slope %d", i).isCloseTo(expected[i], within(1e-3));
        }
    }
}
