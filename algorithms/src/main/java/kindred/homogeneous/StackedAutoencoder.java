package kindred.homogeneous;

import java.util.ArrayList;
import java.util.List;
import kindred.autodiff.Adam;
import kindred.autodiff.Dense;
import kindred.autodiff.Elementwise;
import kindred.autodiff.Losses;
import kindred.autodiff.Products;
import kindred.autodiff.SparseReconstruction;
import kindred.autodiff.SparseRows;
import kindred.autodiff.Tape;
import kindred.autodiff.Tensor;
import kindred.math.Seeds;
import kindred.train.MemoryEstimate;

/**
 * An autoencoder whose inputs are as wide as the graph and sparse, as the rows of an adjacency matrix are. Its first and its last layer are tables with one row per node, of which
 * a batch touches what its neighbours need: nothing is ever as large as nodes times nodes.
 */
final class StackedAutoencoder {

    private final Activation activation;
    private final Tensor input;
    private final Tensor inputBias;
    private final List<Dense> encoders = new ArrayList<>();
    private final List<Dense> decoders = new ArrayList<>();
    private final Tensor output;
    private final Tensor outputBias;

    /** @param widths of the layers between a row and its code, the latter included */
    StackedAutoencoder(int nodes, List<Integer> widths, Activation activation, Seeds seeds) {
        this.activation = activation;
        int first = widths.get(0);
        input = Tensor.table(nodes, first).glorot(seeds.fork("input"));
        inputBias = Tensor.parameter(1, first);
        output = Tensor.table(nodes, first).glorot(seeds.fork("output"));
        outputBias = Tensor.table(nodes, 1);
        for (int i = 1; i < widths.size(); i++) {
            encoders.add(Dense.create(widths.get(i - 1), widths.get(i), seeds.fork("encoder " + i)));
            decoders.add(Dense.create(widths.get(i), widths.get(i - 1), seeds.fork("decoder " + i)));
        }
    }

    /** Number of layers between a row and its code. */
    int layers() {
        return encoders.size() + 1;
    }

    List<Tensor> parameters() {
        List<Tensor> parameters = new ArrayList<>();
        for (int layer = 0; layer < layers(); layer++) {
            parameters.addAll(parameters(layer));
        }
        return parameters;
    }

    /** What one layer learns when it is trained by itself: its encoder and its decoder. */
    List<Tensor> parameters(int layer) {
        if (layer == 0) {
            return List.of(input, inputBias, output, outputBias);
        }
        List<Tensor> parameters = new ArrayList<>(encoders.get(layer - 1).parameters());
        parameters.addAll(decoders.get(layer - 1).parameters());
        return parameters;
    }

    /** The values of so many layers, from the first on. */
    Tensor encode(Tape tape, SparseRows rows, int layers) {
        Tensor sums = Elementwise.addRow(tape, Products.sparseMatmul(tape, rows, input), inputBias);
        Tensor values = activation.apply(tape, sums);
        for (int layer = 1; layer < layers; layer++) {
            values = activation.apply(tape, encoders.get(layer - 1).apply(tape, values));
        }
        return values;
    }

    /** How well the rows come out again of their codes. */
    Tensor reconstruct(Tape tape, Tensor code, SparseRows rows, SparseReconstruction.Settings settings) {
        Tensor values = code;
        for (int layer = layers() - 1; layer > 0; layer--) {
            values = activation.apply(tape, decoders.get(layer - 1).apply(tape, values));
        }
        return SparseReconstruction.loss(tape, values, output, outputBias, rows, settings);
    }

    /**
     * The loss of the first layer by itself: how well the rows come out again.
     *
     * @param inputs what it is given in place of the rows
     */
    Tensor reconstructFirst(Tape tape, SparseRows rows, SparseRows inputs, SparseReconstruction.Settings settings) {
        return SparseReconstruction.loss(tape, encode(tape, inputs, 1), output, outputBias, rows, settings);
    }

    /**
     * The loss of another layer by itself: how well its input comes out again.
     *
     * @param below values of the layer below, which does not learn
     * @param noise share of them that are set to zero
     */
    Tensor reconstructLayer(Tape tape, int layer, Tensor below, float noise, long seed) {
        Tensor masked =
                noise == 0 ? below : Elementwise.scale(tape, Elementwise.dropout(tape, below, noise, seed), 1 - noise);
        Tensor values = activation.apply(tape, encoders.get(layer - 1).apply(tape, masked));
        Tensor decoded = activation.apply(tape, decoders.get(layer - 1).apply(tape, values));
        return Losses.squaredError(tape, decoded, below);
    }

    /** Memory of the layers, with gradients and what the optimiser remembers. */
    static MemoryEstimate estimate(long nodes, List<Integer> widths) {
        long dense = 0;
        for (int i = 1; i < widths.size(); i++) {
            dense += 2L * widths.get(i - 1) * widths.get(i);
        }
        long width = widths.get(0);
        long tables = 2 * (Tensor.tableBytes(nodes, width) + Adam.bytes(nodes, width));
        return MemoryEstimate.sum(
                "layers",
                MemoryEstimate.of(
                        "input and output, one row per node",
                        tables + Tensor.tableBytes(nodes, 1) + Adam.bytes(nodes, 1)),
                MemoryEstimate.of("inner layers", Tensor.bytes(dense, 1) + Adam.bytes(dense, 1)));
    }
}
