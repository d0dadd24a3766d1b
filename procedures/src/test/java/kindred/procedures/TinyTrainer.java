package kindred.procedures;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.Csr;
import kindred.graph.FeatureTable;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * The least a trainer can be: random vectors to which the weighted sum of the neighbours' and the sum of the node's features are
 * added. Its result depends on everything that a projection holds, and it can be held up, or made as hungry as a test needs.
 */
public final class TinyTrainer implements Trainer<TinyTrainer.Config, NodeEmbeddings> {

    private static final Set<String> HOLDS = ConcurrentHashMap.newKeySet();

    /** Keeps runs that name this hold from going on until it is released. */
    static void hold(String name) {
        HOLDS.add(name);
    }

    static void release(String name) {
        HOLDS.remove(name);
    }

    /** Configuration of {@link TinyTrainer}. */
    public record Config(
            @Doc("Length of the embeddings.") int embeddingDimension,
            @Doc("Rounds.") int epochs,

            @Doc("Name of a hold during which no round begins; empty for none.")
            String hold,

            @Doc("Bytes that the estimate claims.") long claimedBytes,
            @Doc("Node properties that are added.") List<String> featureProperties,
            @Doc("Whether the embeddings end up as NaN.") boolean diverge) {

        static final Config DEFAULTS = new Config(4, 1, "", 0, List.of(), false);

        public Config {
            Check.range("embeddingDimension", embeddingDimension, 1, 4096);
            Check.range("epochs", epochs, 1, 1_000_000);
            featureProperties = List.copyOf(featureProperties);
        }
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String description() {
        return "Random vectors, for tests.";
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
        long table = EmbeddingTable.bytes(graph.nodeCount(), config.embeddingDimension());
        return MemoryEstimate.sum(
                "training",
                MemoryEstimate.of("embeddings", table),
                MemoryEstimate.of("claimed", config.claimedBytes()));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        EmbeddingTable table = new EmbeddingTable(graph.nodeCount(), config.embeddingDimension());
        Csr union = graph.union();
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            run.progress().begin("Epoch " + (epoch + 1), graph.nodeCount());
            waitWhileHeld(config.hold(), run);
            int round = epoch;
            run.parallel(graph.nodeCount(), node -> fill(table, union, graph, config, run, round, node));
            run.progress().end();
            run.epochEnded(1.0 / (epoch + 1));
        }
        run.metric("rounds", config.epochs());
        run.metric("arcs", (double) graph.arcCount());
        run.metric("featureTables", graph.features().size());
        return new NodeEmbeddings(table, graph.nodes(), run.provenance(name(), config, graph));
    }

    private static void waitWhileHeld(String hold, TrainingRun run) {
        while (HOLDS.contains(hold)) {
            run.checkCancelled();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void fill(
            EmbeddingTable table, Csr union, Projection graph, Config config, TrainingRun run, int round, int node) {
        float shift = round;
        for (long arc = union.first(node); arc < union.end(node); arc++) {
            shift += union.weight(arc) * (union.target(arc) + 1);
        }
        for (FeatureTable feature : graph.features()) {
            int row = node - graph.nodes().start(feature.label());
            if (row >= 0 && row < feature.rows()) {
                for (int column = 0; column < feature.dimension(); column++) {
                    shift += feature.isMissing(row) ? 1000 : feature.value(row, column) * (column + 1);
                }
            }
        }
        float[] page = table.page(node);
        for (int i = 0; i < config.embeddingDimension(); i++) {
            float random = Seeds.unitFloat(run.seeds().at(node, i));
            page[table.offset(node) + i] = config.diverge() ? Float.NaN : random + shift;
        }
        run.progress().advance(1);
    }
}
