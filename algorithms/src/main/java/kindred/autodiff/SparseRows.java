package kindred.autodiff;

/**
 * Rows of which few elements differ from zero: those of row i are at {@code begins[i] <= at < begins[i + 1]}.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param begins where each row begins, and where the last ends
 * @param at column of each element, ascending within a row where an operation says so
 * @param values elements; null if all are 1
 */
public record SparseRows(int rows, int columns, int[] begins, int[] at, float[] values) {

    float value(int position) {
        return values == null ? 1 : values[position];
    }

    /** Elements that are stored. */
    public int entries() {
        return begins[rows];
    }
}
