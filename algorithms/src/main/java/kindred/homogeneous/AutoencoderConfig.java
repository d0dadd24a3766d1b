package kindred.homogeneous;

import java.util.ArrayList;
import java.util.List;
import kindred.config.Check;
import kindred.config.Doc;

/** The keys that all trainers share which learn by a {@link StackedAutoencoder}. */
public record AutoencoderConfig(
        @Doc("Length of each embedding: units of the innermost layer.")
        int embeddingDimension,

        @Doc(
                "Units of the layers between a node's row and its embedding, from the outermost on; the decoder mirrors them.")
        List<Integer> hiddenDimensions,

        @Doc(
                "Function that each layer ends with: sigmoid, tanh or relu (which lets a hundredth of negative values through).")
        Activation activationFunction,

        @Doc(
                "Whether rows are scaled to length 1 before they are encoded, so that nodes of few and of many relationships are treated alike. What is reconstructed is not scaled.")
        boolean normalizeRows,

        @Doc(
                "How often all rows are passed through when one layer is trained by itself, before all are trained together.")
        int pretrainingEpochs,

        @Doc("How often all rows are passed through when all layers are trained together.")
        int epochs,

        @Doc("Rows per step.") int batchSize,

        @Doc("Step size of the optimiser (Adam) at the beginning; it falls linearly to a tenth.")
        double learningRate,

        @Doc("Weight of the squares of what is learned.") double penaltyL2,

        @Doc(
                "Columns per step in which the reconstruction of zeros is judged; what is found there is multiplied up to all. In a graph with no more nodes, all are judged. More columns take proportionally longer and are more exact.")
        int zeroSamples) {

    /** Elements that one array holds. */
    private static final long LARGEST_TABLE = Integer.MAX_VALUE - 8L;

    public AutoencoderConfig {
        hiddenDimensions = List.copyOf(hiddenDimensions);
        Check.range("embeddingDimension", embeddingDimension, 1, 65_536);
        if (hiddenDimensions.isEmpty()) {
            throw new IllegalArgumentException(
                    "Value for `hiddenDimensions` was `[]`, but must name at least one layer.");
        }
        hiddenDimensions.forEach(units -> Check.range("hiddenDimensions", units, 1, 65_536));
        Check.range("pretrainingEpochs", pretrainingEpochs, 0, 100_000);
        Check.range("epochs", epochs, 0, 100_000);
        Check.range("batchSize", batchSize, 1, 1_000_000);
        Check.positive("learningRate", learningRate);
        Check.range("penaltyL2", penaltyL2, 0.0, 1e6);
        Check.range("zeroSamples", zeroSamples, 1, Integer.MAX_VALUE);
    }

    /** @throws IllegalArgumentException if the graph has more nodes than the outermost layer can have rows */
    void checkFits(long nodes) {
        int width = hiddenDimensions.get(0);
        if (nodes * width > LARGEST_TABLE) {
            throw new IllegalArgumentException(
                    "A graph of %d nodes is too large for `hiddenDimensions` that begin with %d: at most %d nodes fit."
                            .formatted(nodes, width, LARGEST_TABLE / width));
        }
    }

    /** Units of all layers between a row and its embedding, the latter included. */
    List<Integer> widths() {
        List<Integer> widths = new ArrayList<>(hiddenDimensions);
        widths.add(embeddingDimension);
        return widths;
    }
}
