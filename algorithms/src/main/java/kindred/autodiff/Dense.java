package kindred.autodiff;

import java.util.List;
import kindred.math.Seeds;

/**
 * A fully connected layer without its function: {@code x * weights + bias}.
 *
 * @param weights one row per input, one column per output
 * @param bias one row
 */
public record Dense(Tensor weights, Tensor bias) {

    /** A layer whose weights are random, after Glorot and Bengio, and whose biases are zero. */
    public static Dense create(int inputs, int outputs, Seeds seeds) {
        return new Dense(Tensor.parameter(inputs, outputs).glorot(seeds), Tensor.parameter(1, outputs));
    }

    public Tensor apply(Tape tape, Tensor x) {
        return Elementwise.addRow(tape, Products.matmul(tape, x, weights), bias);
    }

    /** {@link #apply} on rows of which few elements differ from zero. */
    public Tensor apply(Tape tape, SparseRows x) {
        return Elementwise.addRow(tape, Products.sparseMatmul(tape, x, weights), bias);
    }

    public List<Tensor> parameters() {
        return List.of(weights, bias);
    }
}
