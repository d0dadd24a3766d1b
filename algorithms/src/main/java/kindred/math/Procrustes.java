package kindred.math;

/**
 * The rotation that brings points nearest to others (Schönemann, "A Generalized Solution of the Orthogonal Procrustes Problem", Psychometrika 1966): for
 * {@code M}, the sum over points of {@code target * pointᵀ}, the orthogonal matrix {@code R} with the largest trace of {@code Rᵀ M}.
 */
public final class Procrustes {

    /** How much the former rotation counts beside the points: enough to settle directions in which they say nothing. */
    private static final double INERTIA = 1e-5;

    private Procrustes() {}

    /**
     * Finds the rotation.
     *
     * @param products {@code M}, {@code n x n}, row-major
     * @param former a rotation from which to differ no further than the points ask for, {@code n x n}
     * @return {@code n x n}, row-major
     */
    public static double[] rotation(double[] products, double[] former, int n) {
        double squares = 0;
        for (double product : products) {
            squares += product * product;
        }
        if (squares == 0) {
            return former.clone();
        }
        double[] settled = products.clone();
        double inertia = INERTIA * Math.sqrt(squares / n);
        for (int i = 0; i < settled.length; i++) {
            settled[i] += inertia * former[i];
        }
        return polar(settled, n);
    }

    /** {@code M (Mᵀ M)^(-1/2)}. */
    private static double[] polar(double[] matrix, int n) {
        SymmetricEigen eigen = new SymmetricEigen(gram(matrix, n), n);
        double[] root = new double[n * n];
        for (int rank = 0; rank < n; rank++) {
            double[] vector = eigen.vector(rank);
            // rounding may make the smallest ones negative
            double scale = 1 / Math.sqrt(Math.max(eigen.value(rank), 1e-15 * eigen.value(0)));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    root[i * n + j] += scale * vector[i] * vector[j];
                }
            }
        }
        return multiply(matrix, root, n);
    }

    private static double[] gram(double[] matrix, int n) {
        double[] gram = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    gram[i * n + j] += matrix[row * n + i] * matrix[row * n + j];
                }
            }
        }
        return gram;
    }

    /** The product of two square matrices. */
    public static double[] multiply(double[] left, double[] right, int n) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double factor = left[i * n + k];
                for (int j = 0; j < n; j++) {
                    product[i * n + j] += factor * right[k * n + j];
                }
            }
        }
        return product;
    }
}
