package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kindred.graph.AdjacencyMatrices;
import kindred.math.Seeds;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import kindred.train.TrainingRun;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectralFilterTest {

    private static final double MU = 0.2;
    private static final double THETA = 0.5;

    @ParameterizedTest
    @CsvSource({"0, 0.5, 1.0634833707", "1, 0.5, 0.2578943053", "0, 2.0, 2.2795853023", "3, 2.0, 0.2127399592"})
    void knowsBesselFunctions(int order, double x, double value) {
        assertThat(SpectralFilter.bessel(order, x)).isCloseTo(value, within(1e-9));
    }

    /** The filter by its definition: through the eigenvectors of the Laplacian. */
    @Test
    void filtersTheSpectrum() {
        SparseMatrix weights = AdjacencyMatrices.symmetric(PlantedGraphs.twoCliques(5));
        int n = weights.rows();
        RealMatrix closed = MatrixUtils.createRealIdentityMatrix(n);
        double[] degrees = new double[n];
        for (int row = 0; row < n; row++) {
            for (long position = weights.first(row); position < weights.end(row); position++) {
                closed.addToEntry(row, weights.column(position), weights.value(position));
                degrees[row] += weights.value(position);
            }
        }
        TallMatrix table = new TallMatrix(n, 3);
        table.randomise(new Seeds(3), (tasks, task) -> task.accept(0));
        RealMatrix in = toReal(table);

        RealMatrix expected =
                closed.multiply(in.subtract(bandPass(closed, degrees).multiply(in)));
        TallMatrix filtered;
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            filtered = new SpectralFilter(weights, degrees, MU, THETA, run).apply(table, 12);
        }

        assertThat(toReal(filtered).subtract(expected).getNorm()).isLessThan(1e-4 * expected.getNorm());
    }

    /** D^-1 A has the eigenvalues of the symmetric D^-1/2 A D^-1/2. */
    private static RealMatrix bandPass(RealMatrix closed, double[] degrees) {
        int n = degrees.length;
        RealMatrix root = MatrixUtils.createRealMatrix(n, n);
        RealMatrix inverse = MatrixUtils.createRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            root.setEntry(i, i, Math.sqrt(1 + degrees[i]));
            inverse.setEntry(i, i, 1 / Math.sqrt(1 + degrees[i]));
        }
        EigenDecomposition eigen =
                new EigenDecomposition(inverse.multiply(closed).multiply(inverse));
        RealMatrix passed = MatrixUtils.createRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            double distance = 1 - eigen.getRealEigenvalue(i) - MU;
            passed.setEntry(i, i, Math.exp(-THETA * (distance * distance / 2 - 1)));
        }
        return inverse.multiply(eigen.getV())
                .multiply(passed)
                .multiply(eigen.getVT())
                .multiply(root);
    }

    private static RealMatrix toReal(TallMatrix matrix) {
        RealMatrix real = MatrixUtils.createRealMatrix(matrix.rows(), matrix.columns());
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                real.setEntry(row, column, matrix.page(row)[matrix.offset(row) + column]);
            }
        }
        return real;
    }
}
