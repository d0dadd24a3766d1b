package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.math.Parallel;
import kindred.train.TrainingRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {

    private static final int QUERIES = 37;
    private static final int NODES = 600;
    private static final int DIMENSION = 10;

    /** A matrix of numbers at random that begins somewhere in its array, its rows apart. */
    private static Matrix random(int rows, int columns, int offset, int stride, long seed) {
        return new Matrix(TinyKnowledge.random(offset + rows * stride, seed), offset, rows, columns, stride, false);
    }

    /** Queries and scores lie scattered; the rows of nodes follow one another, as those of a table do. */
    private static final class Problem {
        private final Matrix queries = random(QUERIES, DIMENSION, 3, DIMENSION + 2, 1);
        private final Matrix nodes = random(NODES, DIMENSION, 5, DIMENSION, 2);
        private final Matrix scores = random(QUERIES, NODES, 1, NODES + 3, 3);
        private final Matrix slopes = random(QUERIES, NODES, 4, NODES + 1, 4);
        private final Matrix queryGradients = random(QUERIES, DIMENSION, 2, DIMENSION + 1, 5);
        private final Matrix nodeGradients = random(NODES, DIMENSION, 7, DIMENSION + 5, 6);

        void compare(Comparison comparison, Gemm gemm, Parallel parallel) {
            comparison.scores(queries, nodes, scores, new float[NODES], gemm, parallel);
        }

        void addGradients(Comparison comparison, Gemm gemm, Parallel parallel) {
            comparison.addGradients(queries, nodes, scores, slopes, queryGradients, nodeGradients, gemm, parallel);
        }
    }

    private static int at(Matrix matrix, int row) {
        return matrix.offset() + row * matrix.stride();
    }

    @ParameterizedTest
    @EnumSource
    void scoresMatricesAsPairs(Comparison comparison) {
        Problem problem = new Problem();
        problem.compare(comparison, new Gemm(), Parallel.NONE);

        double largest = 0;
        for (int query = 0; query < QUERIES; query++) {
            for (int node = 0; node < NODES; node++) {
                float expected = comparison.score(
                        problem.queries.values(),
                        at(problem.queries, query),
                        problem.nodes.values(),
                        at(problem.nodes, node),
                        DIMENSION);
                largest = Math.max(largest, Math.abs(problem.scores.at(query, node) - expected));
            }
        }
        assertThat(largest).isLessThan(2e-5);
        assertThat(problem.scores.values()[0]).as("what lies before").isEqualTo(TinyKnowledge.random(1, 3)[0]);
    }

    @ParameterizedTest
    @EnumSource
    void addsGradientsOfMatricesAsOfPairs(Comparison comparison) {
        Problem problem = new Problem();
        problem.compare(comparison, new Gemm(), Parallel.NONE);
        Problem expected = new Problem();
        for (int query = 0; query < QUERIES; query++) {
            for (int node = 0; node < NODES; node++) {
                comparison.addGradient(
                        expected.slopes.at(query, node),
                        problem.scores.at(query, node),
                        expected.queries.values(),
                        at(expected.queries, query),
                        expected.nodes.values(),
                        at(expected.nodes, node),
                        expected.queryGradients.values(),
                        at(expected.queryGradients, query),
                        expected.nodeGradients.values(),
                        at(expected.nodeGradients, node),
                        DIMENSION);
            }
        }

        problem.addGradients(comparison, new Gemm(), Parallel.NONE);

        // including what lies between the rows, which stays
        assertThat(difference(problem.queryGradients, expected.queryGradients)).isLessThan(2e-3);
        assertThat(difference(problem.nodeGradients, expected.nodeGradients)).isLessThan(2e-3);
    }

    private static double difference(Matrix found, Matrix expected) {
        double largest = 0;
        for (int i = 0; i < found.values().length; i++) {
            largest = Math.max(largest, Math.abs(found.values()[i] - expected.values()[i]));
        }
        return largest;
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameBitsAtAnyConcurrency(Comparison comparison) {
        Problem one = at(1, comparison);
        for (int threads : new int[] {2, 4}) {
            Problem more = at(threads, comparison);
            assertThat(more.scores.values()).isEqualTo(one.scores.values());
            assertThat(more.queryGradients.values()).isEqualTo(one.queryGradients.values());
            assertThat(more.nodeGradients.values()).isEqualTo(one.nodeGradients.values());
        }
    }

    private static Problem at(int threads, Comparison comparison) {
        Problem problem = new Problem();
        try (TrainingRun run = TrainingRun.quiet(1, threads)) {
            Gemm gemm = new Gemm(run::parallel);
            problem.compare(comparison, gemm, run::parallel);
            problem.addGradients(comparison, gemm, run::parallel);
        }
        return problem;
    }

    /** A distance falls by no more than one goes, however near one is. */
    @ParameterizedTest
    @EnumSource(names = "L2")
    void keepsGradientsShortWhereQueryAndNodeNearlyCoincide(Comparison comparison) {
        int dimension = 128;
        for (float distance : new float[] {0, 1e-6f, 1e-5f, 1e-4f, 1e-3f, 1e-2f}) {
            float[] query = TinyKnowledge.random(dimension, 1);
            float[] node = query.clone();
            node[17] += distance;
            Matrix queries = Matrix.of(query, 1, dimension);
            Matrix nodes = Matrix.of(node, 1, dimension);
            Matrix scores = Matrix.of(new float[1], 1, 1);
            float[] queryGradient = new float[dimension];
            float[] nodeGradient = new float[dimension];

            comparison.scores(queries, nodes, scores, new float[1], new Gemm(), Parallel.NONE);
            comparison.addGradients(
                    queries,
                    nodes,
                    scores,
                    Matrix.of(new float[] {1}, 1, 1),
                    Matrix.of(queryGradient, 1, dimension),
                    Matrix.of(nodeGradient, 1, dimension),
                    new Gemm(),
                    Parallel.NONE);

            assertThat(-scores.at(0, 0))
                    .as("distance %s", distance)
                    .isCloseTo(node[17] - query[17], within(0.01f * distance));
            assertThat(length(queryGradient)).as("distance %s", distance).isLessThan(1.5);
            assertThat(length(nodeGradient)).as("distance %s", distance).isLessThan(1.5);
        }
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
