package kindred.autodiff;

import java.util.Arrays;
import kindred.math.Vectors;

/** Operations that multiply matrices, or their rows. */
public final class Products {

    /** Columns of a table that one task adds to: tasks of a sum over rows share the columns among them, so they never meet. */
    private static final int STRIPE = 128;

    private Products() {}

    private static void require(boolean fits, String operation, Tensor left, Tensor right) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "%s does not fit %s and %s.".formatted(operation, left.shape(), right.shape()));
        }
    }

    /** {@code left * right}. */
    public static Tensor matmul(Tape tape, Tensor left, Tensor right) {
        require(left.columns() == right.rows(), "A product", left, right);
        Tensor out = tape.result(left.rows(), right.columns(), left, right);
        tape.gemm().multiply(left.matrix(), right.matrix(), out.matrix());
        tape.record(out, () -> {
            if (left.needsGradient()) {
                left.touchAll();
                tape.gemm().multiplyAdd(out.gradientMatrix(), right.matrix().transposed(), left.gradientMatrix());
            }
            if (right.needsGradient()) {
                right.touchAll();
                tape.gemm().multiplyAdd(left.matrix().transposed(), out.gradientMatrix(), right.gradientMatrix());
            }
        });
        return out;
    }

    /** {@code left * right}<sup>T</sup>: all inner products between rows of the one and rows of the other. */
    public static Tensor matmulTransposed(Tape tape, Tensor left, Tensor right) {
        require(left.columns() == right.columns(), "A product with the transposed", left, right);
        Tensor out = tape.result(left.rows(), right.rows(), left, right);
        tape.gemm().multiply(left.matrix(), right.matrix().transposed(), out.matrix());
        tape.record(out, () -> {
            if (left.needsGradient()) {
                left.touchAll();
                tape.gemm().multiplyAdd(out.gradientMatrix(), right.matrix(), left.gradientMatrix());
            }
            if (right.needsGradient()) {
                right.touchAll();
                tape.gemm().multiplyAdd(out.gradientMatrix().transposed(), left.matrix(), right.gradientMatrix());
            }
        });
        return out;
    }

    /** {@code left * right} with a sparse left factor: each row of the result is a weighted sum of rows of the right one. */
    public static Tensor sparseMatmul(Tape tape, SparseRows left, Tensor right) {
        if (left.columns() != right.rows()) {
            throw new IllegalArgumentException(
                    "A product does not fit %d x %d and %s.".formatted(left.rows(), left.columns(), right.shape()));
        }
        int width = right.columns();
        Tensor out = tape.result(left.rows(), width, right);
        Arrays.fill(out.values(), 0, out.size(), 0);
        int work = width * Math.max(1, left.entries() / Math.max(1, left.rows()));
        tape.inParts(left.rows(), work, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int i = left.begins()[row]; i < left.begins()[row + 1]; i++) {
                    Vectors.axpy(left.value(i), right.values(), left.at()[i] * width, out.values(), row * width, width);
                }
            }
        });
        tape.record(out, () -> sparseMatmulBackward(tape, left, right, out));
        return out;
    }

    private static void sparseMatmulBackward(Tape tape, SparseRows left, Tensor right, Tensor out) {
        for (int i = 0; i < left.entries(); i++) {
            right.touch(left.at()[i]);
        }
        int width = right.columns();
        int stripes = (width + STRIPE - 1) / STRIPE;
        tape.inParts(stripes, STRIPE * left.entries(), (from, to) -> {
            int column = from * STRIPE;
            int length = Math.min(width, to * STRIPE) - column;
            for (int row = 0; row < left.rows(); row++) {
                int source = row * width + column;
                for (int i = left.begins()[row]; i < left.begins()[row + 1]; i++) {
                    int target = left.at()[i] * width + column;
                    Vectors.axpy(left.value(i), out.gradient(), source, right.gradient(), target, length);
                }
            }
        });
    }

    /** Inner product of each row with the same row of the other matrix: one column. */
    public static Tensor rowDots(Tape tape, Tensor left, Tensor right) {
        require(left.rows() == right.rows() && left.columns() == right.columns(), "Row by row", left, right);
        int width = left.columns();
        Tensor out = tape.result(left.rows(), 1, left, right);
        tape.inParts(out.rows(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                out.values()[row] = Vectors.dot(left.values(), row * width, right.values(), row * width, width);
            }
        });
        tape.record(out, () -> {
            rowDotsBackward(tape, left, right, out);
            rowDotsBackward(tape, right, left, out);
        });
        return out;
    }

    private static void rowDotsBackward(Tape tape, Tensor to, Tensor other, Tensor out) {
        if (to.needsGradient()) {
            int width = to.columns();
            to.touchAll();
            tape.inParts(out.rows(), width, (from, end) -> {
                for (int row = from; row < end; row++) {
                    Vectors.axpy(out.gradient()[row], other.values(), row * width, to.gradient(), row * width, width);
                }
            });
        }
    }

    /**
     * Each row taken as {@code fields} vectors that lie one after the other: the inner products of all pairs of different ones, in the order (1, 0), (2, 0),
     * (2, 1), ... (Naumov et al., "Deep Learning Recommendation Model", 2019).
     */
    public static Tensor pairwiseDots(Tape tape, Tensor x, int fields) {
        if (fields < 2 || x.columns() % fields != 0) {
            throw new IllegalArgumentException(
                    "Rows of %d cannot be cut into %d vectors.".formatted(x.columns(), fields));
        }
        int pairs = fields * (fields - 1) / 2;
        int length = x.columns() / fields;
        Tensor out = tape.result(x.rows(), pairs, x);
        tape.inParts(x.rows(), pairs * length, (from, to) -> {
            for (int row = from; row < to; row++) {
                int begin = row * x.columns();
                int at = row * pairs;
                for (int i = 1; i < fields; i++) {
                    Vectors.dots(x.values(), begin + i * length, x.values(), begin, i, length, out.values(), at);
                    at += i;
                }
            }
        });
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(x.rows(), pairs * length, (from, to) -> {
                for (int row = from; row < to; row++) {
                    pairwiseDotsBackward(x, out, row, fields, length);
                }
            });
        });
        return out;
    }

    private static void pairwiseDotsBackward(Tensor x, Tensor out, int row, int fields, int length) {
        int begin = row * x.columns();
        int at = row * out.columns();
        for (int i = 1; i < fields; i++) {
            for (int j = 0; j < i; j++) {
                float gain = out.gradient()[at++];
                int first = begin + i * length;
                int second = begin + j * length;
                Vectors.axpy(gain, x.values(), second, x.gradient(), first, length);
                Vectors.axpy(gain, x.values(), first, x.gradient(), second, length);
            }
        }
    }

    /**
     * One cross layer: {@code x0 * (x . weight) + bias + x}, row by row, with {@code weight} and {@code bias} of one row each (Wang et al., "Deep &amp; Cross
     * Network for Ad Click Predictions", ADKDD 2017).
     */
    public static Tensor cross(Tape tape, Tensor x0, Tensor x, Tensor weight, Tensor bias) {
        require(x0.rows() == x.rows() && x0.columns() == x.columns(), "A cross layer", x0, x);
        require(weight.rows() == 1 && weight.columns() == x.columns(), "A cross layer", x, weight);
        Tensor scores = matmulTransposed(tape, x, weight);
        return Elementwise.add(tape, Elementwise.addRow(tape, Rows.scale(tape, x0, scores), bias), x);
    }
}
