package kindred.knowledge;

import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * DistMult: embeddings of nodes and relationship types by the trilinear product (Yang, Yih, He, Gao and Deng, "Embedding Entities and Relations for
 * Learning and Inference in Knowledge Bases", ICLR 2015). It cannot tell a fact from its reverse.
 *
 * <p>The defaults follow the recipe of Lacroix et al. (ICML 2018), with drawn nodes in place of all; that of the paper is a preset. Time is
 * proportional to facts x {@code negativeSamplingRate} x {@code embeddingDimension}, and against all nodes to questions x nodes x {@code embeddingDimension}.
 */
public final class DistMult implements Trainer<DistMult.Config, KnowledgeEmbeddings> {

    /** The recipe. */
    public record Config(KnowledgeConfig training) {

        public static final Config DEFAULTS = new Config(KnowledgeConfig.PRODUCTS);
    }

    @Override
    public String name() {
        return "distMult";
    }

    @Override
    public String description() {
        return "Learns vectors of nodes and relationship types by the trilinear product, which does not tell directions apart (Yang et al., ICLR 2015).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        return KnowledgeTrainer.estimate(name(), graph, new DistMultScorer(), config.training());
    }

    @Override
    public KnowledgeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        KnowledgeTrainer.Trained trained = KnowledgeTrainer.train(graph, new DistMultScorer(), config.training(), run);
        return new KnowledgeEmbeddings(
                trained.nodes(), trained.relations(), graph.nodes(), run.provenance(name(), config, graph));
    }
}
