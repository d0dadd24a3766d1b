package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kindred.graph.Csr;
import kindred.graph.ProjectionBuilder;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class DensificationTest {

    /** 0 - 1 - 2 and 1 - 3, with weights 2, 1 and 3; the middle has degree 6. */
    private static Csr star() {
        return new ProjectionBuilder()
                .nodes("Node", 0, 5)
                .undirected("R", 0, 1, 2f)
                .undirected("R", 1, 2, 1f)
                .undirected("R", 1, 3, 3f)
                .build()
                .union();
    }

    private static Csr densify(Csr arcs, int limit, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
            return Densification.of(arcs, limit, run);
        }
    }

    private static void assertWeight(Csr arcs, int source, int target, double weight) {
        assertThat((double) arcs.weight(arcs.find(source, target))).isCloseTo(weight, within(1e-6));
    }

    @Test
    void addsWhatIsTwoStepsAway() {
        Csr dense = densify(star(), 10, 1);

        assertThat(dense.degree(0)).isEqualTo(4);
        assertWeight(dense, 0, 1, 2);
        assertWeight(dense, 0, 2, 2 * 1 / 6.0);
        assertWeight(dense, 0, 3, 2 * 3 / 6.0);
        // a tenth of the degree in both directions, and the way there and back
        assertWeight(dense, 0, 0, 0.1 * 4 + 2 * 2 / 6.0);
        assertWeight(dense, 1, 1, 0.1 * 12 + 2 + 1 + 3);
        assertThat(dense.degree(4)).isZero();
    }

    @Test
    void keepsTheHeaviestArcs() {
        Csr dense = densify(star(), 2, 1);

        // the middle has three arcs of its own and stays as it is
        assertThat(dense.degree(1)).isEqualTo(3);
        assertWeight(dense, 1, 3, 3);
        assertThat(dense.degree(0)).isEqualTo(2);
        assertWeight(dense, 0, 1, 2);
        assertWeight(dense, 0, 0, 0.4 + 4 / 6.0);
    }

    @Test
    void isTheSameAtAnyConcurrency() {
        Csr graph = PlantedGraphs.communities(1500, 5, 6, 2, 3).union();
        Csr one = densify(graph, 20, 1);
        Csr four = densify(graph, 20, 4);

        assertThat(one.arcCount()).isGreaterThan(graph.arcCount()).isEqualTo(four.arcCount());
        for (long arc = 0; arc < one.arcCount(); arc++) {
            assertThat(four.target(arc)).isEqualTo(one.target(arc));
            assertThat(four.weight(arc)).isEqualTo(one.weight(arc));
        }
    }
}
