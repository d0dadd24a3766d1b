package kindred.heterogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import kindred.graph.AdjacencyMatrices;
import kindred.graph.Csr;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Parallel;
import kindred.math.Seeds;
import kindred.math.TallMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextFactorisationTest {

    private static final int NODES = 12;
    private static final int FEATURES = 5;
    private static final int K = 3;
    private static final double PENALTY = 0.2;

    private static final Parallel TASKS = (tasks, task) -> {
        for (int i = 0; i < tasks; i++) {
            task.accept(i);
        }
    };

    private Csr arcs;
    private TallMatrix features;
    private TextFactorisation factorisation;

    @BeforeEach
    void factorise() {
        Seeds seeds = new Seeds(6);
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, NODES);
        for (int i = 0; i < 2 * NODES; i++) {
            builder.relationship(
                    "R",
                    Seeds.bounded(seeds.at(i, 0), NODES - 1),
                    Seeds.bounded(seeds.at(i, 1), NODES),
                    1 + Seeds.bounded(seeds.at(i, 2), 3));
        }
        Projection graph = builder.build();
        arcs = graph.union();
        features = new TallMatrix(NODES, FEATURES);
        features.randomise(seeds.fork("features"), TASKS);
        factorisation =
                new TextFactorisation(AdjacencyMatrices.transitions(arcs), features, K, PENALTY, new Seeds(2), TASKS);
    }

    private static RealMatrix real(TallMatrix matrix) {
        RealMatrix real = MatrixUtils.createRealMatrix(matrix.rows(), matrix.columns());
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                real.setEntry(row, column, matrix.page(row)[matrix.offset(row) + column]);
            }
        }
        return real;
    }

    private RealMatrix proximity() {
        RealMatrix a = MatrixUtils.createRealMatrix(NODES, NODES);
        for (int node = 0; node < NODES; node++) {
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                a.addToEntry(node, arcs.target(arc), arcs.weight(arc) / arcs.weightedDegree(node));
            }
        }
        return a.add(a.multiply(a)).scalarMultiply(0.5);
    }

    /** The objective by its definition, with M in full. */
    private double objective(RealMatrix w, RealMatrix h) {
        RealMatrix rest = proximity()
                .subtract(w.multiply(h.transpose()).multiply(real(features).transpose()));
        return square(rest) + PENALTY / 2 * (square(w) + square(h));
    }

    private static double square(RealMatrix matrix) {
        return matrix.getFrobeniusNorm() * matrix.getFrobeniusNorm();
    }

    @Test
    void multipliesWithTheProximityItNeverHolds() {
        RealMatrix expected = proximity().multiply(real(features));

        assertThat(real(factorisation.proximityTimes(features))
                        .subtract(expected)
                        .getNorm())
                .isLessThan(1e-5);
        assertThat(expected.getNorm()).isGreaterThan(1);
    }

    @Test
    void knowsItsObjectiveUpToAConstant() {
        double constant = square(proximity());

        assertThat(factorisation.objective() + constant)
                .isCloseTo(
                        objective(real(factorisation.nodeFactors()), real(factorisation.featureFactors())),
                        within(1e-3));
    }

    @Test
    void knowsItsGradients() {
        RealMatrix w = real(factorisation.nodeFactors());
        RealMatrix h = real(factorisation.featureFactors());
        RealMatrix byNodes = real(factorisation.nodeGradient());
        RealMatrix byFeatures = real(factorisation.featureGradient());
        double step = 1e-4;

        for (int column = 0; column < K; column++) {
            for (int row = 0; row < NODES; row++) {
                RealMatrix up = w.copy();
                RealMatrix down = w.copy();
                up.addToEntry(row, column, step);
                down.addToEntry(row, column, -step);
                assertThat(byNodes.getEntry(row, column))
                        .isCloseTo((objective(up, h) - objective(down, h)) / (2 * step), within(1e-3));
            }
            for (int row = 0; row < FEATURES; row++) {
                RealMatrix up = h.copy();
                RealMatrix down = h.copy();
                up.addToEntry(row, column, step);
                down.addToEntry(row, column, -step);
                assertThat(byFeatures.getEntry(row, column))
                        .isCloseTo((objective(w, up) - objective(w, down)) / (2 * step), within(1e-3));
            }
        }
    }

    @Test
    void solvesEachSubproblemToAVanishingGradient() {
        factorisation.solveNodeFactors(100, 1e-6);
        assertThat(real(factorisation.nodeGradient()).getNorm()).isLessThan(1e-3);

        factorisation.solveFeatureFactors(100, 1e-6);
        assertThat(real(factorisation.featureGradient()).getNorm()).isLessThan(1e-3);
    }

    @Test
    void lowersTheObjectiveInEveryTurn() {
        List<Double> objectives = new ArrayList<>(List.of(factorisation.objective()));
        for (int i = 0; i < 5; i++) {
            factorisation.solveNodeFactors(3, 1e-4);
            objectives.add(factorisation.objective());
            factorisation.solveFeatureFactors(3, 1e-4);
            objectives.add(factorisation.objective());
        }

        for (int i = 1; i < objectives.size(); i++) {
            assertThat(objectives.get(i)).isLessThanOrEqualTo(objectives.get(i - 1) + 1e-5);
        }
        assertThat(objectives.get(10)).isLessThan(objectives.get(0) / 2).isLessThan(0);
    }
}
