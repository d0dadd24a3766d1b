package kindred.homogeneous;

import java.util.List;
import kindred.autodiff.SparseReconstruction;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * DNGR: stacked denoising autoencoders of the information that random surfers give on pairs of nodes (Cao, Lu and Xu, "Deep Neural Networks for Learning Graph
 * Representations", AAAI 2016).
 *
 * <p>The matrix of nodes times nodes is never held: of each row, the {@code contextsPerNode} largest values are kept, and taken for all. Time is in proportion to nodes times relationships, memory
 * to nodes times {@code contextsPerNode}.
 */
public final class Dngr implements Trainer<Dngr.Config, NodeEmbeddings> {

    /** The paper's settings, but for layers and what is kept. */
    public record Config(
            @Doc("Steps of each random surfer.") int surfingSteps,

            @Doc("Probability that a surfer goes on, rather than starting again at its node.")
            double dampingFactor,

            @Doc(
                    "Most values of pointwise mutual information that are kept per node: the largest. More need more time and memory; as many as nodes keep all.")
            int contextsPerNode,

            @Doc("Share of a layer's inputs that are set to zero while it is trained by itself.")
            double maskingNoise,

            AutoencoderConfig autoencoder) {

        public static final Config DEFAULTS = new Config(
                10,
                0.98,
                500,
                0.2,
                new AutoencoderConfig(128, List.of(256), Activation.TANH, true, 10, 0, 256, 0.001, 1e-5, 1024));

        public Config {
            Check.range("surfingSteps", surfingSteps, 1, 1_000);
            Check.range("dampingFactor", dampingFactor, 0.0, 1.0);
            Check.range("contextsPerNode", contextsPerNode, 1, Integer.MAX_VALUE);
            Check.range("maskingNoise", maskingNoise, 0.0, 0.99);
        }
    }

    @Override
    public String name() {
        return "dngr";
    }

    @Override
    public String description() {
        return "Learns node embeddings by stacked denoising autoencoders from the co-occurrences of random surfing (Cao et al., AAAI 2016).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        long nodes = graph.nodeCount();
        long kept = Math.min(nodes, config.contextsPerNode());
        MemoryEstimate training = AutoencoderTraining.estimate(nodes, config.autoencoder());
        // surfers are gone when the autoencoder comes
        long surfers = RandomSurfing.surferBytes(nodes, RandomSurfing.MOST_GROUPS);
        return MemoryEstimate.sum(
                name(),
                MemoryEstimate.of("relationships of all types", graph.unionBytes()),
                MemoryEstimate.of("information on pairs", RandomSurfing.keptBytes(nodes, kept)),
                surfers > training.bytesMax()
                        ? MemoryEstimate.of("surfers", RandomSurfing.surferBytes(nodes, 1), surfers)
                        : training);
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        int nodes = graph.nodeCount();
        config.autoencoder().checkFits(nodes);
        int kept = Math.min(nodes, config.contextsPerNode());
        RandomSurfing surfing =
                new RandomSurfing(graph.union(), config.surfingSteps(), config.dampingFactor(), kept, run);
        run.progress().begin("Surf", RandomSurfing.volume(nodes));
        surfing.surf();
        run.progress().end();
        AutoencoderTraining training = new AutoencoderTraining(
                surfing, nodes, config.autoencoder(), SparseReconstruction.Output.LINEAR, 1, run);
        run.progress().begin("Train an autoencoder", training.volume());
        training.pretrain((float) config.maskingNoise());
        training.trainTogether(AutoencoderTraining.Neighbours.NONE);
        EmbeddingTable embeddings = training.embed();
        run.progress().end();
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }
}
