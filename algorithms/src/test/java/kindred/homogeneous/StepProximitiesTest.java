package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import kindred.graph.AdjacencyMatrices;
import kindred.graph.Csr;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import kindred.train.TrainingRun;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepProximitiesTest {

    private static final int NODES = 96; // one block and a half of rows
    private static final int STEPS = 4;

    /** Directed and weighted, with nodes that no relationship leaves or enters. */
    private static Projection graph() {
        Seeds seeds = new Seeds(8);
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, NODES);
        for (int i = 0; i < 3 * NODES; i++) {
            builder.relationship(
                    "R",
                    Seeds.bounded(seeds.at(i, 0), NODES - 10),
                    5 + Seeds.bounded(seeds.at(i, 1), NODES - 5),
                    1 + Seeds.bounded(seeds.at(i, 2), 4));
        }
        return builder.build();
    }

    /** The matrices by their definition, k = 1 first. */
    private static List<RealMatrix> byDefinition(Csr arcs, double rate) {
        RealMatrix transitions = MatrixUtils.createRealMatrix(NODES, NODES);
        for (int node = 0; node < NODES; node++) {
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                transitions.addToEntry(node, arcs.target(arc), arcs.weight(arc) / arcs.weightedDegree(node));
            }
        }
        List<RealMatrix> matrices = new ArrayList<>();
        RealMatrix power = MatrixUtils.createRealIdentityMatrix(NODES);
        for (int k = 0; k < STEPS; k++) {
            power = power.multiply(transitions);
            RealMatrix matrix = MatrixUtils.createRealMatrix(NODES, NODES);
            for (int j = 0; j < NODES; j++) {
                double columnSum = 0;
                for (int t = 0; t < NODES; t++) {
                    columnSum += power.getEntry(t, j);
                }
                for (int i = 0; i < NODES; i++) {
                    double p = power.getEntry(i, j);
                    matrix.setEntry(i, j, p == 0 ? 0 : Math.max(0, Math.log(p / columnSum) - Math.log(rate / NODES)));
                }
            }
            matrices.add(matrix);
        }
        return matrices;
    }

    private static List<TallMatrix> identities() {
        List<TallMatrix> tables = new ArrayList<>();
        for (int k = 0; k < STEPS; k++) {
            TallMatrix identity = new TallMatrix(NODES, NODES);
            for (int i = 0; i < NODES; i++) {
                identity.page(i)[identity.offset(i) + i] = 1;
            }
            tables.add(identity);
        }
        return tables;
    }

    private static StepProximities proximities(Projection graph, double rate, TrainingRun run) {
        SparseMatrix incoming = AdjacencyMatrices.transitions(graph.union()).transpose();
        return new StepProximities(incoming, STEPS, rate, run);
    }

    private static void assertSame(TallMatrix found, RealMatrix expected) {
        for (int i = 0; i < NODES; i++) {
            for (int j = 0; j < NODES; j++) {
                assertThat((double) found.page(i)[found.offset(i) + j])
                        .as("entry %d, %d", i, j)
                        .isCloseTo(expected.getEntry(i, j), within(1e-3));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3})
    void holdsTheMatricesOfTheirDefinition(double rate) {
        List<TallMatrix> tables = identities();
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            proximities(graph(), rate, run).multiply(tables);
        }
        List<RealMatrix> expected = byDefinition(graph().union(), rate);

        for (int k = 0; k < STEPS; k++) {
            assertThat(expected.get(k).getNorm()).isPositive();
            assertSame(tables.get(k), expected.get(k));
        }
    }

    @Test
    void multipliesThereAndBack() {
        List<TallMatrix> tables = identities();
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            proximities(graph(), 1, run).square(tables);
        }
        List<RealMatrix> matrices = byDefinition(graph().union(), 1);

        for (int k = 0; k < STEPS; k++) {
            RealMatrix matrix = matrices.get(k);
            assertSame(tables.get(k), matrix.transpose().multiply(matrix));
        }
    }
}
