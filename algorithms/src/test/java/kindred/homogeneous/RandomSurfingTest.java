package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import kindred.autodiff.SparseRows;
import kindred.graph.Csr;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class RandomSurfingTest {

    private static final int STEPS = 3;
    private static final double DAMPING = 0.9;

    /** The formulas of the paper, on a matrix that is held. */
    private static double[][] information(Csr arcs) {
        int nodes = arcs.nodeCount();
        double[][] expected = new double[nodes][nodes];
        for (int start = 0; start < nodes; start++) {
            double[] now = new double[nodes];
            now[start] = 1;
            for (int step = 0; step < STEPS; step++) {
                double[] next = new double[nodes];
                next[start] = 1 - DAMPING;
                for (int node = 0; node < nodes; node++) {
                    for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                        next[arcs.target(arc)] += DAMPING * now[node] * arcs.weight(arc) / arcs.weightedDegree(node);
                    }
                }
                now = next;
                for (int node = 0; node < nodes; node++) {
                    expected[start][node] += node == start ? 0 : now[node];
                }
            }
        }
        double[] rows = new double[nodes];
        double[] columns = new double[nodes];
        double total = 0;
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                rows[i] += expected[i][j];
                columns[j] += expected[i][j];
                total += expected[i][j];
            }
        }
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                double ratio = expected[i][j] * total / (rows[i] * columns[j]);
                expected[i][j] = ratio > 1 ? Math.log(ratio) : 0;
            }
        }
        return expected;
    }

    private static SparseRows rows(Csr arcs, int kept) {
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            RandomSurfing surfing = new RandomSurfing(arcs, STEPS, DAMPING, kept, run);
            surfing.surf();
            RowBatch batch = new RowBatch(arcs.nodeCount());
            for (int node = 0; node < arcs.nodeCount(); node++) {
                surfing.addRow(node, batch);
            }
            return batch.rows();
        }
    }

    @Test
    void givesTheInformationOfThePaper() {
        Projection graph = PlantedGraphs.communities(150, 3, 6, 2, 5);
        double[][] expected = information(graph.union());
        SparseRows rows = rows(graph.union(), 1000);

        for (int row = 0; row < 150; row++) {
            double[] found = new double[150];
            for (int i = rows.begins()[row]; i < rows.begins()[row + 1]; i++) {
                found[rows.at()[i]] = rows.values()[i];
            }
            assertThat(found).containsExactly(expected[row], within(1e-4));
        }
    }

    @Test
    void keepsTheLargestValues() {
        Projection graph = PlantedGraphs.communities(150, 3, 6, 2, 5);
        double[][] expected = information(graph.union());
        SparseRows rows = rows(graph.union(), 5);

        for (int row = 0; row < 150; row++) {
            double least =
                    Arrays.stream(expected[row]).sorted().skip(145).findFirst().orElseThrow();
            assertThat(rows.begins()[row + 1] - rows.begins()[row]).isLessThanOrEqualTo(5);
            for (int i = rows.begins()[row]; i < rows.begins()[row + 1]; i++) {
                assertThat((double) rows.values()[i]).isGreaterThan(least - 1e-4);
            }
        }
    }

    @Test
    void copesWithLoneNodesLoopsAndDeadEnds() {
        Csr arcs = new ProjectionBuilder()
                .nodes("Node", 0, 6)
                .relationship("R", 0, 0)
                .relationship("R", 1, 2)
                .relationship("R", 3, 4)
                .build()
                .union();
        SparseRows rows = rows(arcs, 10);

        assertThat(rows.entries()).isEqualTo(2);
        assertThat(rows.at()).startsWith(2, 4);
        // two pairs that occur equally often, and never with the other: twice as often as by chance
        assertThat(rows.values()[0]).isCloseTo((float) Math.log(2), within(1e-4f));
    }
}
