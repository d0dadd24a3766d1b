package kindred.autodiff;

import java.util.Arrays;
import kindred.math.Matrix;
import kindred.math.Vectors;

/**
 * How well wide rows of which few elements differ from zero are predicted from narrow ones: for each row,
 * the squared error summed over columns, elements that differ from zero weighing more.
 *
 * <p>The output layer is a table with one row per column of the targets. The error of what differs from zero is always computed for all of it. That of
 * the zeros is computed for all columns, or estimated from some: their error is then multiplied up, which leaves expectations as they are. With some columns, time and memory
 * are in proportion to the columns that are taken and to the elements that differ from zero, not to the width of the rows.
 */
public final class SparseReconstruction {

    private static final int STRIPE = 128;

    private final Tape tape;
    private final Tensor hidden;
    private final Tensor table;
    private final Tensor bias;
    private final SparseRows targets;
    private final Settings settings;
    private final int width;
    private final int taken;
    /** Rows of the table that were taken, and the derivative of the loss by what they predict, before the output's function. */
    private final Matrix rows;

    private final float[] errors;
    /** The same for each element that differs from zero in a column that was not taken; 0 for the others. */
    private final float[] targetErrors;

    /** What comes out of the output layer. */
    public enum Output {
        /** The sum itself. */
        LINEAR,
        /** Its logistic function. */
        LOGISTIC;

        private float derivative(float value) {
            return this == LINEAR ? 1 : value * (1 - value);
        }
    }

    /**
     * What is summed.
     *
     * @param output of the output layer
     * @param weight of the squared error of elements that differ from zero; that of zeros weighs 1
     * @param columns those in which zeros are taken into account, ascending; null for all
     */
    public record Settings(Output output, float weight, int[] columns) {}

    private SparseReconstruction(
            Tape tape, Tensor hidden, Tensor table, Tensor bias, SparseRows targets, Settings settings) {
        this.tape = tape;
        this.hidden = hidden;
        this.table = table;
        this.bias = bias;
        this.targets = targets;
        this.settings = settings;
        width = table.columns();
        taken = settings.columns() == null ? table.rows() : settings.columns().length;
        rows = takeRows();
        errors = tape.floats(hidden.rows() * taken);
        targetErrors = tape.floats(targets.entries());
    }

    /**
     * The loss, mean over rows.
     *
     * @param hidden narrow rows
     * @param table weights of the output layer, one row per column of the targets
     * @param bias one number per column of the targets
     * @param targets as many rows, their elements ascending by column
     */
    public static Tensor loss(
            Tape tape, Tensor hidden, Tensor table, Tensor bias, SparseRows targets, Settings settings) {
        if (hidden.rows() != targets.rows()
                || hidden.columns() != table.columns()
                || table.rows() != targets.columns()
                || bias.rows() != table.rows()
                || bias.columns() != 1) {
            throw new IllegalArgumentException("Rows of %s, a table of %s and biases of %s do not predict %d x %d."
                    .formatted(hidden.shape(), table.shape(), bias.shape(), targets.rows(), targets.columns()));
        }
        SparseReconstruction reconstruction = new SparseReconstruction(tape, hidden, table, bias, targets, settings);
        Tensor out = tape.result(1, 1, hidden, table, bias);
        out.values()[0] = (float) (reconstruction.forward() / hidden.rows());
        tape.record(out, () -> reconstruction.backward(out.gradient()[0] / hidden.rows()));
        return out;
    }

    private int column(int index) {
        return settings.columns() == null ? index : settings.columns()[index];
    }

    private Matrix takeRows() {
        if (settings.columns() == null) {
            return table.matrix();
        }
        float[] copy = tape.floats(taken * width);
        tape.inParts(taken, width, (from, to) -> {
            for (int i = from; i < to; i++) {
                System.arraycopy(table.values(), column(i) * width, copy, i * width, width);
            }
        });
        return Matrix.of(copy, taken, width);
    }

    private double forward() {
        tape.gemm().multiply(hidden.matrix(), rows.transposed(), Matrix.of(errors, hidden.rows(), taken));
        float[] biases = tape.floats(taken);
        for (int i = 0; i < taken; i++) {
            biases[i] = bias.values()[column(i)];
        }
        return tape.sumInParts(hidden.rows(), 4 * taken, (from, to) -> {
            double sum = 0;
            for (int row = from; row < to; row++) {
                Vectors.axpy(1, biases, 0, errors, row * taken, taken);
                sum += rowError(row);
            }
            return sum;
        });
    }

    /** The loss of one row, whose predictions give way to the loss's derivatives. */
    private double rowError(int row) {
        int begin = row * taken;
        int first = targets.begins()[row];
        int end = targets.begins()[row + 1];
        if (settings.output() == Output.LOGISTIC) {
            Vectors.logistic(errors, begin, taken);
        }
        double sum = 0;
        int zeros = taken;
        for (int i = first; i < end; i++) {
            int index = index(targets.at()[i]);
            float prediction = index < 0 ? predict(row, targets.at()[i]) : errors[begin + index];
            float difference = prediction - targets.value(i);
            sum += settings.weight() * difference * difference;
            targetErrors[i] =
                    2 * settings.weight() * difference * settings.output().derivative(prediction);
            if (index >= 0) {
                zeros--;
                errors[begin + index] = 0;
            }
        }
        float zeroWeight = zeros == 0 ? 0 : (targets.columns() - (end - first)) / (float) zeros;
        sum += zeroWeight * Vectors.sumOfSquares(errors, begin, taken);
        deriveZeros(begin, 2 * zeroWeight);
        for (int i = first; i < end; i++) {
            int index = index(targets.at()[i]);
            if (index >= 0) {
                errors[begin + index] = targetErrors[i];
                targetErrors[i] = 0;
            }
        }
        return sum;
    }

    private void deriveZeros(int begin, float factor) {
        if (settings.output() == Output.LINEAR) {
            Vectors.scale(factor, errors, begin, taken);
            return;
        }
        for (int i = begin; i < begin + taken; i++) {
            errors[i] = factor * errors[i] * errors[i] * (1 - errors[i]);
        }
    }

    /** Where a column stands among those that were taken; negative if it was not. */
    private int index(int column) {
        return settings.columns() == null ? column : Arrays.binarySearch(settings.columns(), column);
    }

    private float predict(int row, int column) {
        float sum = bias.values()[column]
                + Vectors.dot(hidden.values(), row * width, table.values(), column * width, width);
        return settings.output() == Output.LINEAR ? sum : Vectors.logistic(sum);
    }

    private void backward(float gain) {
        tape.inParts(
                hidden.rows(), taken, (from, to) -> Vectors.scale(gain, errors, from * taken, (to - from) * taken));
        Vectors.scale(gain, targetErrors, 0, targets.entries());
        Matrix derivatives = Matrix.of(errors, hidden.rows(), taken);
        if (hidden.needsGradient()) {
            tape.gemm().multiplyAdd(derivatives, rows, hidden.gradientMatrix());
        }
        if (settings.columns() == null) {
            table.touchAll();
            bias.touchAll();
            tape.gemm().multiplyAdd(derivatives.transposed(), hidden.matrix(), table.gradientMatrix());
            addColumnSums(bias.gradient());
        } else {
            scatter(derivatives);
            scatterElements();
        }
    }

    private void addColumnSums(float[] sums) {
        tape.inParts(taken, hidden.rows(), (from, to) -> {
            for (int row = 0; row < hidden.rows(); row++) {
                Vectors.axpy(1, errors, row * taken + from, sums, from, to - from);
            }
        });
    }

    /** Adds the gradients of the columns that were taken. */
    private void scatter(Matrix derivatives) {
        float[] sums = tape.floats(taken * width);
        float[] biases = tape.floats(taken);
        Arrays.fill(biases, 0, taken, 0);
        tape.gemm().multiply(derivatives.transposed(), hidden.matrix(), Matrix.of(sums, taken, width));
        addColumnSums(biases);
        for (int i = 0; i < taken; i++) {
            table.touch(column(i));
            bias.touch(column(i));
            bias.gradient()[column(i)] += biases[i];
        }
        tape.inParts(taken, width, (from, to) -> {
            for (int i = from; i < to; i++) {
                Vectors.axpy(1, sums, i * width, table.gradient(), column(i) * width, width);
            }
        });
    }

    /** Adds the gradients of elements that differ from zero in columns that were not taken. */
    private void scatterElements() {
        for (int i = 0; i < targets.entries(); i++) {
            if (targetErrors[i] != 0) {
                table.touch(targets.at()[i]);
                bias.touch(targets.at()[i]);
                bias.gradient()[targets.at()[i]] += targetErrors[i];
            }
        }
        tape.inParts((width + STRIPE - 1) / STRIPE, STRIPE * targets.entries(), (from, to) -> {
            int begin = from * STRIPE;
            int length = Math.min(width, to * STRIPE) - begin;
            for (int row = 0; row < targets.rows(); row++) {
                scatterRow(row, begin, length);
            }
        });
    }

    private void scatterRow(int row, int begin, int length) {
        int source = row * width + begin;
        for (int i = targets.begins()[row]; i < targets.begins()[row + 1]; i++) {
            if (targetErrors[i] != 0) {
                int at = targets.at()[i] * width + begin;
                Vectors.axpy(targetErrors[i], hidden.values(), source, table.gradient(), at, length);
                if (hidden.needsGradient()) {
                    Vectors.axpy(targetErrors[i], table.values(), at, hidden.gradient(), source, length);
                }
            }
        }
    }
}
