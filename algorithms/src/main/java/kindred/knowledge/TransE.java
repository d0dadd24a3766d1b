package kindred.knowledge;

import kindred.config.Doc;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * TransE: relations as translations (Bordes, Usunier, Garcia-Duran, Weston and Yakhnenko, "Translating Embeddings for Modeling Multi-relational Data", NIPS
 * 2013).
 *
 * <p>The defaults train by cross-entropy over drawn nodes; the paper's recipe, with margin ranking and one replaced node per fact, is a preset. Time as for
 * {@link DistMult}; the norm L1 has no product of matrices to go by, and is several times slower where many nodes are compared.
 */
public final class TransE implements Trainer<TransE.Config, KnowledgeEmbeddings> {

    /** Which distance is missed. */
    public enum Norm {
        L1,
        L2
    }

    /** The distance and the recipe. */
    public record Config(
            @Doc("How the distance between the translated start node and the end node is measured: `L1` or `L2`.")
            Norm norm,

            KnowledgeConfig training) {

        public static final Config DEFAULTS = new Config(Norm.L2, KnowledgeConfig.DISTANCES);

        private Scorer scorer() {
            return new TranslationScorer(norm == Norm.L1 ? Comparison.L1 : Comparison.L2);
        }
    }

    @Override
    public String name() {
        return "transE";
    }

    @Override
    public String description() {
        return "Learns vectors of nodes and relationship types such that a relationship carries its start node to its end node (Bordes et al., NIPS 2013).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        return KnowledgeTrainer.estimate(name(), graph, config.scorer(), config.training());
    }

    @Override
    public KnowledgeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        KnowledgeTrainer.Trained trained = KnowledgeTrainer.train(graph, config.scorer(), config.training(), run);
        return new KnowledgeEmbeddings(
                trained.nodes(), trained.relations(), graph.nodes(), run.provenance(name(), config, graph));
    }
}
