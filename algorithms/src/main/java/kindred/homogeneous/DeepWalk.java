package kindred.homogeneous;

import kindred.config.Doc;
import kindred.graph.ArcSampler;
import kindred.graph.FirstOrderWalker;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.graph.Walks;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.SkipGram;
import kindred.train.SkipGramConfig;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * DeepWalk: skip-gram with hierarchical softmax over uniform random walks (Perozzi, Al-Rfou and Skiena, "DeepWalk: Online Learning of Social
 * Representations", KDD 2014). Defaults are the paper's.
 *
 * <p>Beyond the paper, walks follow relationship weights where there are any, and negative sampling can take the place of hierarchical
 * softmax. The Huffman tree is made of visit counts, not of degrees.
 */
public final class DeepWalk implements Trainer<DeepWalk.Config, NodeEmbeddings> {

    /** How the probability of a context is modelled. */
    public enum Objective {
        HIERARCHICAL_SOFTMAX("hierarchicalSoftmax"),
        NEGATIVE_SAMPLING("negativeSampling");

        private final String spelling;

        Objective(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** The paper's settings, in GDS's words. */
    public record Config(
            @Doc(
                    "hierarchicalSoftmax is the paper's; negativeSampling is several times faster. The three keys that begin with negativeSampling or positiveSampling tell more of the latter.")
            Objective objective,

            SkipGramConfig skipGram) {

        public static final Config DEFAULTS = new Config(
                Objective.HIERARCHICAL_SOFTMAX,
                new SkipGramConfig(
                        40, 80, 10, 5, 1, 0.75, 128, SkipGramConfig.Initializer.NORMALIZED, 1, 0.025, 0.0001, 1000));
    }

    @Override
    public String name() {
        return "deepWalk";
    }

    @Override
    public String description() {
        return "Learns node embeddings from random walks by skip-gram with hierarchical softmax (Perozzi et al., KDD 2014).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        return MemoryEstimate.sum(
                name(),
                MemoryEstimate.of("relationships of all types", graph.unionBytes()),
                MemoryEstimate.of(
                        "weighted draws", ArcSampler.bytes(graph.nodeCount(), graph.arcCount(), graph.weighted())),
                config.objective() == Objective.HIERARCHICAL_SOFTMAX
                        ? SkipGram.estimateWithHierarchicalSoftmax(graph.nodeCount(), config.skipGram())
                        : SkipGram.estimateWithNegativeSampling(graph.nodeCount(), config.skipGram()));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        FirstOrderWalker walker = new FirstOrderWalker(new ArcSampler(graph.union(), run::parallel));
        SkipGramConfig skipGram = config.skipGram();
        Walks walks = new Walks(walker, graph.nodeCount(), skipGram.passes(), skipGram.walkLength(), run.seeds());
        EmbeddingTable embeddings = config.objective() == Objective.HIERARCHICAL_SOFTMAX
                ? SkipGram.trainWithHierarchicalSoftmax(walks, skipGram, run)
                : SkipGram.trainWithNegativeSampling(walks, skipGram, run);
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }
}
