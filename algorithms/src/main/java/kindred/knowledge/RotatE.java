package kindred.knowledge;

import kindred.config.Doc;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * RotatE: relations as rotations in the complex plane (Sun, Deng, Nie and Tang, "RotatE: Knowledge Graph Embedding by Relational Rotation in Complex
 * Space", ICLR 2019). The first half of a node's vector are real parts, the second half imaginary ones; a relation is as many angles.
 *
 * <p>The defaults train by cross-entropy over drawn nodes; the paper's recipe, with self-adversarial negative sampling, is a preset. Time as for {@link DistMult};
 * the norm L1 has no product of matrices to go by, and is several times slower where many nodes are compared.
 */
public final class RotatE implements Trainer<RotatE.Config, KnowledgeEmbeddings> {

    /** Which distance is missed. */
    public enum Norm {
        L1,
        L2
    }

    /** The distance and the recipe. */
    public record Config(
            @Doc(
                    "How the distance between the turned start node and the end node is measured: `L1`, the sum of the moduli of the differences, or `L2`, their Euclidean length.")
            Norm norm,

            KnowledgeConfig training) {

        public static final Config DEFAULTS = new Config(Norm.L2, KnowledgeConfig.DISTANCES);

        public Config {
            training.requireEvenDimension();
        }

        private Scorer scorer() {
            return new RotationScorer(norm == Norm.L1 ? Comparison.MODULUS : Comparison.L2);
        }
    }

    @Override
    public String name() {
        return "rotatE";
    }

    @Override
    public String description() {
        return "Learns complex vectors of nodes, and relationship types as rotations of them (Sun et al., ICLR 2019).";
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
