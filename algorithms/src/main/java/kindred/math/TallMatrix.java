package kindred.math;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A dense matrix of floats, row-major, tall rather than wide: as many rows as a graph has nodes, some hundred columns.
 *
 * <p>Rows live in pages of at most 2<sup>30</sup> floats and never straddle two of them, so a loop fetches {@link #page} and
 * {@link #offset} once per row and works on the plain array. Work on it is cut into blocks of {@link #BLOCK} rows, which never straddle
 * pages either: one block is one task, and sums over rows are taken block by block in a fixed order.
 */
public final class TallMatrix {

    /** Rows of one task. */
    public static final int BLOCK = 256;

    private static final int LARGEST_PAGE = 1 << 30;

    /** Partial sums of a product over rows. Fixed, because they are added up in this number whatever the number of threads. */
    private static final int SHARDS = 16;

    /** Blocks that one task adds to its partial sum, so that a task stays short. */
    private static final int BLOCKS_PER_TASK = 8;

    private final int rows;
    private final int columns;
    private final int rowBits;
    private final int rowMask;
    private final float[][] pages;

    /** A matrix of zeros. */
    public TallMatrix(int rows, int columns) {
        this(rows, columns, LARGEST_PAGE);
    }

    /** As above, with small pages, so that paging can be tested with small matrices. */
    TallMatrix(int rows, int columns, int largestPage) {
        this.rows = rows;
        this.columns = columns;
        this.rowBits = 31 - Integer.numberOfLeadingZeros(Math.max(BLOCK, largestPage / Math.max(1, columns)));
        this.rowMask = (1 << rowBits) - 1;
        this.pages = new float[(int) (((long) rows + rowMask) >>> rowBits)][];
        for (int page = 0; page < pages.length; page++) {
            pages[page] = new float[Math.min(1 << rowBits, rows - (page << rowBits)) * columns];
        }
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The array that holds the row, to be read or written from {@link #offset} on. */
    public float[] page(int row) {
        return pages[row >>> rowBits];
    }

    /** Where the row begins in its page. */
    public int offset(int row) {
        return (row & rowMask) * columns;
    }

    /** Some rows that follow one another and lie in one page, as those of a block do. */
    public Matrix rows(int first, int count) {
        return new Matrix(page(first), offset(first), count, columns, columns, false);
    }

    /** Number of blocks of {@link #BLOCK} rows; the last one may be shorter. */
    public int blocks() {
        return blocks(rows);
    }

    /** Number of blocks of {@link #BLOCK} rows that so many rows make. */
    public static int blocks(int rows) {
        return (int) ((rows + BLOCK - 1L) / BLOCK);
    }

    /** First row of a block. */
    public static int start(int block) {
        return block * BLOCK;
    }

    /** One past the last row of a block. */
    public int end(int block) {
        return (int) Math.min(rows, (block + 1L) * BLOCK);
    }

    /**
     * Fills the matrix with independent random numbers of mean 0 and variance 1, each a function of the seed and its place alone. They
     * are sums of four uniform ones: near enough to normal for a random projection, which asks for light tails only.
     */
    public void randomise(Seeds seeds, Parallel tasks) {
        tasks.run(blocks(), block -> {
            for (int row = start(block); row < end(block); row++) {
                float[] page = page(row);
                int offset = offset(row);
                long state = seeds.at(row);
                for (int i = offset; i < offset + columns; i++) {
                    page[i] = bell(Seeds.scramble(state += Seeds.GAMMA));
                }
            }
        });
    }

    /** The four quarters of 64 random bits, added up: mean 0, variance 1. */
    private static float bell(long bits) {
        long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        return (sum - 131_070) * (float) (Math.sqrt(3) / 65_536);
    }

    /** Scales every row to length 1; rows of zeros stay zeros. */
    public void normaliseRows(Parallel tasks) {
        tasks.run(blocks(), block -> {
            for (int row = start(block); row < end(block); row++) {
                Vectors.normalise(page(row), offset(row), columns);
            }
        });
    }

    /**
     * The product of this matrix, turned, with another of as many rows: a small matrix of {@code columns x other.columns()} doubles,
     * row-major. Products of floats are exact in double precision, so the result is as good as the entries are.
     */
    public double[] transposedTimes(TallMatrix other, Parallel tasks) {
        double[][] partial = new double[Math.min(SHARDS, Math.max(1, blocks()))][columns * other.columns];
        int wave = partial.length * BLOCKS_PER_TASK;
        for (int first = 0; first < blocks(); first += wave) {
            int from = first;
            tasks.run(partial.length, shard -> {
                int begin = from + shard * BLOCKS_PER_TASK;
                for (int block = begin; block < Math.min(blocks(), begin + BLOCKS_PER_TASK); block++) {
                    addTransposedTimes(other, block, partial[shard]);
                }
            });
        }
        for (int shard = 1; shard < partial.length; shard++) {
            for (int i = 0; i < partial[0].length; i++) {
                partial[0][i] += partial[shard][i];
            }
        }
        return partial[0];
    }

    /** Four rows at a time: the sum is read and written once for them. */
    private void addTransposedTimes(TallMatrix other, int block, double[] sum) {
        double[][] left = new double[4][columns];
        double[][] right = other == this ? left : new double[4][other.columns];
        for (int row = start(block); row < end(block); row += 4) {
            for (int i = 0; i < 4; i++) {
                toDoubles(row + i, left[i]);
                if (other != this) {
                    other.toDoubles(row + i, right[i]);
                }
            }
            for (int i = 0; i < columns; i++) {
                addFour(left[0][i], left[1][i], left[2][i], left[3][i], right, sum, i * other.columns, other.columns);
            }
        }
    }

    /** One row, or zeros past the last one. */
    private void toDoubles(int row, double[] out) {
        if (row >= rows) {
            Arrays.fill(out, 0);
            return;
        }
        float[] page = page(row);
        int offset = offset(row);
        for (int i = 0; i < columns; i++) {
            out[i] = page[offset + i];
        }
    }

    private static void addFour(
            double a0, double a1, double a2, double a3, double[][] right, double[] sum, int offset, int length) {
        double[] r0 = right[0];
        double[] r1 = right[1];
        double[] r2 = right[2];
        double[] r3 = right[3];
        for (int j = 0; j < length; j++) {
            sum[offset + j] += a0 * r0[j] + a1 * r1[j] + (a2 * r2[j] + a3 * r3[j]);
        }
    }

    /**
     * The product of this matrix with a small one.
     *
     * @param small {@code columns x out.columns()} entries, row-major
     * @param out receives the product; may be this matrix itself if the small one is square
     */
    public void times(double[] small, TallMatrix out, Parallel tasks) {
        float[] right = new float[small.length];
        for (int i = 0; i < small.length; i++) {
            right[i] = (float) small[i];
        }
        Matrix factor = Matrix.of(right, columns, out.columns);
        Queue<Gemm> idle = new ConcurrentLinkedQueue<>();
        tasks.run(blocks(), block -> {
            Gemm taken = idle.poll();
            Gemm gemm = taken == null ? new Gemm() : taken;
            int first = start(block);
            int count = end(block) - first;
            // apart, because the result may be this matrix
            float[] product = new float[count * out.columns];
            gemm.multiply(rows(first, count), factor, Matrix.of(product, count, out.columns));
            System.arraycopy(product, 0, out.page(first), out.offset(first), product.length);
            idle.offer(gemm);
        });
    }

    /** Bytes on the heap of a matrix of this shape. */
    public static long bytes(long rows, long columns) {
        return 4 * rows * columns;
    }
}
