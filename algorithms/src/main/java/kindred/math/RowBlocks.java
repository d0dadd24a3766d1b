package kindred.math;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Rows that lie anywhere, handed out in blocks that lie in one piece: a block is a task, and always the same rows, so sums that are taken
 * block by block do not depend on threads. Of unit length, if wanted; a row of zeros has none and stays.
 */
final class RowBlocks {

    /** Rows of one task. */
    static final int BLOCK = 256;

    /** What is done with a block. */
    interface Work {

        /**
         * @param first number of the first row
         * @param rows how many rows the block has
         * @param values the rows, one after the other, to be overwritten at will
         */
        void on(int first, int rows, float[] values);
    }

    private final KMeans.Rows source;
    private final int count;
    private final int dimension;
    private final boolean unitLength;
    private final Queue<float[]> idle = new ConcurrentLinkedQueue<>();

    RowBlocks(KMeans.Rows source, int count, int dimension, boolean unitLength) {
        this.source = source;
        this.count = count;
        this.dimension = dimension;
        this.unitLength = unitLength;
    }

    int count() {
        return count;
    }

    int dimension() {
        return dimension;
    }

    int blocks() {
        return (int) ((count + BLOCK - 1L) / BLOCK);
    }

    int first(int block) {
        return block * BLOCK;
    }

    int end(int block) {
        return (int) Math.min(count, (block + 1L) * BLOCK);
    }

    void copy(int row, float[] out, int offset) {
        source.copy(row, out, offset);
        if (unitLength) {
            Vectors.normalise(out, offset, dimension);
        }
    }

    /** Whether the row can belong to a cluster: where directions are compared, zeros cannot. */
    boolean counts(float[] values, int offset) {
        return !unitLength || Vectors.sumOfSquares(values, offset, dimension) > 0;
    }

    void each(Parallel tasks, Work work) {
        tasks.run(blocks(), block -> {
            float[] taken = idle.poll();
            float[] values = taken == null ? new float[BLOCK * dimension] : taken;
            for (int row = first(block); row < end(block); row++) {
                copy(row, values, (row - first(block)) * dimension);
            }
            work.on(first(block), end(block) - first(block), values);
            idle.offer(values);
        });
    }
}
