package kindred.knowledge;

import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * ComplEx: embeddings of nodes and relationship types in complex numbers (Trouillon, Welbl, Riedel, Gaussier and Bouchard, "Complex Embeddings for
 * Simple Link Prediction", ICML 2016). The first half of a vector are real parts, the second half imaginary ones.
 *
 * <p>The defaults follow the recipe of Lacroix, Usunier and Obozinski ("Canonical Tensor Decomposition for Knowledge Base Completion", ICML 2018), with
 * drawn nodes in place of all; that of the paper is a preset. Time as for {@link DistMult}.
 */
public final class ComplEx implements Trainer<ComplEx.Config, KnowledgeEmbeddings> {

    /** The recipe. */
    public record Config(KnowledgeConfig training) {

        public static final Config DEFAULTS = new Config(KnowledgeConfig.PRODUCTS);

        public Config {
            training.requireEvenDimension();
        }
    }

    @Override
    public String name() {
        return "complEx";
    }

    @Override
    public String description() {
        return "Learns complex vectors of nodes and relationship types by the trilinear product, directions included (Trouillon et al., ICML 2016).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        return KnowledgeTrainer.estimate(name(), graph, new ComplExScorer(), config.training());
    }

    @Override
    public KnowledgeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        KnowledgeTrainer.Trained trained = KnowledgeTrainer.train(graph, new ComplExScorer(), config.training(), run);
        return new KnowledgeEmbeddings(
                trained.nodes(), trained.relations(), graph.nodes(), run.provenance(name(), config, graph));
    }
}
