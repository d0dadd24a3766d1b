package kindred.math;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds for rows the nearest of some centroids, by products of whole blocks: the nearest one is that with the largest
 * {@code row . centroid - |centroid|² / 2}, a product of two vectors that are longer by one. Short rows are compared with all centroids at
 * once. Of equally near centroids the first is taken. Safe for several threads.
 */
public final class NearestCentroids {

    /** Dimensions up to which a row is compared with all centroids at once: products of blocks would cost more than they save. */
    private static final int SHORT = 16;

    /** Centroids that are compared with a block of rows at a time, so that the products stay in cache. */
    private static final int SLICE = 512;

    private final int dimension;
    private final int count;
    private final boolean spherical;

    /** Of long rows, the columns; null for short ones. */
    private final Matrix centroids;

    /** The same of short rows, for {@link Vectors#largestSums}; null for long ones. */
    private final float[] columns;

    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();

    private static final class Scratch {
        final Gemm gemm = new Gemm();
        final float[] rows;
        final float[] products;
        final float[] best = new float[RowBlocks.BLOCK];

        Scratch(int width, int slice) {
            rows = new float[RowBlocks.BLOCK * width];
            products = new float[RowBlocks.BLOCK * slice];
        }
    }

    /**
     * @param centroids one after the other; copied
     * @param dimension length of a centroid
     * @param spherical whether centroids and rows are compared by the cosine of their angle; centroids must then be of unit length
     */
    public NearestCentroids(float[] centroids, int dimension, boolean spherical) {
        this.dimension = dimension;
        this.count = centroids.length / dimension;
        this.spherical = spherical;
        boolean isShort = dimension <= SHORT;
        this.columns = isShort ? columns(centroids) : null;
        this.centroids = isShort ? null : matrix(centroids);
    }

    private Matrix matrix(float[] centroids) {
        int width = dimension + 1;
        float[] extended = new float[Math.multiplyExact(count, width)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(centroids, i * dimension, extended, i * width, dimension);
            extended[i * width + dimension] = bias(centroids, i);
        }
        return Matrix.of(extended, count, width).transposed();
    }

    private float bias(float[] all, int centroid) {
        return spherical ? 0 : -Vectors.sumOfSquares(all, centroid * dimension, dimension) / 2;
    }

    /** Biases first, those of columns that only fill up beyond reach; then the centroids' numbers, number after number. */
    private float[] columns(float[] all) {
        int width = width();
        float[] sums = new float[width * (dimension + 1)];
        Arrays.fill(sums, count, width, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            sums[i] = bias(all, i);
            for (int k = 0; k < dimension; k++) {
                sums[(k + 1) * width + i] = all[i * dimension + k];
            }
        }
        return sums;
    }

    private int width() {
        return (count + Vectors.COLUMNS - 1) / Vectors.COLUMNS * Vectors.COLUMNS;
    }

    /**
     * Finds the nearest centroids of many rows.
     *
     * @param out receives for each row the number of its centroid; -1 if there is none, or if a row of zeros has no direction to compare
     */
    public void of(KMeans.Rows rows, int rowCount, int[] out, Parallel tasks) {
        RowBlocks blocks = new RowBlocks(rows, rowCount, dimension, spherical);
        blocks.each(tasks, (first, count, values) -> of(blocks, values, count, out, first));
    }

    /** The same for one block. */
    void of(RowBlocks blocks, float[] values, int rows, int[] out, int offset) {
        if (columns == null) {
            compareBlocks(values, rows, out, offset);
        } else {
            Vectors.largestSums(values, rows, dimension, columns, width(), out, offset);
        }
        for (int row = 0; row < rows; row++) {
            out[offset + row] = blocks.counts(values, row * dimension) ? out[offset + row] : -1;
        }
    }

    private void compareBlocks(float[] values, int rows, int[] out, int offset) {
        Scratch taken = idle.poll();
        Scratch scratch = taken == null ? new Scratch(dimension + 1, Math.min(SLICE, count)) : taken;
        Arrays.fill(out, offset, offset + rows, -1);
        Arrays.fill(scratch.best, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * dimension, scratch.rows, row * (dimension + 1), dimension);
            scratch.rows[row * (dimension + 1) + dimension] = 1;
        }
        Matrix left = Matrix.of(scratch.rows, rows, dimension + 1);
        for (int from = 0; from < count; from += SLICE) {
            int columnsAtOnce = Math.min(SLICE, count - from);
            scratch.gemm.multiply(
                    left, centroids.columns(from, columnsAtOnce), Matrix.of(scratch.products, rows, columnsAtOnce));
            for (int row = 0; row < rows; row++) {
                takeLargest(scratch, row, columnsAtOnce, from, out, offset + row);
            }
        }
        idle.offer(scratch);
    }

    private static void takeLargest(Scratch scratch, int row, int columns, int from, int[] out, int position) {
        float[] products = scratch.products;
        float best = scratch.best[row];
        int nearest = out[position];
        int start = row * columns;
        for (int i = 0; i < columns; i++) {
            if (products[start + i] > best) {
                best = products[start + i];
                nearest = from + i;
            }
        }
        scratch.best[row] = best;
        out[position] = nearest;
    }
}
