package kindred.math;

/**
 * The singular values and left singular vectors of a tall matrix with few columns, by way of its Gram matrix in double precision.
 * Singular values below a millionth of the largest are taken for rounding of the single-precision entries, and count as zero.
 */
public final class ThinSvd {

    private static final double NEGLIGIBLE = 1e-6;

    private final TallMatrix matrix;
    private final int rank;
    private final double[] singularValues;
    private final double[] rightVectors;

    /**
     * @param matrix read again by {@link #left}: it must not change before
     * @param rank how many of the largest singular values to keep; those beyond the number of columns are zero
     */
    public ThinSvd(TallMatrix matrix, int rank, Parallel tasks) {
        this.matrix = matrix;
        this.rank = rank;
        int n = matrix.columns();
        SymmetricEigen eigen = new SymmetricEigen(matrix.transposedTimes(matrix, tasks), n);
        singularValues = new double[rank];
        rightVectors = new double[n * rank];
        for (int i = 0; i < Math.min(rank, n); i++) {
            double value = Math.sqrt(Math.max(0, eigen.value(i)));
            singularValues[i] = i > 0 && value < NEGLIGIBLE * singularValues[0] ? 0 : value;
            for (int row = 0; row < n; row++) {
                rightVectors[row * rank + i] = eigen.vector(i)[row];
            }
        }
    }

    /** The singular values, largest first; as many as the rank. */
    public double[] singularValues() {
        return singularValues.clone();
    }

    /**
     * The left singular vectors as columns, each times its singular value to a power: {@code U S^exponent}. Columns of singular values that
     * are zero are zero.
     */
    public TallMatrix left(double exponent, Parallel tasks) {
        int n = matrix.columns();
        double[] small = new double[n * rank];
        for (int i = 0; i < rank; i++) {
            double scale = singularValues[i] == 0 ? 0 : Math.pow(singularValues[i], exponent - 1);
            for (int row = 0; row < n; row++) {
                small[row * rank + i] = rightVectors[row * rank + i] * scale;
            }
        }
        TallMatrix left = new TallMatrix(matrix.rows(), rank);
        matrix.times(small, left, tasks);
        return left;
    }
}
