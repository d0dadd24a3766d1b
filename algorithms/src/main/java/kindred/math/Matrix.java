package kindred.math;

/**
 * A view of a part of a float array as a matrix: what {@link Gemm} multiplies. It copies nothing, so a change of the array shows.
 *
 * @param values where the elements lie
 * @param offset index of the first element
 * @param rows number of rows
 * @param columns number of columns
 * @param stride distance between the beginnings of two rows that follow each other; of two columns if transposed
 * @param isTransposed whether columns, and not rows, lie in one piece
 */
public record Matrix(float[] values, int offset, int rows, int columns, int stride, boolean isTransposed) {

    /** @throws IllegalArgumentException if the shape does not fit the array */
    public Matrix {
        int width = isTransposed ? rows : columns;
        long lines = isTransposed ? columns : rows;
        if (rows < 0 || columns < 0 || offset < 0 || stride < width) {
            throw new IllegalArgumentException("A matrix cannot have %d rows, %d columns, offset %d and stride %d."
                    .formatted(rows, columns, offset, stride));
        }
        if (lines > 0 && offset + (lines - 1) * stride + width > values.length) {
            throw new IllegalArgumentException("%d rows and %d columns with stride %d from %d on exceed an array of %d."
                    .formatted(rows, columns, stride, offset, values.length));
        }
    }

    /** A matrix whose rows follow one another without gaps, from the beginning of the array. */
    public static Matrix of(float[] values, int rows, int columns) {
        return new Matrix(values, 0, rows, columns, columns, false);
    }

    /** The same elements with rows and columns exchanged. */
    public Matrix transposed() {
        return new Matrix(values, offset, columns, rows, stride, !isTransposed);
    }

    /** {@code count} rows from {@code from} on. */
    public Matrix rows(int from, int count) {
        return new Matrix(values, position(from, 0), count, columns, stride, isTransposed);
    }

    /** {@code count} columns from {@code from} on. */
    public Matrix columns(int from, int count) {
        return new Matrix(values, position(0, from), rows, count, stride, isTransposed);
    }

    private int position(int row, int column) {
        return offset + (isTransposed ? column * stride + row : row * stride + column);
    }

    /** One element. */
    public float at(int row, int column) {
        return values[position(row, column)];
    }

    String shape() {
        return rows + " x " + columns;
    }
}
