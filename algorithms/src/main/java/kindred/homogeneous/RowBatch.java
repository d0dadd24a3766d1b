package kindred.homogeneous;

import java.util.Arrays;
import kindred.autodiff.SparseRows;
import kindred.math.Seeds;
import kindred.math.Vectors;

/** Collects the sparse rows of one step, in arrays that grow with the largest step so far and are used again by the next. */
final class RowBatch {

    private final int columns;
    private int[] begins = new int[64];
    private int[] at = new int[1024];
    private float[] values = new float[1024];
    private float[] scaled = {};
    private int rows;
    private int end;

    RowBatch(int columns) {
        this.columns = columns;
    }

    void clear() {
        rows = 0;
        end = 0;
    }

    /** Adds an element to the current row, to the right of those before it; what is in the same column is added up. */
    void add(int column, float value) {
        if (end > begins[rows] && at[end - 1] == column) {
            values[end - 1] += value;
            return;
        }
        if (end == at.length) {
            at = Arrays.copyOf(at, 2 * end);
            values = Arrays.copyOf(values, 2 * end);
        }
        at[end] = column;
        values[end++] = value;
    }

    void endRow() {
        rows++;
        if (rows == begins.length) {
            begins = Arrays.copyOf(begins, 2 * rows);
        }
        begins[rows] = end;
    }

    /** The rows so far; what is added later may change them. */
    SparseRows rows() {
        return new SparseRows(rows, columns, begins, at, values);
    }

    /** The rows so far, each scaled to length 1; valid until the next call. */
    SparseRows unitRows() {
        if (scaled.length < end) {
            scaled = new float[at.length];
        }
        System.arraycopy(values, 0, scaled, 0, end);
        for (int row = 0; row < rows; row++) {
            Vectors.normalise(scaled, begins[row], begins[row + 1] - begins[row]);
        }
        return new SparseRows(rows, columns, begins, at, scaled);
    }

    /** Becomes a copy of some rows, of which elements are left out at random. */
    void mask(SparseRows original, float share, Seeds seeds) {
        clear();
        for (int row = 0; row < original.rows(); row++) {
            for (int i = original.begins()[row]; i < original.begins()[row + 1]; i++) {
                if (Seeds.unitFloat(seeds.at(i)) >= share) {
                    add(original.at()[i], original.values()[i]);
                }
            }
            endRow();
        }
    }
}
