package kindred.homogeneous;

import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.ArcSampler;
import kindred.graph.Csr;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.graph.SecondOrderWalker;
import kindred.graph.Walks;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.SkipGram;
import kindred.train.SkipGramConfig;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * node2vec: skip-gram with negative sampling over biased second-order walks (Grover and Leskovec, "node2vec: Scalable Feature Learning for
 * Networks", KDD 2016).
 *
 * <p>The walks are exact, weighted or not, directed or not, in memory proportional to the relationships. Unlike the authors' code,
 * visits to very frequent nodes are thinned out by default ({@code positiveSamplingFactor}), because GDS does so.
 */
public final class Node2Vec implements Trainer<Node2Vec.Config, NodeEmbeddings> {

    /** GDS's keys. */
    public record Config(
            @Doc("q: above 1.0 a walk tends to stay near the node it came from, below 1.0 to move away from it.")
            double inOutFactor,

            @Doc("p: below 1.0 a walk tends to step back to the node it came from, above 1.0 it avoids to.")
            double returnFactor,

            SkipGramConfig skipGram) {

        public static final Config DEFAULTS = new Config(1, 1, SkipGramConfig.DEFAULTS);

        public Config {
            Check.positive("inOutFactor", inOutFactor);
            Check.positive("returnFactor", returnFactor);
        }
    }

    @Override
    public String name() {
        return "node2vec";
    }

    @Override
    public String description() {
        return "Learns node embeddings from biased second-order random walks by skip-gram with negative sampling (Grover and Leskovec, KDD 2016).";
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
                SkipGram.estimateWithNegativeSampling(graph.nodeCount(), config.skipGram()));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        Csr arcs = graph.union();
        ArcSampler sampler = new ArcSampler(arcs, run::parallel);
        SecondOrderWalker walker = new SecondOrderWalker(arcs, sampler, config.returnFactor(), config.inOutFactor());
        SkipGramConfig skipGram = config.skipGram();
        Walks walks = new Walks(walker, graph.nodeCount(), skipGram.passes(), skipGram.walkLength(), run.seeds());
        EmbeddingTable embeddings = SkipGram.trainWithNegativeSampling(walks, skipGram, run);
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }
}
