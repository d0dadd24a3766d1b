package kindred.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/**
 * Binary logistic regression with an L2 penalty, the classifier of the node-classification protocol: it minimises
 * {@code 1/2 |w|^2 + C * sum of log(1 + exp(-y (w.x)))}, where {@code x} ends in a constant 1 whose weight, the intercept, is
 * penalised like the others. That is liblinear's primal logistic regression with bias 1 (Fan et al., JMLR 2008), behind
 * scikit-learn's {@code LogisticRegression(solver="liblinear")} and the published scores of DeepWalk and its successors.
 *
 * <p>Solved by a truncated Newton method: conjugate gradients on the Newton system, preconditioned by its diagonal, then a
 * backtracking line search (Galli and Lin 2021). The stop rule is liblinear's, so the weights agree with its own to about three
 * digits. A pass over the rows costs {@code O(rows x dimension)}; some 30 to 100 passes are usual. Rows are summed in single
 * precision in blocks of 64 and in double precision beyond, in a fixed order: the same data gives the same bits.
 */
public final class LogisticRegression {

    private static final double TOLERANCE = 1e-4;
    private static final int MOST_STEPS = 100;
    private static final int MOST_INNER_STEPS = 200;
    private static final int BLOCK = 64;

    private final EmbeddingTable features;
    private final int[] rows;
    private final int count;
    private final BitSet positive;
    private final double cost;
    private final int dimension;

    private final double[] margins;
    private final float[] curvatures;
    private final double[] gradient;
    private final double[] diagonal;
    private final float[] partial;

    private LogisticRegression(EmbeddingTable features, int[] rows, int count, BitSet positive, double cost) {
        this.features = features;
        this.rows = rows;
        this.count = count;
        this.positive = positive;
        this.cost = cost;
        this.dimension = features.dimension();
        this.margins = new double[count];
        this.curvatures = new float[count];
        this.gradient = new double[dimension + 1];
        this.diagonal = new double[dimension + 1];
        this.partial = new float[dimension + 1];
    }

    /**
     * Fits one classifier.
     *
     * @param features vectors
     * @param rows numbers of the rows of {@code features} to learn from
     * @param count how many entries of {@code rows} count, from the first on
     * @param positive positions in {@code rows} of the positive examples
     * @param cost weight C of the data against the penalty; 1 in the published protocol
     * @return {@code dimension + 1} weights, the intercept last
     */
    public static float[] fit(EmbeddingTable features, int[] rows, int count, BitSet positive, double cost) {
        return new LogisticRegression(features, rows, count, positive, cost).solve();
    }

    /** The value {@code w.x + intercept}, whose logistic function is the probability of the class. */
    public static float margin(float[] weights, EmbeddingTable features, int row) {
        int dimension = features.dimension();
        return Vectors.dot(weights, 0, features.page(row), features.offset(row), dimension) + weights[dimension];
    }

    private float[] solve() {
        double[] weights = new double[dimension + 1];
        double value = count * cost * Math.log(2);
        differentiate(weights);
        int positives = positive.cardinality();
        double firstNorm = Math.sqrt(norm2(gradient));
        double goal = TOLERANCE * Math.max(Math.min(positives, count - positives), 1) / count * firstNorm;
        double[] step = new double[dimension + 1];
        double[] marginSteps = new double[count];
        for (int i = 0; i < MOST_STEPS && Math.sqrt(norm2(gradient)) > goal; i++) {
            double forcing = Math.min(0.1, Math.sqrt(Math.sqrt(norm2(gradient)) / firstNorm));
            double slope = newtonStep(step, marginSteps, forcing);
            double lower = lineSearch(weights, step, marginSteps, value, slope);
            if (lower == value) {
                break; // single precision has no lower value to offer
            }
            value = lower;
            differentiate(weights);
        }
        return toFloats(weights);
    }

    /** Computes margins, curvatures, gradient and the Hessian's diagonal at the weights. */
    private void differentiate(double[] weights) {
        float[] w = toFloats(weights);
        System.arraycopy(weights, 0, gradient, 0, weights.length);
        for (int first = 0; first < count; first += BLOCK) {
            Arrays.fill(partial, 0f);
            int end = Math.min(count, first + BLOCK);
            for (int i = first; i < end; i++) {
                int row = rows[i];
                float[] page = features.page(row);
                int offset = features.offset(row);
                margins[i] = Vectors.dot(w, 0, page, offset, dimension) + w[dimension];
                double probability = 1 / (1 + Math.exp(-margins[i]));
                curvatures[i] = (float) (cost * probability * (1 - probability));
                float residual = (float) (cost * (positive.get(i) ? probability - 1 : probability));
                Vectors.axpy(residual, page, offset, partial, 0, dimension);
                partial[dimension] += residual;
            }
            addTo(gradient);
        }
        sumDiagonal();
    }

    /** {@code log(1 + exp(-margin))} for a positive row, {@code log(1 + exp(margin))} for a negative one, without overflow. */
    private static double loss(double margin, boolean positive) {
        double wrongness = positive ? -margin : margin;
        return Math.max(0, wrongness) + Math.log(1 + Math.exp(-Math.abs(margin)));
    }

    private void sumDiagonal() {
        Arrays.fill(diagonal, 1);
        for (int first = 0; first < count; first += BLOCK) {
            Arrays.fill(partial, 0f);
            for (int i = first; i < Math.min(count, first + BLOCK); i++) {
                float[] page = features.page(rows[i]);
                int offset = features.offset(rows[i]);
                float curvature = curvatures[i];
                for (int j = 0; j < dimension; j++) {
                    partial[j] += curvature * page[offset + j] * page[offset + j];
                }
                partial[dimension] += curvature;
            }
            addTo(diagonal);
        }
    }

    /**
     * Solves {@code H step = -gradient} until the residual has shrunk by the forcing factor. Also fills the change of each row's
     * margin along the step, so that the line search needs no pass over the features.
     *
     * @return the slope of the objective along the step, which is negative
     */
    private double newtonStep(double[] step, double[] marginSteps, double forcing) {
        int n = dimension + 1;
        double[] residual = new double[n];
        double[] direction = new double[n];
        double[] curved = new double[n];
        float[] rowProducts = new float[count];
        Arrays.fill(step, 0);
        Arrays.fill(marginSteps, 0);
        for (int j = 0; j < n; j++) {
            residual[j] = -gradient[j];
            direction[j] = residual[j] / diagonal[j];
        }
        double fit = preconditionedNorm(residual);
        double goal = forcing * forcing * fit;
        for (int i = 0; i < MOST_INNER_STEPS && fit > goal; i++) {
            hessianTimes(direction, curved, rowProducts);
            double alpha = fit / dot(direction, curved);
            addScaled(step, direction, alpha);
            addScaled(residual, curved, -alpha);
            for (int row = 0; row < count; row++) {
                marginSteps[row] += alpha * rowProducts[row];
            }
            double nextFit = preconditionedNorm(residual);
            double beta = nextFit / fit;
            for (int j = 0; j < n; j++) {
                direction[j] = residual[j] / diagonal[j] + beta * direction[j];
            }
            fit = nextFit;
        }
        return dot(gradient, step);
    }

    private double preconditionedNorm(double[] residual) {
        double sum = 0;
        for (int j = 0; j < residual.length; j++) {
            sum += residual[j] * residual[j] / diagonal[j];
        }
        return sum;
    }

    /** {@code (I + X' D X) direction}, one pass over the rows; also the product of each row with the direction. */
    private void hessianTimes(double[] direction, double[] product, float[] rowProducts) {
        float[] d = toFloats(direction);
        System.arraycopy(direction, 0, product, 0, direction.length);
        for (int first = 0; first < count; first += BLOCK) {
            Arrays.fill(partial, 0f);
            int end = Math.min(count, first + BLOCK);
            for (int i = first; i < end; i++) {
                int row = rows[i];
                float[] page = features.page(row);
                int offset = features.offset(row);
                rowProducts[i] = Vectors.dot(d, 0, page, offset, dimension) + d[dimension];
                float scale = curvatures[i] * rowProducts[i];
                Vectors.axpy(scale, page, offset, partial, 0, dimension);
                partial[dimension] += scale;
            }
            addTo(product);
        }
    }

    /**
     * Moves the weights by the largest of 1, 1/2, 1/4, ... of the step that lowers the objective enough, and returns its new
     * value; the old one, and the old weights, if none does.
     */
    private double lineSearch(double[] weights, double[] step, double[] marginSteps, double value, double slope) {
        double weightsByStep = dot(weights, step);
        double weights2 = norm2(weights);
        double step2 = norm2(step);
        for (double length = 1; length > 1e-6; length /= 2) {
            double trial = (weights2 + 2 * length * weightsByStep + length * length * step2) / 2;
            for (int i = 0; i < count; i++) {
                trial += cost * loss(margins[i] + length * marginSteps[i], positive.get(i));
            }
            if (trial <= value + 0.01 * length * slope && trial < value) {
                addScaled(weights, step, length);
                return trial;
            }
        }
        return value;
    }

    private void addTo(double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += partial[j];
        }
    }

    private static void addScaled(double[] to, double[] values, double factor) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * values[j];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static double norm2(double[] a) {
        return dot(a, a);
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int j = 0; j < values.length; j++) {
            floats[j] = (float) values[j];
        }
        return floats;
    }
}
