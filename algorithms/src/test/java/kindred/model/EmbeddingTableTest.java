package kindred.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddingTableTest {

    private static EmbeddingTable numbered(EmbeddingTable table) {
        for (int row = 0; row < table.rows(); row++) {
            for (int column = 0; column < table.dimension(); column++) {
                table.page(row)[table.offset(row) + column] = row * 100 + column;
            }
        }
        return table;
    }

    @Test
    void keepsRowsApart() {
        EmbeddingTable table = numbered(new EmbeddingTable(5, 3));

        assertThat(table.row(4)).containsExactly(400, 401, 402);
        table.setRow(2, new float[] {9, 7, 8, 6}, 1);
        assertThat(table.row(2)).containsExactly(7, 8, 6);
        assertThat(table.row(1)).containsExactly(100, 101, 102);
    }

    @Test
    void spreadsOverPagesWithoutCuttingRows() {
        EmbeddingTable small = numbered(new EmbeddingTable(100, 3, 16)); // four rows a page
        EmbeddingTable large = numbered(new EmbeddingTable(100, 3));

        for (int row = 0; row < 100; row++) {
            assertThat(small.row(row)).isEqualTo(large.row(row));
        }
        assertThat(small.page(3)).isSameAs(small.page(0)).isNotSameAs(small.page(4));
        assertThat(small.page(99).length).isLessThanOrEqualTo(16);
        assertThat(small.checksum()).isEqualTo(large.checksum());
    }

    @Test
    void giveCopiesOfRows() {
        EmbeddingTable table = new EmbeddingTable(1, 2);
        table.row(0)[0] = 5;

        assertThat(table.row(0)).containsExactly(0, 0);
    }

    @Test
    void noticesNumbersThatAreNotFinite() {
        EmbeddingTable table = new EmbeddingTable(10, 2, 4);
        assertThat(table.isFinite()).isTrue();

        table.page(9)[table.offset(9) + 1] = Float.NaN;
        assertThat(table.isFinite()).isFalse();

        table.page(9)[table.offset(9) + 1] = Float.NEGATIVE_INFINITY;
        assertThat(table.isFinite()).isFalse();
    }

    @Test
    void hasAChecksumOfShapeAndBits() {
        long checksum = numbered(new EmbeddingTable(4, 6)).checksum();
        EmbeddingTable changed = numbered(new EmbeddingTable(4, 6));
        changed.page(3)[changed.offset(3)] = Math.nextUp(300f);

        assertThat(numbered(new EmbeddingTable(4, 6)).checksum()).isEqualTo(checksum);
        assertThat(changed.checksum()).isNotEqualTo(checksum);
        assertThat(new EmbeddingTable(4, 6).checksum()).isNotEqualTo(new EmbeddingTable(6, 4).checksum());
    }

    @Test
    void mayBeEmpty() {
        EmbeddingTable table = new EmbeddingTable(0, 8);

        assertThat(table.rows()).isZero();
        assertThat(table.isFinite()).isTrue();
    }
}
