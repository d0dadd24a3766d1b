package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallMatrixTest {

    @Test
    void keepsRowsWholeOverPages() {
        TallMatrix matrix = new TallMatrix(700, 3, 1000); // pages of 256 rows
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < 3; column++) {
                matrix.page(row)[matrix.offset(row) + column] = 3 * row + column;
            }
        }

        assertThat(matrix.page(255)).isNotSameAs(matrix.page(256));
        assertThat(matrix.page(699)).hasSize(3 * (700 - 512));
        for (int row = 0; row < matrix.rows(); row++) {
            assertThat(matrix.page(row)[matrix.offset(row) + 2]).isEqualTo(3 * row + 2);
        }
    }

    @Test
    void cutsRowsIntoBlocks() {
        TallMatrix matrix = new TallMatrix(600, 2);

        assertThat(matrix.blocks()).isEqualTo(3);
        assertThat(TallMatrix.start(2)).isEqualTo(512);
        assertThat(matrix.end(1)).isEqualTo(512);
        assertThat(matrix.end(2)).isEqualTo(600);
        assertThat(new TallMatrix(0, 2).blocks()).isZero();
    }

    @Test
    void drawsNumbersOfMeanZeroAndVarianceOne() {
        TallMatrix matrix = Matrices.random(2000, 50, 4);
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (double[] row : Matrices.entries(matrix)) {
            for (double entry : row) {
                sum += entry;
                squares += entry * entry;
                largest = Math.max(largest, Math.abs(entry));
            }
        }

        assertThat(sum / 100_000).isCloseTo(0, within(0.015)); // five standard errors
        assertThat(squares / 100_000).isCloseTo(1, within(0.02));
        assertThat(largest).isBetween(3.0, 2 * Math.sqrt(3));
    }

    @Test
    void drawsTheSameNumbersInAnyOrder() {
        TallMatrix backward = new TallMatrix(600, 5);
        backward.randomise(new Seeds(4), Matrices.BACKWARD);

        assertThat(Matrices.entries(backward)).isDeepEqualTo(Matrices.entries(Matrices.random(600, 5, 4)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 10_001})
    void multipliesOverRows(int rows) {
        TallMatrix a = Matrices.random(rows, 7, 1);
        TallMatrix b = Matrices.random(rows, 5, 2);

        double[] product = a.transposedTimes(b, Matrices.FORWARD);
        double[][] expected = Matrices.product(Matrices.transposed(Matrices.entries(a)), Matrices.entries(b));

        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(product[5 * i + j]).isCloseTo(expected[i][j], within(1e-9 * rows));
            }
        }
        assertThat(a.transposedTimes(b, Matrices.BACKWARD)).isEqualTo(product);
    }

    @Test
    void multipliesWithItself() {
        TallMatrix a = Matrices.random(500, 6, 1);
        TallMatrix same = Matrices.random(500, 6, 1);

        assertThat(a.transposedTimes(a, Matrices.FORWARD)).isEqualTo(a.transposedTimes(same, Matrices.FORWARD));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 16, 21})
    void multipliesWithASmallMatrix(int columns) {
        TallMatrix matrix = Matrices.random(300, 9, 1);
        double[][] small = Matrices.entries(Matrices.random(9, columns, 2));
        double[] flat = new double[9 * columns];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = small[i / columns][i % columns];
        }
        TallMatrix out = new TallMatrix(300, columns);
        matrix.times(flat, out, Matrices.FORWARD);

        assertThat(Matrices.distance(Matrices.entries(out), Matrices.product(Matrices.entries(matrix), small)))
                .isLessThan(1e-4);
    }

    @Test
    void multipliesInPlace() {
        TallMatrix matrix = Matrices.random(300, 4, 1);
        double[][] before = Matrices.entries(matrix);
        double[] swap = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0};
        matrix.times(swap, matrix, Matrices.FORWARD);

        for (int row = 0; row < 300; row++) {
            assertThat(Matrices.entries(matrix)[row])
                    .containsExactly(before[row][1], before[row][0], before[row][3], 2 * before[row][2]);
        }
    }

    @Test
    void scalesRowsToLengthOneAndLeavesZerosAlone() {
        TallMatrix matrix = Matrices.dense(new double[][] {{3, 4}, {0, 0}, {0, -2}});
        matrix.normaliseRows(Matrices.FORWARD);

        assertThat(Matrices.distance(Matrices.entries(matrix), new double[][] {{0.6, 0.8}, {0, 0}, {0, -1}}))
                .isLessThan(1e-6);
    }
}
