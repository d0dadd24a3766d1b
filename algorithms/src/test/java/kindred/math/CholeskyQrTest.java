package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CholeskyQrTest {

    private static double[][] gram(TallMatrix matrix) {
        double[][] entries = Matrices.entries(matrix);
        return Matrices.product(Matrices.transposed(entries), entries);
    }

    @Test
    void makesColumnsOrthonormal() {
        TallMatrix matrix = Matrices.random(500, 20, 1);
        CholeskyQr.orthonormalise(matrix, Matrices.FORWARD);

        assertThat(Matrices.distance(gram(matrix), Matrices.identity(20))).isLessThan(1e-5);
    }

    @Test
    void spansTheSameSpace() {
        TallMatrix matrix = Matrices.random(60, 4, 1);
        double[][] before = Matrices.entries(matrix);
        CholeskyQr.orthonormaliseTwice(matrix, Matrices.FORWARD);
        double[][] q = Matrices.entries(matrix);

        double[][] projected = Matrices.product(q, Matrices.product(Matrices.transposed(q), before));
        assertThat(Matrices.distance(projected, before)).isLessThan(1e-5);
    }

    @Test
    void keepsNearlyDependentColumnsApartWhenRunTwice() {
        TallMatrix matrix = Matrices.random(1000, 3, 1);
        for (int row = 0; row < 1000; row++) {
            float[] page = matrix.page(row);
            int offset = matrix.offset(row);
            page[offset + 1] = page[offset] + 1e-4f * page[offset + 1];
        }
        CholeskyQr.orthonormaliseTwice(matrix, Matrices.FORWARD);

        assertThat(Matrices.distance(gram(matrix), Matrices.identity(3))).isLessThan(1e-5);
    }

    @Test
    void turnsDependentColumnsIntoZeros() {
        TallMatrix matrix = Matrices.random(300, 5, 1);
        for (int row = 0; row < 300; row++) {
            float[] page = matrix.page(row);
            int offset = matrix.offset(row);
            page[offset + 1] = 0;
            page[offset + 3] = 2 * page[offset] - page[offset + 2];
        }
        CholeskyQr.orthonormaliseTwice(matrix, Matrices.FORWARD);
        double[][] expected = Matrices.identity(5);
        expected[1][1] = 0;
        expected[3][3] = 0;

        assertThat(Matrices.distance(gram(matrix), expected)).isLessThan(1e-5);
    }

    @Test
    void leavesAtMostAsManyColumnsAsThereAreRows() {
        TallMatrix matrix = Matrices.random(7, 32, 1);
        CholeskyQr.orthonormaliseTwice(matrix, Matrices.FORWARD);
        double[][] gram = gram(matrix);
        double trace = 0;
        for (int i = 0; i < 32; i++) {
            trace += gram[i][i];
        }

        assertThat(trace).isBetween(7 - 1e-4, 7 + 1e-4);
    }

    @Test
    void leavesZerosAlone() {
        TallMatrix matrix = new TallMatrix(10, 3);
        CholeskyQr.orthonormaliseTwice(matrix, Matrices.FORWARD);

        assertThat(gram(matrix)).isDeepEqualTo(new double[3][3]);
    }
}
