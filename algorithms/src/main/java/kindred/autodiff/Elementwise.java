package kindred.autodiff;

import kindred.math.Seeds;
import kindred.math.Vectors;

/** Operations on each element by itself, or with the one at the same place of another matrix. */
public final class Elementwise {

    private Elementwise() {}

    /** A function of one element. */
    @FunctionalInterface
    private interface Function {
        float of(float x);
    }

    /** A derivative in terms of argument and value. */
    @FunctionalInterface
    private interface Derivative {
        float of(float x, float y);
    }

    private static void requireSameShape(Tensor left, Tensor right) {
        if (left.rows() != right.rows() || left.columns() != right.columns()) {
            throw new IllegalArgumentException(
                    "Shapes %s and %s should be the same.".formatted(left.shape(), right.shape()));
        }
    }

    /** {@code to += factor * from}, for gradients. */
    private static void pass(Tape tape, float factor, Tensor from, Tensor to) {
        if (to.needsGradient()) {
            to.touchAll();
            tape.inParts(
                    from.size(),
                    1,
                    (begin, end) -> Vectors.axpy(factor, from.gradient(), begin, to.gradient(), begin, end - begin));
        }
    }

    /** {@code left + right}. */
    public static Tensor add(Tape tape, Tensor left, Tensor right) {
        return sum(tape, left, 1, right);
    }

    /** {@code left - right}. */
    public static Tensor subtract(Tape tape, Tensor left, Tensor right) {
        return sum(tape, left, -1, right);
    }

    private static Tensor sum(Tape tape, Tensor left, float factor, Tensor right) {
        requireSameShape(left, right);
        Tensor out = tape.result(left.rows(), left.columns(), left, right);
        tape.inParts(out.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                out.values()[i] = left.values()[i] + factor * right.values()[i];
            }
        });
        tape.record(out, () -> {
            pass(tape, 1, out, left);
            pass(tape, factor, out, right);
        });
        return out;
    }

    /** Product, element by element. */
    public static Tensor multiply(Tape tape, Tensor left, Tensor right) {
        requireSameShape(left, right);
        Tensor out = tape.result(left.rows(), left.columns(), left, right);
        tape.inParts(out.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                out.values()[i] = left.values()[i] * right.values()[i];
            }
        });
        tape.record(out, () -> {
            multiplyBackward(tape, out, right, left);
            multiplyBackward(tape, out, left, right);
        });
        return out;
    }

    private static void multiplyBackward(Tape tape, Tensor out, Tensor other, Tensor to) {
        if (to.needsGradient()) {
            to.touchAll();
            tape.inParts(out.size(), 1, (begin, end) -> {
                for (int i = begin; i < end; i++) {
                    to.gradient()[i] += out.gradient()[i] * other.values()[i];
                }
            });
        }
    }

    /** {@code factor * x}. */
    public static Tensor scale(Tape tape, Tensor x, float factor) {
        Tensor out = tape.like(x);
        tape.inParts(out.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                out.values()[i] = factor * x.values()[i];
            }
        });
        tape.record(out, () -> pass(tape, factor, out, x));
        return out;
    }

    /** Adds the only row of {@code bias} to every row of {@code x}. */
    public static Tensor addRow(Tape tape, Tensor x, Tensor bias) {
        if (bias.rows() != 1 || bias.columns() != x.columns()) {
            throw new IllegalArgumentException(
                    "A row of shape %s cannot be added to %s.".formatted(bias.shape(), x.shape()));
        }
        int width = x.columns();
        Tensor out = tape.result(x.rows(), width, x, bias);
        tape.inParts(x.rows(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int i = 0; i < width; i++) {
                    out.values()[row * width + i] = x.values()[row * width + i] + bias.values()[i];
                }
            }
        });
        tape.record(out, () -> {
            pass(tape, 1, out, x);
            if (bias.needsGradient()) {
                bias.touchAll();
                for (int row = 0; row < out.rows(); row++) {
                    Vectors.axpy(1, out.gradient(), row * width, bias.gradient(), 0, width);
                }
            }
        });
        return out;
    }

    private static Tensor map(Tape tape, Tensor x, Function function, Derivative derivative) {
        Tensor out = tape.like(x);
        tape.inParts(out.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                out.values()[i] = function.of(x.values()[i]);
            }
        });
        recordDerivative(tape, x, out, derivative);
        return out;
    }

    private static void recordDerivative(Tape tape, Tensor x, Tensor out, Derivative derivative) {
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(out.size(), 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    x.gradient()[i] += out.gradient()[i] * derivative.of(x.values()[i], out.values()[i]);
                }
            });
        });
    }

    /** {@code max(0, x)}. */
    public static Tensor relu(Tape tape, Tensor x) {
        return leakyRelu(tape, x, 0);
    }

    /** {@code x} where it is positive, {@code slope * x} elsewhere. */
    public static Tensor leakyRelu(Tape tape, Tensor x, float slope) {
        return map(tape, x, v -> v > 0 ? v : slope * v, (v, y) -> v > 0 ? 1 : slope);
    }

    /** {@code x} where it is positive, {@code exp(x) - 1} elsewhere. */
    public static Tensor elu(Tape tape, Tensor x) {
        return map(tape, x, v -> v > 0 ? v : (float) Math.expm1(v), (v, y) -> v > 0 ? 1 : y + 1);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static Tensor sigmoid(Tape tape, Tensor x) {
        Tensor out = tape.like(x);
        tape.inParts(out.size(), 1, (from, to) -> {
            System.arraycopy(x.values(), from, out.values(), from, to - from);
            Vectors.logistic(out.values(), from, to - from);
        });
        recordDerivative(tape, x, out, (v, y) -> y * (1 - y));
        return out;
    }

    /** Hyperbolic tangent. */
    public static Tensor tanh(Tape tape, Tensor x) {
        return map(tape, x, v -> (float) Math.tanh(v), (v, y) -> 1 - y * y);
    }

    /** {@code exp(x)}. */
    public static Tensor exp(Tape tape, Tensor x) {
        return map(tape, x, v -> (float) Math.exp(v), (v, y) -> y);
    }

    /**
     * Sets each element to zero with probability {@code rate} and scales the others up, so that expectations stay. Not to be called when a model is used and
     * not trained.
     *
     * @param rate at least 0 and below 1
     * @param seed random bits that belong to this call alone
     */
    public static Tensor dropout(Tape tape, Tensor x, float rate, long seed) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("A dropout rate of %s is not in [0, 1).".formatted(rate));
        }
        float[] factors = tape.floats(x.size());
        float kept = 1 / (1 - rate);
        tape.inParts(x.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                factors[i] = Seeds.unitFloat(Seeds.mix(seed, i)) < rate ? 0 : kept;
            }
        });
        return multiply(tape, x, new Tensor(x.rows(), x.columns(), factors, null, null));
    }
}
