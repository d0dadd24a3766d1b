package kindred.autodiff;

import java.util.Arrays;
import kindred.math.Matrix;
import kindred.math.Seeds;

/**
 * A matrix of floats, row after row, and room for the gradient of a loss with respect to it.
 *
 * <p>Parameters and constants live as long as their owner likes; what operations yield belongs to the {@link Tape} that recorded them, and is
 * overwritten after its {@link Tape#reset()}. Arrays may be longer than the matrix.
 *
 * <p>A <em>table</em> is a parameter of which a step touches few rows: its gradient is zero but for the rows that operations have marked, and
 * optimisers leave the others alone.
 */
public final class Tensor {

    private final int rows;
    private final int columns;
    private final float[] values;
    private final float[] gradient;
    private final RowSet touched;

    Tensor(int rows, int columns, float[] values, float[] gradient, RowSet touched) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.gradient = gradient;
        this.touched = touched;
    }

    /** A parameter of zeros. */
    public static Tensor parameter(int rows, int columns) {
        int size = size(rows, columns);
        return new Tensor(rows, columns, new float[size], new float[size], null);
    }

    /** A parameter of zeros whose rows are learned one by one. */
    public static Tensor table(int rows, int columns) {
        int size = size(rows, columns);
        return new Tensor(rows, columns, new float[size], new float[size], new RowSet(rows));
    }

    /** A matrix that is no parameter. The array is not copied. */
    public static Tensor constant(float[] values, int rows, int columns) {
        if (values.length < size(rows, columns)) {
            throw new IllegalArgumentException(
                    "%d x %d values were expected, but there are only %d.".formatted(rows, columns, values.length));
        }
        return new Tensor(rows, columns, values, null, null);
    }

    private static int size(int rows, int columns) {
        long size = (long) rows * columns;
        if (rows < 0 || columns < 0 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A matrix of %d x %d floats is beyond what one array holds (2147483639).".formatted(rows, columns));
        }
        return (int) size;
    }

    /** Bytes on the heap of a parameter of this shape, with its gradient. */
    public static long bytes(long rows, long columns) {
        return 8 * rows * columns;
    }

    /** Bytes on the heap of a table of this shape, with its gradient. */
    public static long tableBytes(long rows, long columns) {
        return bytes(rows, columns) + RowSet.bytes(rows);
    }

    /**
     * Fills with random numbers, evenly distributed between {@code -bound} and {@code bound}.
     *
     * @return this
     */
    public Tensor uniform(float bound, Seeds seeds) {
        for (int i = 0; i < size(); i++) {
            values[i] = bound * (2 * Seeds.unitFloat(seeds.at(i)) - 1);
        }
        return this;
    }

    /**
     * Fills with random numbers whose bound keeps the variance of a product with this matrix in bounds (Glorot and Bengio, AISTATS 2010).
     *
     * @return this
     */
    public Tensor glorot(Seeds seeds) {
        return uniform((float) Math.sqrt(6.0 / (rows + columns)), seeds);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Number of elements. */
    public int size() {
        return rows * columns;
    }

    /** The elements; element (row, column) is at {@code row * columns() + column}. */
    public float[] values() {
        return values;
    }

    /** The gradient, laid out as the elements. Operations add to it. */
    public float[] gradient() {
        if (gradient == null) {
            throw new IllegalStateException("A constant has no gradient.");
        }
        return gradient;
    }

    /** Whether it is a parameter, or depends on one. */
    public boolean needsGradient() {
        return gradient != null;
    }

    /** The only element of a matrix of one. */
    public float scalar() {
        if (rows != 1 || columns != 1) {
            throw new IllegalStateException("%s is not a single number.".formatted(shape()));
        }
        return values[0];
    }

    /** The same values, through which no gradient flows. */
    public Tensor detached() {
        return new Tensor(rows, columns, values, null, null);
    }

    boolean isTable() {
        return touched != null;
    }

    /** Rows whose gradient may differ from zero; only in a table. */
    RowSet touched() {
        return touched;
    }

    /** Says that the gradient of one row is going to change. */
    void touch(int row) {
        if (touched != null) {
            touched.add(row);
        }
    }

    void touchAll() {
        if (touched != null) {
            touched.addAll();
        }
    }

    /** Sets the gradient to zero. */
    public void clearGradient() {
        if (touched == null) {
            Arrays.fill(gradient(), 0, size(), 0);
            return;
        }
        for (int i = 0; i < touched.size(); i++) {
            int from = touched.get(i) * columns;
            Arrays.fill(gradient, from, from + columns, 0);
        }
        touched.clear();
    }

    Matrix matrix() {
        return new Matrix(values, 0, rows, columns, columns, false);
    }

    Matrix gradientMatrix() {
        return new Matrix(gradient(), 0, rows, columns, columns, false);
    }

    String shape() {
        return rows + " x " + columns;
    }
}
