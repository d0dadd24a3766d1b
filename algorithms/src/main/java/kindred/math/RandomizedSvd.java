package kindred.math;

/**
 * Truncated singular value decomposition of a large matrix by random projection and subspace iteration (Halko, Martinsson and Tropp, "Finding
 * Structure with Randomness", SIAM Review 2011, algorithms 4.4 and 5.1): some more random vectors than singular vectors are wanted go
 * through the matrix and back a few times, orthonormalised in between, and a small exact decomposition sorts them out.
 *
 * <p>Time is proportional to entries x columns of the sketch x iterations; memory is two matrices of (rows, or columns) x sketch. Same
 * seed, same bits, however the tasks are spread over threads.
 */
public final class RandomizedSvd {

    /** At least so many vectors beyond the rank go through the matrix. */
    private static final int OVERSAMPLING = 10;

    private RandomizedSvd() {}

    /** Columns of the sketch for a rank: oversampled, and rounded up to whole registers. */
    public static int sketchColumns(int rank) {
        return Vectors.stride(rank + OVERSAMPLING);
    }

    /**
     * Decomposes a sparse matrix.
     *
     * @param transposed the same matrix turned round; the very same object if it is symmetric
     * @param rank number of singular values
     * @param iterations how often the sketch goes through the matrix and back: more sharpen singular values that lie close together
     * @param tasks how to spread the work
     * @param iterated told after each of the iterations, and once at the end
     */
    public static ThinSvd of(
            SparseMatrix matrix,
            SparseMatrix transposed,
            int rank,
            int iterations,
            Seeds seeds,
            Parallel tasks,
            Runnable iterated) {
        int width = sketchColumns(rank);
        TallMatrix right = new TallMatrix(matrix.columns(), width);
        TallMatrix left = new TallMatrix(matrix.rows(), width);
        right.randomise(seeds, tasks);
        for (int i = 0; i < iterations; i++) {
            matrix.times(right, left, tasks);
            transposed.times(left, right, tasks);
            CholeskyQr.orthonormalise(right, tasks);
            iterated.run();
        }
        CholeskyQr.orthonormalise(right, tasks);
        matrix.times(right, left, tasks);
        ThinSvd svd = new ThinSvd(left, rank, tasks);
        iterated.run();
        return svd;
    }

    /** Bytes that {@link #of} needs beside the matrices it is given. */
    public static long bytes(long rows, long columns, int rank) {
        return TallMatrix.bytes(rows + columns, sketchColumns(rank));
    }
}
