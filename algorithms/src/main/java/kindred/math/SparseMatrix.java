package kindred.math;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A sparse matrix of floats in compressed rows, to be multiplied with tall dense ones. Immutable once built; safe for any number of
 * threads. Positions run over all entries as longs; columns and values live in pages of 2<sup>27</sup> entries.
 */
public final class SparseMatrix {

    private static final int PAGE_BITS = 27;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final int columns;
    private final long[] offsets;
    private final int[][] columnPages;
    private final float[][] valuePages;

    private SparseMatrix(int columns, long[] offsets, int[][] columnPages, float[][] valuePages) {
        this.columns = columns;
        this.offsets = offsets;
        this.columnPages = columnPages;
        this.valuePages = valuePages;
    }

    public int rows() {
        return offsets.length - 1;
    }

    public int columns() {
        return columns;
    }

    /** Number of stored entries. */
    public long entries() {
        return offsets[rows()];
    }

    /** Position of the first entry of a row. */
    public long first(int row) {
        return offsets[row];
    }

    /** One past the position of the last entry of a row. */
    public long end(int row) {
        return offsets[row + 1];
    }

    public int column(long position) {
        return columnPages[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK];
    }

    public float value(long position) {
        return valuePages[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK];
    }

    /** {@code out = this * right}. */
    public void times(TallMatrix right, TallMatrix out, Parallel tasks) {
        tasks.run(out.blocks(), block -> {
            for (int row = TallMatrix.start(block); row < out.end(block); row++) {
                rowTimes(row, right, out.page(row), out.offset(row));
            }
        });
    }

    /** One row of the product with a dense matrix, which overwrites {@code right.columns()} floats of {@code out}. */
    public void rowTimes(int row, TallMatrix right, float[] out, int outOffset) {
        int length = right.columns();
        Arrays.fill(out, outOffset, outOffset + length, 0);
        for (long position = offsets[row]; position < offsets[row + 1]; position++) {
            int column = column(position);
            Vectors.axpy(value(position), right.page(column), right.offset(column), out, outOffset, length);
        }
    }

    /** The same entries turned round. O(rows + columns + entries), one thread; columns come out ascending. */
    public SparseMatrix transpose() {
        int[] lengths = new int[columns];
        for (long position = 0; position < entries(); position++) {
            lengths[column(position)]++;
        }
        Builder builder = new Builder(columns, rows(), row -> lengths[row]);
        long[] next = builder.offsets.clone();
        for (int row = 0; row < rows(); row++) {
            for (long position = offsets[row]; position < offsets[row + 1]; position++) {
                builder.set(next[column(position)]++, row, value(position));
            }
        }
        return builder.build();
    }

    /** Bytes on the heap of a matrix of this size. */
    public static long bytes(long rows, long entries) {
        return 8 * (rows + 1) + 8 * entries;
    }

    /** Fills a matrix whose row lengths are known beforehand. Different rows may be filled by different threads. */
    public static final class Builder {

        private final int columns;
        private final long[] offsets;
        private final int[][] columnPages;
        private final float[][] valuePages;

        public Builder(int rows, int columns, IntUnaryOperator lengths) {
            this.columns = columns;
            offsets = new long[rows + 1];
            for (int row = 0; row < rows; row++) {
                offsets[row + 1] = offsets[row] + lengths.applyAsInt(row);
            }
            int pages = (int) ((offsets[rows] + PAGE_MASK) >>> PAGE_BITS);
            columnPages = new int[pages][];
            valuePages = new float[pages][];
            for (int page = 0; page < pages; page++) {
                int length = (int) Math.min(1L << PAGE_BITS, offsets[rows] - ((long) page << PAGE_BITS));
                columnPages[page] = new int[length];
                valuePages[page] = new float[length];
            }
        }

        /** Position of the first entry of a row. */
        public long first(int row) {
            return offsets[row];
        }

        /** Sets the entry at a position; every position of a row must be set once. */
        public void set(long position, int column, float value) {
            columnPages[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK] = column;
            valuePages[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK] = value;
        }

        public SparseMatrix build() {
            return new SparseMatrix(columns, offsets, columnPages, valuePages);
        }
    }
}
