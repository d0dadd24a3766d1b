package kindred.autodiff;

import kindred.math.Vectors;

/** Operations that end in a single number, to be made small. */
public final class Losses {

    private Losses() {}

    private static Tensor scalar(Tape tape, double value, Tensor... inputs) {
        Tensor out = tape.result(1, 1, inputs);
        out.values()[0] = (float) value;
        return out;
    }

    /** Sum of all elements. */
    public static Tensor sum(Tape tape, Tensor x) {
        double sum = tape.sumInParts(x.size(), 1, (from, to) -> {
            double part = 0;
            for (int i = from; i < to; i++) {
                part += x.values()[i];
            }
            return part;
        });
        Tensor out = scalar(tape, sum, x);
        tape.record(out, () -> {
            x.touchAll();
            float gain = out.gradient()[0];
            for (int i = 0; i < x.size(); i++) {
                x.gradient()[i] += gain;
            }
        });
        return out;
    }

    /** Sum of the squares of all elements. */
    public static Tensor sumOfSquares(Tape tape, Tensor x) {
        double sum = tape.sumInParts(x.size(), 1, (from, to) -> Vectors.sumOfSquares(x.values(), from, to - from));
        Tensor out = scalar(tape, sum, x);
        tape.record(out, () -> {
            x.touchAll();
            Vectors.axpy(2 * out.gradient()[0], x.values(), 0, x.gradient(), 0, x.size());
        });
        return out;
    }

    /** Squared distance between rows and their targets, mean over rows. */
    public static Tensor squaredError(Tape tape, Tensor x, Tensor target) {
        return Elementwise.scale(tape, sumOfSquares(tape, Elementwise.subtract(tape, x, target)), 1f / x.rows());
    }

    /**
     * Negative log-likelihood of one class per row under the softmax of the row, mean over rows.
     *
     * @param classes column of the right class, per row
     */
    public static Tensor softmaxCrossEntropy(Tape tape, Tensor logits, int[] classes) {
        int width = logits.columns();
        float[] shares = tape.floats(logits.size());
        double sum = tape.sumInParts(logits.rows(), width, (from, to) -> {
            double part = 0;
            for (int row = from; row < to; row++) {
                double log = Rows.softmax(logits.values(), row * width, shares, row * width, width);
                part += log - logits.values()[row * width + classes[row]];
            }
            return part;
        });
        Tensor out = scalar(tape, sum / logits.rows(), logits);
        tape.record(out, () -> {
            logits.touchAll();
            float gain = out.gradient()[0] / logits.rows();
            Vectors.axpy(gain, shares, 0, logits.gradient(), 0, logits.size());
            for (int row = 0; row < logits.rows(); row++) {
                logits.gradient()[row * width + classes[row]] -= gain;
            }
        });
        return out;
    }

    /**
     * Negative log-likelihood of independent yes-or-no targets under the logistic function of each element, mean over elements.
     *
     * @param targets between 0 and 1, laid out as the elements
     */
    public static Tensor logistic(Tape tape, Tensor logits, float[] targets) {
        double sum = tape.sumInParts(logits.size(), 1, (from, to) -> {
            double part = 0;
            for (int i = from; i < to; i++) {
                part += softplus(logits.values()[i]) - targets[i] * logits.values()[i];
            }
            return part;
        });
        Tensor out = scalar(tape, sum / logits.size(), logits);
        tape.record(out, () -> {
            logits.touchAll();
            float gain = out.gradient()[0] / logits.size();
            for (int i = 0; i < logits.size(); i++) {
                logits.gradient()[i] += gain * (Vectors.logistic(logits.values()[i]) - targets[i]);
            }
        });
        return out;
    }

    /** {@code log(1 + exp(x))}. */
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@code max(0, margin - better + worse)}, mean over elements. */
    public static Tensor hinge(Tape tape, Tensor better, Tensor worse, float margin) {
        Tensor gaps = Elementwise.subtract(tape, worse, better);
        double sum = 0;
        for (int i = 0; i < gaps.size(); i++) {
            sum += Math.max(0, margin + gaps.values()[i]);
        }
        Tensor out = scalar(tape, sum / gaps.size(), gaps);
        tape.record(out, () -> {
            for (int i = 0; i < gaps.size(); i++) {
                gaps.gradient()[i] += margin + gaps.values()[i] > 0 ? out.gradient()[0] / gaps.size() : 0;
            }
        });
        return out;
    }

    /** {@code log(1 + exp(worse - better))}, mean over elements (Rendle et al., "BPR", UAI 2009). */
    public static Tensor ranking(Tape tape, Tensor better, Tensor worse) {
        return logistic(tape, Elementwise.subtract(tape, worse, better), new float[better.size()]);
    }
}
