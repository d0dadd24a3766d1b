package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

    private static double[] flat(double[][] a) {
        double[] flat = new double[a.length * a.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = a[i / a.length][i % a.length];
        }
        return flat;
    }

    /** Asserts that vectors are orthonormal, values descend, and both give back the matrix. */
    private static SymmetricEigen decompose(double[][] a) {
        int n = a.length;
        SymmetricEigen eigen = new SymmetricEigen(flat(a), n);
        double[][] vectors = new double[n][];
        double[][] scaled = new double[n][n];
        double largest = 1e-300;
        for (int rank = 0; rank < n; rank++) {
            vectors[rank] = eigen.vector(rank);
            largest = Math.max(largest, Math.abs(eigen.value(rank)));
            for (int i = 0; i < n; i++) {
                scaled[rank][i] = eigen.value(rank) * vectors[rank][i];
            }
            assertThat(eigen.value(rank)).isLessThanOrEqualTo(eigen.value(Math.max(0, rank - 1)));
        }
        assertThat(Matrices.distance(Matrices.product(vectors, Matrices.transposed(vectors)), Matrices.identity(n)))
                .isLessThan(1e-12);
        assertThat(Matrices.distance(Matrices.product(Matrices.transposed(vectors), scaled), a))
                .isLessThan(1e-12 * largest);
        return eigen;
    }

    private static double[][] gram(int rows, int columns, long seed) {
        double[][] entries = Matrices.entries(Matrices.random(rows, columns, seed));
        return Matrices.product(Matrices.transposed(entries), entries);
    }

    @Test
    void knowsAMatrixOfTwoByHand() {
        SymmetricEigen eigen = decompose(new double[][] {{2, 1}, {1, 2}});

        assertThat(eigen.value(0)).isCloseTo(3, within(1e-14));
        assertThat(eigen.value(1)).isCloseTo(1, within(1e-14));
        assertThat(Math.abs(eigen.vector(0)[0])).isCloseTo(Math.sqrt(0.5), within(1e-14));
    }

    @Test
    void ordersADiagonalMatrix() {
        SymmetricEigen eigen = decompose(new double[][] {{1, 0, 0}, {0, -7, 0}, {0, 0, 5}});

        assertThat(new double[] {eigen.value(0), eigen.value(1), eigen.value(2)})
                .containsExactly(5, 1, -7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 60, 144})
    void decomposesGramMatrices(int n) {
        decompose(gram(n + 5, n, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void decomposesMatricesOfLowRank(int rank) {
        for (long seed = 0; seed < 30; seed++) {
            SymmetricEigen eigen = decompose(gram(rank, 80, seed));

            assertThat(eigen.value(rank)).isCloseTo(0, within(1e-12 * eigen.value(0)));
        }
    }

    @Test
    void decomposesBlocksAmongZerosAndTinyNumbers() {
        double[][] block = gram(20, 20, 3);
        double[][] matrix = new double[90][90];
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                matrix[3 * i][3 * j] = block[i][j];
                matrix[60 + i][60 + j] = 1e-300 * block[i][j];
            }
        }

        decompose(matrix);
    }

    @Test
    void decomposesRepeatedEigenvalues() {
        SymmetricEigen ring = decompose(new double[][] {{0, 1, 0, 1}, {1, 0, 1, 0}, {0, 1, 0, 1}, {1, 0, 1, 0}});

        assertThat(ring.value(0)).isCloseTo(2, within(1e-14));
        assertThat(ring.value(1)).isCloseTo(0, within(1e-14));
        assertThat(ring.value(2)).isCloseTo(0, within(1e-14));
        assertThat(ring.value(3)).isCloseTo(-2, within(1e-14));
        decompose(Matrices.identity(9));
        decompose(new double[7][7]);
    }

    @Test
    void refusesWhatIsNotFinite() {
        assertThatThrownBy(() -> new SymmetricEigen(new double[] {1, Double.NaN, Double.NaN, 1}, 2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Eigenvalues were not found: the matrix is not finite.");
    }
}
