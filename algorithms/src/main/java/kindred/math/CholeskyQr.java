package kindred.math;

/**
 * Makes the columns of a tall matrix orthonormal by way of its Gram matrix (Cholesky QR; Yamamoto et al., "Roundoff error analysis of the
 * CholeskyQR2 algorithm", ETNA 2015): one pass over the rows to multiply, one to solve, and a small factorisation in between. The
 * Gram matrix is taken in double precision, so that columns which differ by as little as single precision can tell stay apart.
 */
public final class CholeskyQr {

    /** Square of the length, relative to the whole column, below which what remains of a column is rounding. */
    private static final double NEGLIGIBLE = 1e-12;

    private CholeskyQr() {}

    /**
     * Replaces the columns by orthonormal ones that span the same space. A column that depends on those before it becomes zero. What is
     * lost is about 10<sup>-7</sup> times the condition number; {@link #orthonormaliseTwice} wins it back.
     */
    public static void orthonormalise(TallMatrix matrix, Parallel tasks) {
        matrix.times(inverseFactor(matrix.transposedTimes(matrix, tasks), matrix.columns()), matrix, tasks);
    }

    /** As above, to within rounding. */
    public static void orthonormaliseTwice(TallMatrix matrix, Parallel tasks) {
        orthonormalise(matrix, tasks);
        orthonormalise(matrix, tasks);
    }

    /**
     * The inverse of the upper triangular R with {@code gram = R' R}; columns are zero where the Gram matrix says that one depends on
     * those before it.
     */
    static double[] inverseFactor(double[] gram, int n) {
        double[] factor = new double[n * n];
        boolean[] dependent = new boolean[n];
        for (int j = 0; j < n; j++) {
            double rest = gram[j * n + j];
            for (int k = 0; k < j; k++) {
                rest -= factor[k * n + j] * factor[k * n + j];
            }
            dependent[j] = !(rest > NEGLIGIBLE * gram[j * n + j]);
            if (!dependent[j]) {
                fillRow(gram, factor, j, Math.sqrt(rest), n);
            }
        }
        return inverse(factor, dependent, n);
    }

    private static void fillRow(double[] gram, double[] factor, int j, double diagonal, int n) {
        System.arraycopy(gram, j * n + j, factor, j * n + j, n - j);
        for (int k = 0; k < j; k++) {
            double f = factor[k * n + j];
            for (int i = j; i < n; i++) {
                factor[j * n + i] -= f * factor[k * n + i];
            }
        }
        for (int i = j; i < n; i++) {
            factor[j * n + i] /= diagonal;
        }
        factor[j * n + j] = diagonal;
    }

    /** Row by row from below: row j is the unit vector less what the rows below contribute, over the diagonal. */
    private static double[] inverse(double[] factor, boolean[] dependent, int n) {
        double[] inverse = new double[n * n];
        for (int j = n - 1; j >= 0; j--) {
            if (dependent[j]) {
                continue;
            }
            for (int k = j + 1; k < n; k++) {
                double f = factor[j * n + k];
                for (int i = k; i < n; i++) {
                    inverse[j * n + i] -= f * inverse[k * n + i];
                }
            }
            inverse[j * n + j] = 1;
            double diagonal = factor[j * n + j];
            for (int i = j; i < n; i++) {
                inverse[j * n + i] = dependent[i] ? 0 : inverse[j * n + i] / diagonal;
            }
        }
        return inverse;
    }
}
