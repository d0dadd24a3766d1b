package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kindred.autodiff.SparseRows;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class RowBatchTest {

    private static RowBatch twoRows() {
        RowBatch batch = new RowBatch(10);
        batch.add(2, 1);
        batch.add(2, 2);
        batch.add(7, 4);
        batch.endRow();
        batch.add(7, 5);
        batch.endRow();
        return batch;
    }

    @Test
    void addsUpWhatIsInOneColumnOfOneRow() {
        SparseRows rows = twoRows().rows();

        assertThat(rows.rows()).isEqualTo(2);
        assertThat(rows.begins()).startsWith(0, 2, 3);
        assertThat(rows.at()).startsWith(2, 7, 7);
        assertThat(rows.values()).startsWith(3, 4, 5);
    }

    @Test
    void scalesACopyToLengthOne() {
        RowBatch batch = twoRows();
        SparseRows unit = batch.unitRows();

        assertThat(unit.values()[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(unit.values()[1]).isCloseTo(0.8f, within(1e-6f));
        assertThat(unit.values()[2]).isCloseTo(1, within(1e-6f));
        assertThat(batch.rows().values()).startsWith(3, 4, 5);
    }

    @Test
    void growsWithItsRows() {
        RowBatch batch = new RowBatch(50_000);
        for (int row = 0; row < 200; row++) {
            for (int column = row; column < 50_000; column += 5_000) {
                batch.add(column, column);
            }
            batch.endRow();
        }

        SparseRows rows = batch.rows();
        assertThat(rows.rows()).isEqualTo(200);
        assertThat(rows.entries()).isEqualTo(2000);
        assertThat(rows.at()[1999]).isEqualTo(45_199);
    }

    /** What is to be given back stays whole: denoising would else learn to leave out as well. */
    @Test
    void leavesOutAShareOfACopy() {
        RowBatch batch = new RowBatch(10_000);
        for (int column = 0; column < 10_000; column++) {
            batch.add(column, 1);
        }
        batch.endRow();
        RowBatch masked = new RowBatch(10_000);
        masked.mask(batch.rows(), 0.2f, new Seeds(1));

        assertThat(masked.rows().entries()).isBetween(7_800, 8_200);
        assertThat(batch.rows().entries()).isEqualTo(10_000);

        RowBatch other = new RowBatch(10_000);
        other.mask(batch.rows(), 0.2f, new Seeds(2));
        assertThat(other.rows().at()).isNotEqualTo(masked.rows().at());
    }
}
