package kindred.autodiff;

import java.util.Arrays;
import kindred.math.Vectors;

/** Operations that pick, join or weigh whole rows. */
public final class Rows {

    private static final int STRIPE = 128;

    private Rows() {}

    /**
     * The rows with these numbers, in this order; of a table, only they will be learned.
     *
     * @param count how many of the numbers count, from the first on
     */
    public static Tensor gather(Tape tape, Tensor x, int[] rows, int count) {
        int width = x.columns();
        Tensor out = tape.result(count, width, x);
        tape.inParts(count, width, (from, to) -> {
            for (int i = from; i < to; i++) {
                System.arraycopy(x.values(), rows[i] * width, out.values(), i * width, width);
            }
        });
        tape.record(out, () -> {
            for (int i = 0; i < count; i++) {
                x.touch(rows[i]);
            }
            // a row may be picked twice, so tasks share columns and not rows
            tape.inParts((width + STRIPE - 1) / STRIPE, STRIPE * count, (from, to) -> {
                int column = from * STRIPE;
                int length = Math.min(width, to * STRIPE) - column;
                for (int i = 0; i < count; i++) {
                    Vectors.axpy(1, out.gradient(), i * width + column, x.gradient(), rows[i] * width + column, length);
                }
            });
        });
        return out;
    }

    /** Matrices side by side. All have as many rows. */
    public static Tensor concat(Tape tape, Tensor... parts) {
        int rows = parts[0].rows();
        int width = 0;
        for (Tensor part : parts) {
            if (part.rows() != rows) {
                throw new IllegalArgumentException(
                        "%s cannot stand beside %s.".formatted(part.shape(), parts[0].shape()));
            }
            width += part.columns();
        }
        Tensor out = tape.result(rows, width, parts);
        int begin = 0;
        for (Tensor part : parts) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        part.values(), row * part.columns(), out.values(), row * width + begin, part.columns());
            }
            begin += part.columns();
        }
        tape.record(out, () -> concatBackward(out, parts));
        return out;
    }

    private static void concatBackward(Tensor out, Tensor[] parts) {
        int begin = 0;
        for (Tensor part : parts) {
            if (part.needsGradient()) {
                part.touchAll();
                for (int row = 0; row < out.rows(); row++) {
                    int from = row * out.columns() + begin;
                    Vectors.axpy(1, out.gradient(), from, part.gradient(), row * part.columns(), part.columns());
                }
            }
            begin += part.columns();
        }
    }

    /** {@code count} columns from {@code begin} on. */
    public static Tensor columns(Tape tape, Tensor x, int begin, int count) {
        if (begin < 0 || count < 0 || begin + count > x.columns()) {
            throw new IllegalArgumentException("%s has no %d columns from %d on.".formatted(x.shape(), count, begin));
        }
        Tensor out = tape.result(x.rows(), count, x);
        for (int row = 0; row < x.rows(); row++) {
            System.arraycopy(x.values(), row * x.columns() + begin, out.values(), row * count, count);
        }
        tape.record(out, () -> {
            x.touchAll();
            for (int row = 0; row < x.rows(); row++) {
                Vectors.axpy(1, out.gradient(), row * count, x.gradient(), row * x.columns() + begin, count);
            }
        });
        return out;
    }

    /** Each row times its factor. */
    public static Tensor scale(Tape tape, Tensor x, Tensor factors) {
        if (factors.rows() != x.rows() || factors.columns() != 1) {
            throw new IllegalArgumentException(
                    "Factors of shape %s do not fit the rows of %s.".formatted(factors.shape(), x.shape()));
        }
        int width = x.columns();
        Tensor out = tape.result(x.rows(), width, x, factors);
        Arrays.fill(out.values(), 0, out.size(), 0);
        tape.inParts(x.rows(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                Vectors.axpy(factors.values()[row], x.values(), row * width, out.values(), row * width, width);
            }
        });
        tape.record(out, () -> scaleBackward(tape, x, factors, out));
        return out;
    }

    private static void scaleBackward(Tape tape, Tensor x, Tensor factors, Tensor out) {
        int width = x.columns();
        if (x.needsGradient()) {
            x.touchAll();
        }
        if (factors.needsGradient()) {
            factors.touchAll();
        }
        tape.inParts(x.rows(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                int at = row * width;
                if (x.needsGradient()) {
                    Vectors.axpy(factors.values()[row], out.gradient(), at, x.gradient(), at, width);
                }
                if (factors.needsGradient()) {
                    factors.gradient()[row] += Vectors.dot(out.gradient(), at, x.values(), at, width);
                }
            }
        });
    }

    /** The softmax of each row by itself. */
    public static Tensor softmax(Tape tape, Tensor x) {
        int width = x.columns();
        Tensor out = tape.like(x);
        tape.inParts(x.rows(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                softmax(x.values(), row * width, out.values(), row * width, width);
            }
        });
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(x.rows(), width, (from, to) -> {
                for (int row = from; row < to; row++) {
                    int at = row * width;
                    float mean = Vectors.dot(out.gradient(), at, out.values(), at, width);
                    for (int i = at; i < at + width; i++) {
                        x.gradient()[i] += out.values()[i] * (out.gradient()[i] - mean);
                    }
                }
            });
        });
        return out;
    }

    /** Softmax of {@code length} numbers, which returns the logarithm of the sum of their exponentials. */
    static double softmax(float[] x, int xOffset, float[] out, int outOffset, int length) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, x[xOffset + i]);
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            out[outOffset + i] = (float) Math.exp(x[xOffset + i] - largest);
            sum += out[outOffset + i];
        }
        Vectors.scale((float) (1 / sum), out, outOffset, length);
        return largest + Math.log(sum);
    }
}
