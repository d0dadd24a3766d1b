package kindred.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.config.Suggestions;
import kindred.graph.GraphSize;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.graph.Triples;
import kindred.model.Drift;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.NodeClusters;
import kindred.model.QuantisedTable;
import kindred.train.MemoryEstimate;
import kindred.train.NodeClustering;
import kindred.train.ProductQuantisation;
import kindred.train.ProductQuantisation.Importance;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * TwHIN: nodes of several labels and relationships of several types in one space, for recommenders (El-Kishky et al., "TwHIN: Embedding the Twitter
 * Heterogeneous Information Network for Personalized Recommendation", KDD 2022), with all that the paper has around it: clusters by which new
 * nodes are described, compressed vectors, and starts from earlier vectors.
 *
 * <p>Facts of a batch share their negatives, in chunks, as in PyTorch-BigGraph, on which the authors train; there is no partition by buckets, which is for
 * graphs beyond one machine. Time is proportional to facts x nodes compared with x {@code embeddingDimension}.
 */
public final class TwHin implements Trainer<TwHin.Config, KnowledgeEmbeddings> {

    /** Labels that an estimate reckons with: as many as a type connects, as if each had its own. */
    private static final long LABELS_PER_TYPE = 2;

    /** What a relationship type does to the start node before it is compared with the end node. */
    public enum Operator {
        TRANSLATION("translation"),
        NONE("none"),
        DIAGONAL("diagonal"),
        COMPLEX_DIAGONAL("complexDiagonal");

        private final String spelling;

        Operator(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }

        Scorer scorer() {
            return switch (this) {
                case TRANSLATION -> new TwhinScorer();
                case NONE -> new ProductScorer();
                case DIAGONAL -> new DistMultScorer();
                case COMPLEX_DIAGONAL -> new ComplExScorer();
            };
        }
    }

    /** The paper's method, with settings for graphs of up to some millions of relationships. */
    public record Config(
            @Doc(
                    "What a relationship type does to the start node before it is compared with the end node: `translation` adds a vector, as in the paper; `none` nothing, `diagonal` and `complexDiagonal` multiply.")
            Operator operator,

            KnowledgeConfig training,

            @Doc(
                    "Parts into which vectors are cut to be compressed, one byte each: a quarter of `embeddingDimension` makes the model 16 times smaller. It must divide the dimension. 0 keeps vectors as they are.")
            int quantisationParts,

            @Doc(
                    "Label whose nodes are divided into clusters, by which `kindred.twhin.infer` describes nodes that training did not see. No clusters if not given.")
            Optional<String> clusterLabel,

            @Doc("How many clusters. More describe new nodes more closely.")
            int clusters,

            @Doc(
                    "Node property with the vectors of an earlier training to start from, such as the `writeProperty` of yesterday. Nodes without it start at the mean of their neighbours.")
            Optional<String> warmStartProperty,

            @Doc(
                    "How strongly vectors are held to those that they started from: the weight of half their squared distance, counted with every fact. 0 lets them go.")
            double anchor) {

        public static final Config DEFAULTS = new Config(
                Operator.TRANSLATION, KnowledgeConfig.INTERACTIONS, 0, Optional.empty(), 100, Optional.empty(), 0);

        public Config {
            if (operator == Operator.COMPLEX_DIAGONAL) {
                training.requireEvenDimension();
            }
            if (quantisationParts != 0) {
                ProductQuantisation.check("quantisationParts", quantisationParts, training.embeddingDimension());
            }
            clusterLabel.ifPresent(label -> Check.notBlank("clusterLabel", label));
            Check.range("clusters", clusters, 1, 1_000_000);
            warmStartProperty.ifPresent(property -> Check.notBlank("warmStartProperty", property));
            Check.range("anchor", anchor, 0.0, 1_000.0);
            if (anchor > 0 && warmStartProperty.isEmpty()) {
                throw new IllegalArgumentException(
                        "Value for `anchor` was `%s`, but must be 0 unless `warmStartProperty` says what to hold vectors to."
                                .formatted(anchor));
            }
        }
    }

    @Override
    public String name() {
        return "twhin";
    }

    @Override
    public String description() {
        return "Learns vectors of nodes of several labels and relationship types in one space, for recommendation (El-Kishky et al., KDD 2022).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public List<String> nodeProperties(Config config) {
        return config.warmStartProperty().stream().toList();
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        int dimension = config.training().embeddingDimension();
        long nodes = graph.nodeCount();
        MemoryEstimate training =
                KnowledgeTrainer.estimate("training", graph, config.operator().scorer(), config.training());
        long most = config.clusterLabel().isEmpty()
                ? 0
                : NodeClustering.estimate(nodes, config.clusters(), dimension).bytesMax()
                        + MixtureMaps.estimate(graph, dimension).bytesMax();
        if (config.quantisationParts() > 0) {
            long labels = LABELS_PER_TYPE * graph.relationshipTypes();
            most = Math.max(
                    most,
                    ProductQuantisation.estimate(nodes, dimension, config.quantisationParts(), labels)
                                    .bytesMax()
                            + ScoreImportance.estimate(nodes, graph.arcCount(), dimension, labels, graph.weighted())
                                    .bytesMax());
        }
        MemoryEstimate start = MemoryEstimate.of(
                "vectors to start from",
                config.warmStartProperty().isPresent() ? WarmStart.bytes(nodes, dimension) : 0);
        return MemoryEstimate.sum(name(), training, start, MemoryEstimate.of("clusters, then compression", 0, most));
    }

    @Override
    public KnowledgeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        int[] divided = config.clusterLabel()
                .map(label -> nodesOf(graph.nodes(), label))
                .orElse(new int[0]);
        Optional<WarmStart> start = config.warmStartProperty()
                .map(property -> WarmStart.of(graph, property, config.training().embeddingDimension()));
        KnowledgeTrainer.Trained trained = train(graph, start, config, run);
        if (start.isPresent()) {
            Drift drift = start.get().drift(trained.nodes(), graph);
            run.metric("driftMeanCosine", drift.meanCosine());
            run.metric("driftLowestCosine", drift.lowestCosine());
        }
        NodeClusters clusters = divided.length == 0 ? null : divide(trained, divided, graph, config, run);
        QuantisedTable compressed = config.quantisationParts() == 0 ? null : compress(trained, graph, config, run);
        KnowledgeEmbeddings model = new KnowledgeEmbeddings(
                trained.nodes(), trained.relations(), graph.nodes(), run.provenance(name(), config, graph));
        KnowledgeEmbeddings clustered = clusters == null ? model : model.clustered(clusters);
        return compressed == null ? clustered : clustered.quantised(compressed);
    }

    private static KnowledgeTrainer.Trained train(
            Projection graph, Optional<WarmStart> start, Config config, TrainingRun run) {
        KnowledgeConfig training = config.training();
        KnowledgeTrainer.requireRoom(graph, training);
        Triples facts = Triples.of(graph);
        KnowledgeTables tables = KnowledgeTables.random(facts, config.operator().scorer(), training, run);
        if (start.isPresent()) {
            start.get().putInto(tables.nodes(), facts);
            tables = tables.anchored(start.get(), (float) config.anchor());
        }
        return KnowledgeTrainer.train(graph, facts, tables, training, run);
    }

    private static NodeClusters divide(
            KnowledgeTrainer.Trained trained, int[] divided, Projection graph, Config config, TrainingRun run) {
        NodeClusters clusters = NodeClustering.of(trained.nodes(), divided, config.clusters(), run);
        return MixtureMaps.fit(clusters, trained.nodes(), graph, run);
    }

    private static QuantisedTable compress(
            KnowledgeTrainer.Trained trained, Projection graph, Config config, TrainingRun run) {
        Importance importance = ScoreImportance.of(trained.nodes(), trained.relations(), graph, run);
        QuantisedTable table = ProductQuantisation.of(trained.nodes(), importance, config.quantisationParts(), run);
        run.metric("quantisationError", ProductQuantisation.error(trained.nodes(), table, importance, run));
        return table;
    }

    private static int[] nodesOf(NodeIndex nodes, String label) {
        int number = nodes.labels().indexOf(label);
        if (number < 0) {
            throw new IllegalArgumentException("Value for `clusterLabel` was `%s`, but must be one of [%s].%s"
                    .formatted(
                            label, String.join(", ", nodes.labels()), Suggestions.didYouMean(label, nodes.labels())));
        }
        return IntStream.range(0, nodes.nodeCount())
                .filter(node -> nodes.hasLabel(node, number))
                .toArray();
    }
}
