package kindred.math;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Products of matrices of floats: {@code out = left * right} and {@code out += left * right}, with any of the factors transposed.
 *
 * <p>The scheme is that of Goto and van de Geijn ("Anatomy of High-Performance Matrix Multiplication", ACM TOMS 2008): blocks of both factors
 * are copied into panels that lie in cache in the order in which they are read, transposed or not, and a kernel that keeps a small tile of
 * the result in registers runs over them. On two threads and more, tasks are blocks of the result; where the result is small and the inner dimension
 * long, the latter is cut as well, and partial results are added up in order.
 *
 * <p>The same arguments give the same bits at any number of threads: each element is summed in an order that depends on the shapes
 * alone. Working memory, about a megabyte per thread, is kept for the next product. One object serves one caller at a time.
 */
public final class Gemm {

    /** Rows of the result that a kernel keeps in registers. */
    static final int TILE_ROWS = 6;

    /** Inner dimension of a panel: both panels of a tile fit into a first-level cache of 32 KiB. */
    private static final int DEPTH = 192;

    /** Rows of the left factor that are packed together, and stay in the second-level cache while all right panels pass. */
    private static final int PACKED_ROWS = 16 * TILE_ROWS;

    private static final int TASK_ROWS = 4 * PACKED_ROWS;
    private static final int TASK_COLUMNS = 512;

    /** The inner dimension is cut into as many tasks as bring a result of few blocks to so many, if each gets so deep. */
    private static final int ENOUGH_TASKS = 8;

    private static final int TASK_DEPTH = 4096;

    /** Products below so many multiplications are not worth the waking of threads. */
    private static final long SMALL = 1 << 18;

    private final Kernels kernels = Vectors.kernels();
    private final Parallel parallel;
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();
    private float[] partial = {};

    /** Panels of both factors and a tile of the result. */
    private static final class Scratch {
        final float[] left = new float[PACKED_ROWS * DEPTH];
        final float[] right = new float[TASK_COLUMNS * DEPTH];
        final float[] tile = new float[TILE_ROWS * TASK_COLUMNS];
    }

    /** Bytes on the heap that a thread works with. */
    public static long bytesPerThread() {
        return 4L * (PACKED_ROWS * DEPTH + TASK_COLUMNS * DEPTH + TILE_ROWS * TASK_COLUMNS);
    }

    /** Products on the caller's thread. */
    public Gemm() {
        this(Parallel.NONE);
    }

    /** @param parallel runs the tasks that a large product is cut into */
    public Gemm(Parallel parallel) {
        this.parallel = parallel;
    }

    /**
     * {@code out = left * right}. The result must overlap with neither factor, which is not checked.
     *
     * @throws IllegalArgumentException if the shapes do not fit or the result is a transposed view
     */
    public void multiply(Matrix left, Matrix right, Matrix out) {
        multiply(left, right, out, false);
    }

    /**
     * {@code out += left * right}. The result must overlap with neither factor, which is not checked.
     *
     * @throws IllegalArgumentException if the shapes do not fit or the result is a transposed view
     */
    public void multiplyAdd(Matrix left, Matrix right, Matrix out) {
        multiply(left, right, out, true);
    }

    private void multiply(Matrix left, Matrix right, Matrix out, boolean add) {
        check(left, right, out);
        if (left.columns() == 0 && !add) {
            clear(out);
        }
        if (out.rows() == 0 || out.columns() == 0 || left.columns() == 0) {
            return;
        }
        int rowTasks = parts(out.rows(), TASK_ROWS);
        int columnTasks = parts(out.columns(), TASK_COLUMNS);
        int depthTasks = depthTasks(rowTasks * columnTasks, left.columns());
        boolean isSmall = (long) out.rows() * out.columns() * left.columns() < SMALL;
        Parallel runner = isSmall ? Parallel.NONE : parallel;
        if (depthTasks > 1) {
            multiplyInParts(left, right, out, add, depthTasks, runner);
            return;
        }
        runner.run(rowTasks * columnTasks, task -> {
            int row = task / columnTasks;
            int column = task % columnTasks;
            int fromRow = begin(row, rowTasks, out.rows());
            int rows = begin(row + 1, rowTasks, out.rows()) - fromRow;
            int fromColumn = begin(column, columnTasks, out.columns());
            int columns = begin(column + 1, columnTasks, out.columns()) - fromColumn;
            multiplyBlock(
                    left.rows(fromRow, rows),
                    right.columns(fromColumn, columns),
                    out.rows(fromRow, rows).columns(fromColumn, columns),
                    add);
        });
    }

    private static void check(Matrix left, Matrix right, Matrix out) {
        if (left.columns() != right.rows() || out.rows() != left.rows() || out.columns() != right.columns()) {
            throw new IllegalArgumentException(
                    "The product of %s and %s is not %s.".formatted(left.shape(), right.shape(), out.shape()));
        }
        if (out.isTransposed()) {
            throw new IllegalArgumentException("The result of a product cannot be a transposed view.");
        }
    }

    private static void clear(Matrix out) {
        for (int row = 0; row < out.rows(); row++) {
            int from = out.offset() + row * out.stride();
            Arrays.fill(out.values(), from, from + out.columns(), 0);
        }
    }

    private static int parts(int length, int largest) {
        return (length + largest - 1) / largest;
    }

    private static int begin(int part, int parts, int length) {
        return (int) ((long) length * part / parts);
    }

    private static int depthTasks(int blocks, int depth) {
        return blocks >= ENOUGH_TASKS ? 1 : Math.max(1, Math.min(ENOUGH_TASKS / blocks, depth / TASK_DEPTH));
    }

    /** Each part of the inner dimension gives a partial result of its own; they are added in order. */
    private void multiplyInParts(Matrix left, Matrix right, Matrix out, boolean add, int parts, Parallel runner) {
        int size = out.rows() * out.columns();
        if (partial.length < (parts - 1) * size) {
            partial = new float[(parts - 1) * size];
        }
        runner.run(parts, part -> {
            int from = begin(part, parts, left.columns());
            int depth = begin(part + 1, parts, left.columns()) - from;
            Matrix target = part == 0
                    ? out
                    : new Matrix(partial, (part - 1) * size, out.rows(), out.columns(), out.columns(), false);
            multiplyBlocks(left.columns(from, depth), right.rows(from, depth), target, add && part == 0);
        });
        for (int row = 0; row < out.rows(); row++) {
            for (int part = 1; part < parts; part++) {
                int from = (part - 1) * size + row * out.columns();
                kernels.axpy(1, partial, from, out.values(), out.offset() + row * out.stride(), out.columns());
            }
        }
    }

    private void multiplyBlocks(Matrix left, Matrix right, Matrix out, boolean add) {
        int columnTasks = parts(out.columns(), TASK_COLUMNS);
        for (int task = 0; task < columnTasks; task++) {
            int from = begin(task, columnTasks, out.columns());
            int columns = begin(task + 1, columnTasks, out.columns()) - from;
            multiplyBlock(left, right.columns(from, columns), out.columns(from, columns), add);
        }
    }

    /** One block of the result, which is at most {@link #TASK_COLUMNS} wide, on one thread. */
    private void multiplyBlock(Matrix left, Matrix right, Matrix out, boolean add) {
        Scratch taken = idle.poll();
        Scratch scratch = taken == null ? new Scratch() : taken;
        int depths = parts(left.columns(), DEPTH);
        int panel = kernels.panelColumns(out.columns());
        for (int part = 0; part < depths; part++) {
            int from = begin(part, depths, left.columns());
            int depth = begin(part + 1, depths, left.columns()) - from;
            packRight(right.rows(from, depth), panel, scratch.right);
            for (int row = 0; row < out.rows(); row += PACKED_ROWS) {
                int rows = Math.min(PACKED_ROWS, out.rows() - row);
                packLeft(left.rows(row, rows).columns(from, depth), scratch.left);
                multiplyPanels(scratch, depth, panel, out.rows(row, rows), add || part > 0);
            }
        }
        idle.offer(scratch);
    }

    private void multiplyPanels(Scratch scratch, int depth, int panel, Matrix out, boolean add) {
        for (int column = 0; column < out.columns(); column += panel) {
            int columns = Math.min(panel, out.columns() - column);
            for (int row = 0; row < out.rows(); row += TILE_ROWS) {
                kernels.tile(
                        scratch.left, row * depth, scratch.right, column * depth, depth, columns, panel, scratch.tile);
                int rows = Math.min(TILE_ROWS, out.rows() - row);
                int at = out.offset() + row * out.stride() + column;
                store(scratch.tile, panel, rows, columns, out.values(), at, out.stride(), add);
            }
        }
    }

    private void store(
            float[] tile, int panel, int rows, int columns, float[] out, int offset, int stride, boolean add) {
        for (int row = 0; row < rows; row++) {
            if (add) {
                kernels.axpy(1, tile, row * panel, out, offset + row * stride, columns);
            } else {
                System.arraycopy(tile, row * panel, out, offset + row * stride, columns);
            }
        }
    }

    /** Panels of {@link #TILE_ROWS} rows, each column by column; rows that a panel lacks are zero. */
    private static void packLeft(Matrix left, float[] packed) {
        for (int row = 0; row < left.rows(); row += TILE_ROWS) {
            int rows = Math.min(TILE_ROWS, left.rows() - row);
            int to = row * left.columns();
            if (rows < TILE_ROWS) {
                Arrays.fill(packed, to, to + TILE_ROWS * left.columns(), 0);
            }
            packPanel(left.transposed(), row, rows, TILE_ROWS, packed, to);
        }
    }

    /** Panels of so many columns, each row by row; columns that the last one lacks are zero. */
    private static void packRight(Matrix right, int panel, float[] packed) {
        for (int column = 0; column < right.columns(); column += panel) {
            int columns = Math.min(panel, right.columns() - column);
            int to = column * right.rows();
            if (columns < panel) {
                Arrays.fill(packed, to, to + panel * right.rows(), 0);
            }
            packPanel(right, column, columns, panel, packed, to);
        }
    }

    /** Copies some columns of a matrix so that row follows row, {@code step} apart. */
    private static void packPanel(Matrix matrix, int column, int columns, int step, float[] packed, int to) {
        float[] values = matrix.values();
        int stride = matrix.stride();
        if (matrix.isTransposed()) {
            for (int i = 0; i < columns; i++) {
                int from = matrix.offset() + (column + i) * stride;
                for (int row = 0; row < matrix.rows(); row++) {
                    packed[to + row * step + i] = values[from + row];
                }
            }
        } else if (columns == TILE_ROWS && step == TILE_ROWS) {
            packNarrowPanel(values, matrix.offset() + column, stride, matrix.rows(), packed, to);
        } else {
            for (int row = 0; row < matrix.rows(); row++) {
                int from = matrix.offset() + row * stride + column;
                System.arraycopy(values, from, packed, to + row * step, columns);
            }
        }
    }

    /** As above, without a call for every six numbers. */
    private static void packNarrowPanel(float[] values, int first, int stride, int rows, float[] packed, int to) {
        int at = to;
        int from = first;
        for (int row = 0; row < rows; row++) {
            packed[at] = values[from];
            packed[at + 1] = values[from + 1];
            packed[at + 2] = values[from + 2];
            packed[at + 3] = values[from + 3];
            packed[at + 4] = values[from + 4];
            packed[at + 5] = values[from + 5];
            at += TILE_ROWS;
            from += stride;
        }
    }
}
