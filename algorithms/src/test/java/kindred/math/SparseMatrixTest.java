package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparseMatrixTest {

    private static final double[][] ENTRIES = {{0, 2, 0, -1}, {0, 0, 0, 0}, {3, 0, 0.5, 0}};

    @Test
    void holdsWhatItWasGiven() {
        SparseMatrix matrix = Matrices.sparse(ENTRIES);

        assertThat(matrix.rows()).isEqualTo(3);
        assertThat(matrix.columns()).isEqualTo(4);
        assertThat(matrix.entries()).isEqualTo(4);
        assertThat(matrix.first(1)).isEqualTo(matrix.end(1)).isEqualTo(2);
        assertThat(matrix.column(3)).isEqualTo(2);
        assertThat(matrix.value(3)).isEqualTo(0.5f);
    }

    @Test
    void multipliesWithADenseMatrix() {
        TallMatrix right = Matrices.random(4, 21, 3);
        TallMatrix out = Matrices.random(3, 21, 9); // to be overwritten
        Matrices.sparse(ENTRIES).times(right, out, Matrices.FORWARD);

        assertThat(Matrices.distance(Matrices.entries(out), Matrices.product(ENTRIES, Matrices.entries(right))))
                .isLessThan(1e-5);
    }

    @Test
    void turnsRound() {
        TallMatrix right = Matrices.random(3, 8, 3);
        TallMatrix out = new TallMatrix(4, 8);
        SparseMatrix turned = Matrices.sparse(ENTRIES).transpose();
        turned.times(right, out, Matrices.FORWARD);

        assertThat(turned.rows()).isEqualTo(4);
        assertThat(turned.columns()).isEqualTo(3);
        assertThat(Matrices.distance(
                        Matrices.entries(out), Matrices.product(Matrices.transposed(ENTRIES), Matrices.entries(right))))
                .isLessThan(1e-5);
    }

    @Test
    void addsRepeatedEntries() {
        SparseMatrix.Builder builder = new SparseMatrix.Builder(1, 1, row -> 2);
        builder.set(0, 0, 1f);
        builder.set(1, 0, 2f);
        TallMatrix out = new TallMatrix(1, 1);
        builder.build().times(Matrices.dense(new double[][] {{5}}), out, Matrices.FORWARD);

        assertThat(out.page(0)[0]).isEqualTo(15f);
    }
}
