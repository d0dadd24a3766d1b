package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import kindred.graph.NodeIndex;
import kindred.graph.ProjectionBuilder;
import kindred.graph.Triples;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegativeNodesTest {

    private static final int DRAWS = 100_000;

    /** Nodes 0 to 2 are users, 3 to 6 items, 7 and 8 tags, of which no fact tells. */
    private static final NodeIndex NODES = new ProjectionBuilder()
            .nodes("User", 0, 3)
            .nodes("Item", 3, 7)
            .nodes("Tag", 7, 9)
            .build()
            .nodes();

    /** Users stand in 4, 1 and 0 facts, items in 1, 1, 2 and 1. */
    private static final Triples FACTS = TinyKnowledge.facts(
            9, 1, null, new int[] {0, 0, 3}, new int[] {0, 0, 4}, new int[] {0, 0, 5}, new int[] {0, 0, 6}, new int[] {
                1, 0, 5
            });

    private static double[] shares(double exponent, boolean sameLabel, int label) {
        NegativeNodes negatives = new NegativeNodes(
                FACTS,
                NODES,
                TinyKnowledge.config(
                        KnowledgeConfig.INTERACTIONS,
                        Map.of("negativeSamplingExponent", exponent, "sameLabelNegatives", sameLabel)));
        Seeds seeds = new Seeds(11);
        double[] shares = new double[NODES.nodeCount()];
        for (int i = 0; i < DRAWS; i++) {
            shares[negatives.draw(label, seeds.at(i))] += 1.0 / DRAWS;
        }
        return shares;
    }

    private static void assertShares(double[] found, double... expected) {
        double sum = 0;
        for (double weight : expected) {
            sum += weight;
        }
        for (int node = 0; node < expected.length; node++) {
            if (expected[node] == 0) {
                assertThat(found[node]).as("node %d", node).isZero();
            }
            assertThat(found[node]).as("node %d", node).isCloseTo(expected[node] / sum, within(0.006));
        }
    }

    @Test
    void areDrawnAlike() {
        assertShares(shares(0, false, NegativeNodes.ANY_LABEL), 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void areDrawnByTheNumberOfTheirFacts() {
        assertShares(shares(1, false, NegativeNodes.ANY_LABEL), 4, 1, 0, 1, 1, 2, 1, 0, 0);
        assertShares(shares(0.5, false, NegativeNodes.ANY_LABEL), 2, 1, 0, 1, 1, Math.sqrt(2), 1, 0, 0);
    }

    @Test
    void areDrawnAmongThoseOfALabel() {
        assertShares(shares(0, true, 0), 1, 1, 1, 0, 0, 0, 0, 0, 0);
        assertShares(shares(0, true, 1), 0, 0, 0, 1, 1, 1, 1, 0, 0);
        assertShares(shares(1, true, 0), 4, 1, 0, 0, 0, 0, 0, 0, 0);
        assertShares(shares(1, true, 1), 0, 0, 0, 1, 1, 2, 1, 0, 0);
    }

    /** What a fact is compared with, as {@link SampledFacts} draws it. */
    @ParameterizedTest
    @CsvSource({"0.0", "0.75"})
    void neverHaveAnotherLabel(double exponent) {
        SampledFacts sampled = SampledFacts.of(
                FACTS,
                NODES,
                TinyKnowledge.config(
                        KnowledgeConfig.INTERACTIONS,
                        Map.of("negativeSamplingExponent", exponent, "sameLabelNegatives", true)));
        Seeds seeds = new Seeds(12);
        for (int fact = 0; fact < FACTS.count(); fact++) {
            for (int i = 0; i < 2000; i++) {
                assertThat(sampled.draw(fact, true, seeds.at(fact, i))).isBetween(0, 2);
                assertThat(sampled.draw(fact, false, seeds.at(fact, i))).isBetween(3, 6);
            }
        }
    }
}
