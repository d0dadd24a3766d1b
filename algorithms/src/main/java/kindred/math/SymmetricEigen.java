package kindred.math;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * All eigenvalues and eigenvectors of a small symmetric matrix, in double precision: reflections make it tridiagonal, then implicit QR steps with
 * Wilkinson's shift make it diagonal (Golub and Van Loan, "Matrix Computations", section 8.3).
 *
 * <p>What is off the diagonal counts as zero once it is rounding beside the largest element of the whole matrix, not only beside its neighbours,
 * so matrices with many eigenvalues of zero come to an end too. Small eigenvalues are as exact as the largest one, in absolute terms.
 */
public final class SymmetricEigen {

    /** Far more QR steps than any matrix takes for one eigenvalue. */
    private static final int MOST_STEPS = 100;

    private final int n;
    private final double[] diagonal;
    private final double[] beside;
    private final double[][] vectors;
    private final int[] order;

    /** @param matrix {@code n x n} elements, row-major; only the lower half is read */
    public SymmetricEigen(double[] matrix, int n) {
        this.n = n;
        this.diagonal = new double[n];
        this.beside = new double[n];
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(matrix, i * n, i * n + n);
            for (int j = i + 1; j < n; j++) {
                rows[i][j] = matrix[j * n + i];
            }
        }
        this.vectors = reduce(rows);
        diagonalise();
        this.order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Double.compare(diagonal[b], diagonal[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The eigenvalue of this rank, 0 for the largest. */
    public double value(int rank) {
        return diagonal[order[rank]];
    }

    /** The eigenvector, of length 1, that belongs to the eigenvalue of this rank. */
    public double[] vector(int rank) {
        return vectors[order[rank]];
    }

    /** Fills the tridiagonal form and returns the basis it refers to, one vector per row. */
    private double[][] reduce(double[][] a) {
        double[][] reflections = new double[n][];
        for (int k = 0; k + 1 < n; k++) {
            double[] v = reflection(a, k);
            reflections[k] = v;
            if (v != null) {
                reflect(a, v, k + 1);
            }
        }
        for (int i = 0; i < n; i++) {
            diagonal[i] = a[i][i];
        }
        double[][] basis = new double[n][n];
        for (int i = 0; i < n; i++) {
            basis[i][i] = 1;
            for (int k = n - 2; k >= 0; k--) {
                if (reflections[k] != null) {
                    addScaled(-2 * dot(reflections[k], basis[i], k + 1), reflections[k], basis[i], k + 1);
                }
            }
        }
        return basis;
    }

    /** The unit vector whose reflection clears column k below its first element, which it notes; null if that is clear already. */
    private double[] reflection(double[][] a, int k) {
        double[] v = new double[n];
        double largest = 0;
        for (int i = k + 1; i < n; i++) {
            v[i] = a[i][k];
            largest = Math.max(largest, Math.abs(v[i]));
        }
        if (largest == 0) {
            return null;
        }
        scale(1 / largest, v, k + 1); // squares of tiny elements would vanish
        double length = Math.sqrt(dot(v, v, k + 1));
        double reflected = v[k + 1] > 0 ? -length : length;
        beside[k] = reflected * largest;
        v[k + 1] -= reflected;
        scale(1 / Math.sqrt(dot(v, v, k + 1)), v, k + 1);
        return v;
    }

    /** Reflects the part of a from {@code first} on, from both sides. */
    private void reflect(double[][] a, double[] v, int first) {
        double[] w = new double[n];
        for (int i = first; i < n; i++) {
            w[i] = dot(a[i], v, first);
        }
        addScaled(-dot(v, w, first), v, w, first);
        for (int i = first; i < n; i++) {
            addScaled(-2 * v[i], w, a[i], first);
            addScaled(-2 * w[i], v, a[i], first);
        }
    }

    private void diagonalise() {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(diagonal[i]) + Math.abs(beside[i]));
        }
        double negligible = largest * 0x1p-52;
        int last = n - 1;
        for (long left = (long) MOST_STEPS * n; last > 0; left--) {
            if (Math.abs(beside[last - 1]) <= negligible) {
                last--;
                continue;
            }
            if (left <= 0) {
                throw new ArithmeticException("Eigenvalues were not found: the matrix is not finite.");
            }
            int first = last - 1;
            while (first > 0 && Math.abs(beside[first - 1]) > negligible) {
                first--;
            }
            step(first, last);
        }
    }

    /** One QR step on a part that does not fall apart. The element that its shift leaves outside wanders down along the diagonal. */
    private void step(int first, int last) {
        double half = (diagonal[last - 1] - diagonal[last]) / 2;
        double edge = beside[last - 1];
        double root = Math.hypot(half, edge);
        double x = diagonal[first] - diagonal[last] + edge / (half + (half < 0 ? -root : root)) * edge;
        double outside = beside[first];
        for (int k = first; k < last; k++) {
            double r = Math.hypot(x, outside);
            double cos = r == 0 ? 1 : x / r;
            double sin = r == 0 ? 0 : outside / r;
            if (k > first) {
                beside[k - 1] = r;
            }
            rotate(k, cos, sin);
            if (k + 1 < last) {
                x = beside[k];
                outside = sin * beside[k + 1];
                beside[k + 1] *= cos;
            }
        }
    }

    private void rotate(int k, double cos, double sin) {
        double upper = diagonal[k];
        double lower = diagonal[k + 1];
        double mixed = beside[k];
        diagonal[k] = cos * cos * upper + 2 * cos * sin * mixed + sin * sin * lower;
        diagonal[k + 1] = sin * sin * upper - 2 * cos * sin * mixed + cos * cos * lower;
        beside[k] = cos * sin * (lower - upper) + (cos * cos - sin * sin) * mixed;
        double[] a = vectors[k];
        double[] b = vectors[k + 1];
        for (int i = 0; i < n; i++) {
            double before = a[i];
            a[i] = cos * before + sin * b[i];
            b[i] = cos * b[i] - sin * before;
        }
    }

    private static double dot(double[] x, double[] y, int from) {
        double sum = 0;
        for (int i = from; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void addScaled(double factor, double[] x, double[] y, int from) {
        for (int i = from; i < x.length; i++) {
            y[i] += factor * x[i];
        }
    }

    private static void scale(double factor, double[] x, int from) {
        for (int i = from; i < x.length; i++) {
            x[i] *= factor;
        }
    }
}
