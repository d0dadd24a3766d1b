package kindred.homogeneous;

import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.Csr;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.EdgeSampling;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * LINE: first-order and second-order proximity by edge sampling (Tang, Qu, Wang, Zhang, Yan and Mei, "LINE: Large-scale Information Network
 * Embedding", WWW 2015).
 *
 * <p>Both orders are trained apart, brought to length 1 each, and put side by side. Beyond the paper, draws are stratified and share their
 * negatives in groups, and directed graphs may have a first order too. Time is proportional to relationships x
 * {@code samplesPerRelationship} x {@code embeddingDimension}; memory to relationships, and to nodes x {@code embeddingDimension}.
 */
public final class Line implements Trainer<Line.Config, NodeEmbeddings> {

    /** Which proximity vectors keep. */
    public enum Order {
        FIRST("first"),
        SECOND("second"),
        BOTH("both");

        private final String spelling;

        Order(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** The paper's settings, in GDS's words where it has one. */
    public record Config(
            @Doc(
                    "`first`: nodes with a relationship between them become similar. `second`: nodes with the same neighbours do. `both`: half of each vector is the one, half the other.")
            Order order,

            @Doc("Length of each embedding. With `order: 'both'` each half has half of it, so it must be even.")
            int embeddingDimension,

            @Doc(
                    "How often each relationship is drawn on average, in each of its directions and for each order. What training costs is proportional to it: a thread takes some million draws a second. Small graphs need more to learn anything, large ones are done with less.")
            double samplesPerRelationship,

            @Doc("Negatives per draw.") int negativeSamplingRate,

            @Doc(
                    "Exponent on a node's weighted degree when negatives are drawn. 1.0 draws in proportion to degree, 0.0 all nodes with relationships alike.")
            double negativeSamplingExponent,

            @Doc(
                    "Nodes with at most so many relationships also get ones to their neighbours' neighbours, up to this number altogether. 0 leaves the graph as it is; the paper has 1000 for sparse graphs. Costs memory and preparation time.")
            int densifyBelow,

            @Doc("Step size at the beginning. It falls linearly over the whole training.")
            double initialLearningRate,

            @Doc("Step size at the end.") double minLearningRate) {

        public static final Config DEFAULTS = new Config(Order.BOTH, 128, 100, 5, 0.75, 0, 0.025, 0.0000025);

        public Config {
            Check.range("embeddingDimension", embeddingDimension, 1, 65_536);
            if (order == Order.BOTH && embeddingDimension % 2 != 0) {
                throw new IllegalArgumentException(
                        "Value for `embeddingDimension` was `%d`, but must be even when `order` is `both`, which gives each order half of it."
                                .formatted(embeddingDimension));
            }
            Check.rangeAbove("samplesPerRelationship", samplesPerRelationship, 0, 1e9);
            Check.range("negativeSamplingRate", negativeSamplingRate, 1, 1_000);
            Check.range("negativeSamplingExponent", negativeSamplingExponent, 0.0, 1.0);
            Check.range("densifyBelow", densifyBelow, 0, 1_000_000);
            Check.positive("initialLearningRate", initialLearningRate);
            Check.rangeAbove("minLearningRate", minLearningRate, 0, initialLearningRate);
        }

        private EdgeSampling.Settings settings(long arcCount) {
            double samples = Math.ceil(samplesPerRelationship * arcCount);
            return new EdgeSampling.Settings(
                    Math.max(1, (long) samples),
                    negativeSamplingRate,
                    negativeSamplingExponent,
                    initialLearningRate,
                    minLearningRate);
        }
    }

    @Override
    public String name() {
        return "line";
    }

    @Override
    public String description() {
        return "Learns node embeddings that keep first-order and second-order proximity, by drawing relationships in proportion to weight (Tang et al., WWW 2015).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        long tables = switch (config.order()) {
            case FIRST -> 2;
            case SECOND -> 4;
            case BOTH -> 3;
        };
        MemoryEstimate least = EdgeSampling.estimate(graph.nodeCount(), graph.arcCount(), graph.weighted());
        MemoryEstimate relationships = MemoryEstimate.of("relationships of all types", graph.unionBytes());
        MemoryEstimate embeddings = MemoryEstimate.of(
                "embeddings and contexts",
                tables * EmbeddingTable.bytes(graph.nodeCount(), config.embeddingDimension()) / 2);
        return config.densifyBelow() == 0
                ? MemoryEstimate.sum(name(), relationships, embeddings, least)
                : MemoryEstimate.sum(
                        name(), relationships, embeddings, least, Densification.estimate(graph, config.densifyBelow()));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        EmbeddingTable embeddings = embed(prepare(graph, config, run), config);
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }

    private static EdgeSampling prepare(Projection graph, Config config, TrainingRun run) {
        Csr arcs = graph.union();
        EdgeSampling.Settings settings = config.settings(arcs.arcCount());
        return new EdgeSampling(
                config.densifyBelow() == 0 ? arcs : Densification.of(arcs, config.densifyBelow(), run), settings, run);
    }

    private static EmbeddingTable embed(EdgeSampling sampling, Config config) {
        int dimension = config.embeddingDimension();
        return switch (config.order()) {
            case FIRST -> sampling.trainFirstOrder(dimension);
            case SECOND -> sampling.trainSecondOrder(dimension);
            case BOTH -> {
                EmbeddingTable both = upperHalf(sampling.trainSecondOrder(dimension / 2));
                copyUnitRows(sampling.trainFirstOrder(dimension / 2), both, 0);
                yield both;
            }
        };
    }

    /** The table whose upper halves these are, which so need not be held while they are trained. */
    private static EmbeddingTable upperHalf(EmbeddingTable table) {
        EmbeddingTable both = new EmbeddingTable(table.rows(), 2 * table.dimension());
        copyUnitRows(table, both, table.dimension());
        return both;
    }

    private static void copyUnitRows(EmbeddingTable from, EmbeddingTable to, int column) {
        for (int row = 0; row < from.rows(); row++) {
            int offset = to.offset(row) + column;
            System.arraycopy(from.page(row), from.offset(row), to.page(row), offset, from.dimension());
            Vectors.normalise(to.page(row), offset, from.dimension());
        }
    }
}
