package kindred.heterogeneous;

import java.util.List;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.AdjacencyMatrices;
import kindred.graph.FeatureMatrix;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.math.RandomizedSvd;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * TADW, text-associated DeepWalk: factorises what one and two steps of a random walk reach, through the nodes' features (Yang, Liu, Zhao, Sun and
 * Chang, "Network Representation Learning with Rich Text Information", IJCAI 2015).
 *
 * <p>Time per iteration is proportional to nodes x k x (features + k); memory to relationships + nodes x (features + k), where features
 * are those that remain after their reduction.
 */
public final class Tadw implements Trainer<Tadw.Config, NodeEmbeddings> {

    /** Remainder of a subproblem, relative to its right side, at which its solution is good enough. */
    private static final double TOLERANCE = 1e-4;

    /** The paper's settings; conjugate gradients go on until a subproblem is all but solved. */
    public record Config(
            @Doc(
                    "Node properties that describe the nodes: numbers or lists of numbers. All nodes of one label that have the property must have it in the same length; a node without it counts as zeros.")
            List<String> featureProperties,

            @Doc(
                    "Length of the embeddings: half of it comes from relationships through features, half from the features alone. An even number, twice the paper's k.")
            int embeddingDimension,

            @Doc(
                    "Features are reduced to so many by singular value decomposition; fewer are taken as they are. Either way each node's are then scaled to length 1.")
            int featureDimension,

            @Doc("λ: how strongly both factors are pulled towards zero.")
            double penalty,

            @Doc("How often both factors are improved in turn.")
            int iterations,

            @Doc(
                    "Most steps of conjugate gradients in which one factor is improved before it is the other's turn. A turn ends early once its remainder is below a ten-thousandth.")
            int conjugateGradientSteps) {

        public static final Config DEFAULTS = new Config(null, 160, 200, 0.2, 20, 50);

        public Config {
            featureProperties = featureProperties == null ? null : List.copyOf(featureProperties);
            if (featureProperties != null && featureProperties.isEmpty()) {
                throw new IllegalArgumentException(
                        "Value for `featureProperties` was `[]`, but must name at least one node property.");
            }
            Check.range("embeddingDimension", embeddingDimension, 2, 4096);
            if (embeddingDimension % 2 != 0) {
                throw new IllegalArgumentException(
                        "Value for `embeddingDimension` was `%d`, but must be even.".formatted(embeddingDimension));
            }
            Check.range("featureDimension", featureDimension, 1, 4096);
            Check.positive("penalty", penalty);
            Check.range("iterations", iterations, 1, 10_000);
            Check.range("conjugateGradientSteps", conjugateGradientSteps, 1, 10_000);
        }
    }

    /** Passes of the randomised decomposition that reduces features. */
    private static final int SVD_ITERATIONS = 5;

    @Override
    public String name() {
        return "tadw";
    }

    @Override
    public String description() {
        return "Learns node embeddings from relationships and node features by matrix factorisation (Yang et al., IJCAI 2015).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public List<String> nodeProperties(Config config) {
        return config.featureProperties();
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        long nodes = Math.max(1, graph.nodeCount());
        long each = (graph.featureValues() + nodes - 1) / nodes;
        long least = memory(graph, config, each, Math.min(each, config.featureDimension()), 0);
        long widest = Math.min(graph.featureValues(), config.featureDimension());
        long most = memory(graph, config, each, widest, graph.featureValues());
        return MemoryEstimate.sum(
                name(),
                MemoryEstimate.of("relationships of all types", graph.unionBytes()),
                MemoryEstimate.of("transition probabilities", SparseMatrix.bytes(nodes, graph.arcCount())),
                MemoryEstimate.of("reduction of features, then factorisation", least, Math.max(least, most)));
    }

    /**
     * It depends on the data how many features are not zero, and whether they stand at all nodes, few at each, or at the nodes of one
     * label, many at each.
     *
     * @param columns features in the matrix that is reduced
     * @param reduced features that remain
     * @param entries features that are not zero, of all nodes together
     */
    private static long memory(GraphSize graph, Config config, long columns, long reduced, long entries) {
        long nodes = graph.nodeCount();
        long k = config.embeddingDimension() / 2;
        long reduction = 2 * SparseMatrix.bytes(nodes, entries) + TallMatrix.bytes(nodes, reduced);
        if (columns > config.featureDimension() || entries > 0) {
            reduction += RandomizedSvd.bytes(nodes, columns, config.featureDimension());
        }
        long factorisation = TallMatrix.bytes(nodes, 2 * reduced + 4 * k);
        return Math.max(reduction, Math.max(factorisation, TallMatrix.bytes(nodes, 3 * reduced)));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        int k = config.embeddingDimension() / 2;
        TallMatrix features = features(graph, config, run);
        run.progress().begin("Factorise", config.iterations());
        TextFactorisation factorisation = new TextFactorisation(
                AdjacencyMatrices.transitions(graph.union()),
                features,
                k,
                config.penalty(),
                run.seeds().fork("factors"),
                run::parallel);
        for (int i = 0; i < config.iterations(); i++) {
            factorisation.solveNodeFactors(config.conjugateGradientSteps(), TOLERANCE);
            factorisation.solveFeatureFactors(config.conjugateGradientSteps(), TOLERANCE);
            run.epochEnded(factorisation.objective() / graph.nodeCount());
            run.progress().advance(1);
        }
        EmbeddingTable embeddings = new EmbeddingTable(graph.nodeCount(), 2 * k);
        int half = 0;
        for (TallMatrix factors : List.of(factorisation.nodeFactors(), factorisation.textFactors())) {
            factors.normaliseRows(run::parallel);
            embeddings.setColumns(half++ * k, factors);
        }
        run.progress().end();
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }

    private static TallMatrix features(Projection graph, Config config, TrainingRun run) {
        FeatureMatrix all = FeatureMatrix.of(graph, config.featureProperties());
        run.metric("features", all.columns());
        run.metric("nodesWithoutFeatures", all.nodesWithout());
        run.progress().begin("Reduce features", SVD_ITERATIONS + 1);
        TallMatrix features;
        if (all.columns() <= config.featureDimension()) {
            features = all.dense();
            run.progress().advance(SVD_ITERATIONS + 1);
        } else {
            SparseMatrix sparse = all.sparse();
            features = RandomizedSvd.of(
                            sparse,
                            sparse.transpose(),
                            config.featureDimension(),
                            SVD_ITERATIONS,
                            run.seeds().fork("features"),
                            run::parallel,
                            () -> run.progress().advance(1))
                    .left(1, run::parallel);
        }
        features.normaliseRows(run::parallel);
        run.progress().end();
        return features;
    }
}
