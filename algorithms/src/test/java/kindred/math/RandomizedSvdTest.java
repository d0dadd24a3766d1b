package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class RandomizedSvdTest {

    /** Entries of a matrix with the given singular values and random singular vectors. */
    private static double[][] withSingularValues(int rows, int columns, double... values) {
        TallMatrix left = Matrices.random(rows, values.length, 1);
        TallMatrix right = Matrices.random(columns, values.length, 2);
        CholeskyQr.orthonormaliseTwice(left, Matrices.FORWARD);
        CholeskyQr.orthonormaliseTwice(right, Matrices.FORWARD);
        double[][] scaled = Matrices.entries(left);
        for (double[] row : scaled) {
            for (int i = 0; i < values.length; i++) {
                row[i] *= values[i];
            }
        }
        return Matrices.product(scaled, Matrices.transposed(Matrices.entries(right)));
    }

    private static ThinSvd decompose(double[][] entries, int rank, int iterations, Parallel tasks) {
        SparseMatrix matrix = Matrices.sparse(entries);
        return RandomizedSvd.of(matrix, matrix.transpose(), rank, iterations, new Seeds(7), tasks, () -> {});
    }

    @Test
    void findsKnownSingularValues() {
        ThinSvd svd = decompose(withSingularValues(90, 70, 10, 5, 5, 1, 0.1), 7, 3, Matrices.FORWARD);

        double[] values = svd.singularValues();
        double[] expected = {10, 5, 5, 1, 0.1, 0, 0};
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(2e-5));
        }
    }

    @Test
    void findsTheLargestOfManySingularValues() {
        double[][] entries = Matrices.entries(Matrices.random(120, 100, 5));
        double[] exact = new SingularValueDecomposition(new Array2DRowRealMatrix(entries)).getSingularValues();

        double[] values = decompose(entries, 10, 20, Matrices.FORWARD).singularValues();

        for (int i = 0; i < 10; i++) {
            assertThat(values[i]).isCloseTo(exact[i], within(2e-3 * exact[i]));
        }
    }

    @Test
    void findsLeftSingularVectors() {
        double[][] entries = withSingularValues(90, 70, 10, 5, 2);
        ThinSvd svd = decompose(entries, 3, 3, Matrices.FORWARD);
        double[][] left = Matrices.entries(svd.left(0, Matrices.FORWARD));
        double[][] scaled = Matrices.entries(svd.left(0.5, Matrices.FORWARD));

        double[][] gram = Matrices.product(Matrices.transposed(left), left);
        assertThat(Matrices.distance(gram, Matrices.identity(3))).isLessThan(1e-4);
        double[][] projected = Matrices.product(left, Matrices.product(Matrices.transposed(left), entries));
        assertThat(Matrices.distance(projected, entries)).isLessThan(1e-4);
        for (int row = 0; row < 90; row++) {
            assertThat(scaled[row][0]).isCloseTo(left[row][0] * Math.sqrt(10), within(1e-4));
            assertThat(scaled[row][2]).isCloseTo(left[row][2] * Math.sqrt(2), within(1e-4));
        }
    }

    @Test
    void fillsUpWithZerosBeyondTheSizeOfTheMatrix() {
        ThinSvd svd = decompose(new double[][] {{2, 0}, {0, 1}, {0, 0}}, 5, 2, Matrices.FORWARD);

        assertThat(svd.singularValues()[0]).isCloseTo(2, within(1e-5));
        assertThat(svd.singularValues()[1]).isCloseTo(1, within(1e-5));
        assertThat(svd.singularValues()).endsWith(0, 0, 0);
        for (double[] row : Matrices.entries(svd.left(0.5, Matrices.FORWARD))) {
            assertThat(row).hasSize(5).endsWith(0, 0, 0);
        }
    }

    @Test
    void decomposesZeros() {
        ThinSvd svd = decompose(new double[4][3], 2, 1, Matrices.FORWARD);

        assertThat(svd.singularValues()).containsExactly(0, 0);
        assertThat(Matrices.entries(svd.left(0.5, Matrices.FORWARD))).isDeepEqualTo(new double[4][2]);
    }

    @Test
    void givesTheSameBitsWhateverTheOrderOfTasks() {
        double[][] entries = Matrices.entries(Matrices.random(900, 40, 5));

        assertThat(Matrices.entries(decompose(entries, 8, 2, Matrices.BACKWARD).left(0.5, Matrices.BACKWARD)))
                .isDeepEqualTo(Matrices.entries(
                        decompose(entries, 8, 2, Matrices.FORWARD).left(0.5, Matrices.FORWARD)));
    }

    @Test
    void tellsOfEachIteration() {
        AtomicInteger told = new AtomicInteger();
        SparseMatrix matrix = Matrices.sparse(new double[][] {{1, 2}, {3, 4}});
        RandomizedSvd.of(matrix, matrix.transpose(), 1, 4, new Seeds(1), Matrices.FORWARD, told::incrementAndGet);

        assertThat(told).hasValue(5);
    }
}
