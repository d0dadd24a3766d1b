package kindred.homogeneous;

import java.util.Arrays;
import java.util.List;
import kindred.autodiff.Adam;
import kindred.autodiff.Elementwise;
import kindred.autodiff.Losses;
import kindred.autodiff.Optimiser;
import kindred.autodiff.Rows;
import kindred.autodiff.SparseReconstruction;
import kindred.autodiff.SparseRows;
import kindred.autodiff.Tape;
import kindred.autodiff.Tensor;
import kindred.math.Permutation;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.train.MemoryEstimate;
import kindred.train.TrainingRun;

/**
 * Trains a {@link StackedAutoencoder}: one layer after the other by itself, then all of them together, and encodes every node.
 *
 * <p>A step sees some rows, the same ones at any concurrency. What runs in parallel is the inside of its operations.
 */
final class AutoencoderTraining {

    /** Share of the step size that is left at the end. */
    private static final double LAST_RATE = 0.1;

    /** Wide sparse rows, one per node. */
    @FunctionalInterface
    interface Source {
        /** Adds the row of a node, ended. */
        void addRow(int node, RowBatch batch);
    }

    /** Which codes shall be near each other. */
    interface Neighbours {
        /** Nothing holds codes together but what they reconstruct. */
        Neighbours NONE = new Neighbours() {
            @Override
            public int draw(int node, long bits) {
                return -1;
            }

            @Override
            public double weight(int node) {
                return 0;
            }
        };

        /** A random neighbour of the node; negative if it has none. */
        int draw(int node, long bits);

        /** Weight of the squared distance between the codes of a node and a random neighbour. */
        double weight(int node);
    }

    /** The loss of one step. */
    @FunctionalInterface
    private interface Step {
        Tensor loss(int size, Seeds seeds);
    }

    private final Source source;
    private final int nodes;
    private final AutoencoderConfig config;
    private final SparseReconstruction.Output output;
    private final float weight;
    private final TrainingRun run;
    /** A new one per stage: arrays that suit the steps of one do not suit those of another, and would be held in vain. */
    private Tape tape;

    /** For layers that do not learn at the moment. */
    private final Tape forward;

    private final StackedAutoencoder autoencoder;
    private final RowBatch rows;
    private final int[] members;

    /**
     * @param output what the output layer ends with
     * @param weight of the squared error of elements that differ from zero
     */
    AutoencoderTraining(
            Source source,
            int nodes,
            AutoencoderConfig config,
            SparseReconstruction.Output output,
            float weight,
            TrainingRun run) {
        this.source = source;
        this.nodes = nodes;
        this.config = config;
        this.output = output;
        this.weight = weight;
        this.run = run;
        forward = Tape.withoutGradients(run::parallel);
        Seeds seeds = run.seeds().fork("layers");
        autoencoder = new StackedAutoencoder(nodes, config.widths(), config.activationFunction(), seeds);
        rows = new RowBatch(nodes);
        members = new int[2 * Math.min(nodes, config.batchSize())];
    }

    /** Nodes that pass through in all stages: what {@link #pretrain}, {@link #trainTogether} and {@link #embed} advance by. */
    long volume() {
        int layers = config.hiddenDimensions().size() + 1;
        return nodes * (1L + (long) config.pretrainingEpochs() * layers + config.epochs());
    }

    /**
     * Trains each layer by itself, on what the layers below it yield.
     *
     * @param noise share of a layer's inputs that are set to zero
     */
    void pretrain(float noise) {
        RowBatch corrupted = new RowBatch(nodes);
        pretrainLayer(0, (size, seeds) -> {
            addRows(0, size);
            RowBatch given = rows;
            if (noise > 0) {
                corrupted.mask(rows.rows(), noise, seeds.fork("mask"));
                given = corrupted;
            }
            return autoencoder.reconstructFirst(tape, rows.rows(), inputs(given), settings(seeds));
        });
        for (int layer = 1; layer < autoencoder.layers(); layer++) {
            int number = layer;
            pretrainLayer(number, (size, seeds) -> {
                addRows(0, size);
                forward.reset();
                Tensor below = autoencoder.encode(forward, inputs(rows), number);
                return autoencoder.reconstructLayer(tape, number, below, noise, seeds.at(1));
            });
        }
    }

    private void pretrainLayer(int layer, Step step) {
        trainStage("layer " + layer, autoencoder.parameters(layer), config.pretrainingEpochs(), step);
    }

    /** Trains all layers together: to reconstruct rows, and to keep the codes of neighbours together. */
    void trainTogether(Neighbours neighbours) {
        Together together = new Together(neighbours);
        trainStage("together", autoencoder.parameters(), config.epochs(), together::loss);
    }

    private void trainStage(String stage, List<Tensor> parameters, int epochs, Step step) {
        if (epochs == 0) {
            return;
        }
        tape = new Tape(run::parallel);
        Optimiser optimiser = new Adam(tape, parameters);
        Seeds stageSeeds = run.seeds().fork(stage);
        int batches = (nodes + config.batchSize() - 1) / config.batchSize();
        for (int epoch = 0; epoch < epochs; epoch++) {
            Permutation order = new Permutation(nodes, stageSeeds.at(epoch));
            double sum = 0;
            for (int batch = 0; batch < batches; batch++) {
                run.checkCancelled();
                int size = drawMembers(order, batch, batches);
                double done = (epoch + batch / (double) batches) / epochs;
                sum += size * trainStep(optimiser, step, size, new Seeds(stageSeeds.at(epoch, batch)), done);
                run.progress().advance(size);
            }
            run.epochEnded(sum / nodes);
        }
    }

    private double trainStep(Optimiser optimiser, Step step, int size, Seeds seeds, double done) {
        tape.reset();
        rows.clear();
        Tensor loss = step.loss(size, seeds);
        tape.backward(loss);
        double rate = config.learningRate() * (1 - (1 - LAST_RATE) * done);
        optimiser.step((float) rate, (float) config.penaltyL2());
        return loss.scalar();
    }

    private int drawMembers(Permutation order, int batch, int batches) {
        int from = (int) ((long) nodes * batch / batches);
        int size = (int) ((long) nodes * (batch + 1) / batches) - from;
        for (int i = 0; i < size; i++) {
            members[i] = order.at(from + i);
        }
        return size;
    }

    private void addRows(int from, int to) {
        for (int i = from; i < to; i++) {
            source.addRow(members[i], rows);
        }
    }

    private SparseRows inputs(RowBatch batch) {
        return config.normalizeRows() ? batch.unitRows() : batch.rows();
    }

    private SparseReconstruction.Settings settings(Seeds seeds) {
        int taken = config.zeroSamples();
        int[] columns = null;
        if (taken < nodes) {
            Permutation order = new Permutation(nodes, seeds.at(0));
            columns = new int[taken];
            for (int i = 0; i < taken; i++) {
                columns[i] = order.at(i);
            }
            Arrays.sort(columns);
        }
        return new SparseReconstruction.Settings(output, weight, columns);
    }

    /** The codes of all nodes. */
    EmbeddingTable embed() {
        EmbeddingTable table = new EmbeddingTable(nodes, config.embeddingDimension());
        for (int from = 0; from < nodes; from += config.batchSize()) {
            run.checkCancelled();
            int size = Math.min(config.batchSize(), nodes - from);
            forward.reset();
            rows.clear();
            for (int i = 0; i < size; i++) {
                source.addRow(from + i, rows);
            }
            Tensor codes = autoencoder.encode(forward, inputs(rows), autoencoder.layers());
            for (int i = 0; i < size; i++) {
                table.setRow(from + i, codes.values(), i * codes.columns());
            }
            run.progress().advance(size);
        }
        return table;
    }

    /**
     * The loss of all layers together. Beside its nodes, a step encodes one random neighbour of each; a node that several of them
     * have in common is encoded once.
     */
    private final class Together {

        private final Neighbours neighbours;
        private final int[] places = new int[nodes];
        private final int[] ends = new int[members.length];
        private final int[] firsts = new int[members.length];
        private final int[] seconds = new int[members.length];
        private final float[] factors = new float[members.length];

        Together(Neighbours neighbours) {
            this.neighbours = neighbours;
            for (int i = 0; i < ends.length; i++) {
                ends[i] = i;
            }
        }

        Tensor loss(int size, Seeds seeds) {
            int pairs = drawPairs(size, seeds.fork("neighbours"));
            SparseRows all = rows.rows();
            Tensor codes = autoencoder.encode(tape, inputs(rows), autoencoder.layers());
            SparseRows targets = new SparseRows(size, nodes, all.begins(), all.at(), all.values());
            Tensor own = Rows.gather(tape, codes, ends, size);
            Tensor second = autoencoder.reconstruct(tape, own, targets, settings(seeds));
            if (pairs == 0) {
                return second;
            }
            Tensor differences = Elementwise.subtract(
                    tape, Rows.gather(tape, codes, firsts, pairs), Rows.gather(tape, codes, seconds, pairs));
            Tensor weighted = Rows.scale(tape, differences, Tensor.constant(factors, pairs, 1));
            return Elementwise.add(tape, second, Losses.sumOfSquares(tape, weighted));
        }

        /** Adds the rows of the step's nodes and of the neighbours that are drawn for them. */
        private int drawPairs(int size, Seeds seeds) {
            addRows(0, size);
            for (int i = 0; i < size; i++) {
                places[members[i]] = i + 1;
            }
            int distinct = size;
            int pairs = 0;
            for (int i = 0; i < size; i++) {
                int neighbour = neighbours.draw(members[i], seeds.at(i));
                if (neighbour >= 0 && neighbour != members[i]) {
                    if (places[neighbour] == 0) {
                        members[distinct++] = neighbour;
                        places[neighbour] = distinct;
                    }
                    firsts[pairs] = i;
                    seconds[pairs] = places[neighbour] - 1;
                    factors[pairs++] = (float) Math.sqrt(neighbours.weight(members[i]) / size);
                }
            }
            addRows(size, distinct);
            for (int i = 0; i < distinct; i++) {
                places[members[i]] = 0;
            }
            return pairs;
        }
    }

    /** Memory of all of it for a graph of so many nodes. */
    static MemoryEstimate estimate(long nodes, AutoencoderConfig config) {
        List<Integer> widths = config.widths();
        long batch = Math.min(nodes, config.batchSize());
        long taken = Math.min(nodes, config.zeroSamples());
        long copies = taken < nodes ? 2 * taken * widths.get(0) : 0;
        long units = widths.stream().mapToLong(width -> width).sum();
        // per layer a sum, a sum with bias and a value, each with its gradient, of up to two nodes per member on the
        // way in
        long floats = batch * taken + copies + 18 * batch * units;
        return MemoryEstimate.sum(
                "autoencoder",
                StackedAutoencoder.estimate(nodes, widths),
                MemoryEstimate.of("values of one step", 4 * floats),
                MemoryEstimate.of("embeddings", EmbeddingTable.bytes(nodes, config.embeddingDimension())),
                MemoryEstimate.of("places", 4 * nodes));
    }
}
