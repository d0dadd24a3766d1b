package kindred.homogeneous;

import java.util.List;
import kindred.autodiff.SparseReconstruction;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.ArcSampler;
import kindred.graph.Csr;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * SDNE: a deep autoencoder of adjacency rows whose codes are drawn together along relationships (Wang, Cui and Zhu, "Structural Deep Network Embedding",
 * KDD 2016).
 *
 * <p>Time and memory are in proportion to nodes and relationships: a row is encoded from its neighbours alone, its relationships are reconstructed exactly, and its zeros from
 * {@code zeroSamples} columns per step. With as many columns as nodes the loss is the paper's. Layers are pre-trained as autoencoders and not as restricted
 * Boltzmann machines.
 */
public final class Sdne implements Trainer<Sdne.Config, NodeEmbeddings> {

    /** The paper's loss. */
    public record Config(
            @Doc(
                    "beta: the error of a relationship's reconstruction is multiplied by it, before it is squared; that of no relationship is not.")
            double nonZeroFactor,

            @Doc(
                    "alpha: weight of the squared distances between the embeddings of neighbours. 0 leaves them out, and halves the time.")
            double firstOrderWeight,

            AutoencoderConfig autoencoder) {

        public static final Config DEFAULTS = new Config(
                10,
                0.01,
                new AutoencoderConfig(128, List.of(256), Activation.TANH, true, 5, 20, 256, 0.003, 1e-5, 1024));

        public Config {
            Check.range("nonZeroFactor", nonZeroFactor, 1.0, 1e4);
            Check.range("firstOrderWeight", firstOrderWeight, 0.0, 1e4);
        }
    }

    @Override
    public String name() {
        return "sdne";
    }

    @Override
    public String description() {
        return "Learns node embeddings as codes of a deep autoencoder of adjacency rows that keeps neighbours together (Wang et al., KDD 2016).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        long sampler = ArcSampler.bytes(graph.nodeCount(), graph.arcCount(), graph.weighted());
        return MemoryEstimate.sum(
                name(),
                MemoryEstimate.of("relationships of all types", graph.unionBytes()),
                MemoryEstimate.of("weighted draws", config.firstOrderWeight() == 0 ? 0 : sampler),
                AutoencoderTraining.estimate(graph.nodeCount(), config.autoencoder()));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        config.autoencoder().checkFits(graph.nodeCount());
        Csr arcs = graph.union();
        float scale = scale(arcs);
        float weight = (float) (config.nonZeroFactor() * config.nonZeroFactor());
        AutoencoderTraining training = new AutoencoderTraining(
                new Adjacency(arcs, scale),
                graph.nodeCount(),
                config.autoencoder(),
                SparseReconstruction.Output.LOGISTIC,
                weight,
                run);
        run.progress().begin("Train an autoencoder", training.volume());
        training.pretrain(0);
        training.trainTogether(
                config.firstOrderWeight() == 0
                        ? AutoencoderTraining.Neighbours.NONE
                        : new RandomRelationships(
                                new ArcSampler(arcs, run::parallel), config.firstOrderWeight() * scale));
        EmbeddingTable embeddings = training.embed();
        run.progress().end();
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }

    /** What weights are multiplied with so that the largest is 1: the output layer reaches no more. */
    private static float scale(Csr arcs) {
        float largest = 0;
        for (long arc = 0; arc < arcs.arcCount(); arc++) {
            largest = Math.max(largest, arcs.weight(arc));
        }
        return largest == 0 ? 1 : 1 / largest;
    }

    /** The rows of the adjacency matrix, times a factor. */
    private record Adjacency(Csr arcs, float scale) implements AutoencoderTraining.Source {

        @Override
        public void addRow(int node, RowBatch batch) {
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                if (arcs.weight(arc) > 0) {
                    batch.add(arcs.target(arc), scale * arcs.weight(arc));
                }
            }
            batch.endRow();
        }
    }

    /** One relationship stands for all of its node's, so it weighs as much as they do together. */
    private record RandomRelationships(ArcSampler sampler, double factor) implements AutoencoderTraining.Neighbours {

        @Override
        public int draw(int node, long bits) {
            return sampler.isDeadEnd(node) ? -1 : sampler.draw(node, bits);
        }

        @Override
        public double weight(int node) {
            return factor * sampler.weightSum(node);
        }
    }
}
