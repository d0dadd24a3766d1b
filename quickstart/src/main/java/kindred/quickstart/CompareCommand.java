package kindred.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kindred.data.DataException;
import kindred.data.DataFolder;
import kindred.quickstart.server.Refusal;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains node2vec with Kindred and with GDS, in one database, on one projected graph, with the same settings, through Cypher and in
 * turn, and compares the time that each call takes from end to end: walks, training and writing the vectors.
 *
 * <p>Where the data have node classes, the vectors are judged as well, so that speed is not bought with quality.
 */
@Command(
        name = "kindred compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Times kindred.node2vec.write against gds.node2vec.write: same graph, same settings, in turn.")
public final class CompareCommand implements Callable<Integer> {

    private static final String LABEL = "Node";
    private static final String TYPE = "LINK";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with edges.tsv.gz (source, target) and, to be judged, labels.tsv.gz (node, class).")
    private Path data;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Measured rounds of both (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--walks",
            defaultValue = "10",
            description = "Walks per node; fewer make a round shorter (default: ${DEFAULT-VALUE}).")
    private int walksPerNode;

    @Option(
            names = "--learning-rate",
            defaultValue = "0.025",
            description = "Initial learning rate of both; GDS's default is ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(names = "--concurrency", defaultValue = "2", description = "Threads of both (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    private final Screen screen = Screen.standard();

    /** Starts the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareCommand())
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command))
                .execute(arguments));
    }

    private static int explain(Exception e, CommandLine command) throws Exception {
        if (e instanceof DataException || e instanceof Refusal) {
            command.getErr().println("kindred compare: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }

    @Override
    public Integer call() {
        DataFolder folder = new DataFolder(data);
        folder.require("Comparing needs a graph.", "edges");
        screen.title("node2vec: Kindred against GDS", "on " + folder.name());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(EmbeddedDatabase.ANY_PORT, EmbeddedDatabase.NO_HTTP);
                Driver driver = GraphDatabase.driver(database.boltUri());
                Session session = driver.session()) {
            FolderGraph graph = FolderGraph.load(folder, database.graph(), LABEL, TYPE);
            screen.say("%,d nodes and %,d relationships; d = 128, %d walks of 80, window 10, p = q = 1, %d threads."
                    .formatted(graph.nodeCount(), graph.relationshipCount(), walksPerNode, concurrency));
            session.run(
                            "CALL gds.graph.project('g', $label, {%s: {orientation: 'UNDIRECTED'}})".formatted(TYPE),
                            Map.of("label", LABEL))
                    .consume();
            compare(session, graph.hasClasses());
        }
        return CommandLine.ExitCode.OK;
    }

    private void compare(Session session, boolean classes) {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        List<List<Object>> rows = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            double kindred = seconds(session, "kindred");
            double gds = seconds(session, "gds");
            if (round < 0) {
                continue; // both have compiled their loops now
            }
            ours[round] = kindred;
            theirs[round] = gds;
            rows.add(List.of(round + 1, kindred, gds, gds / kindred));
        }
        screen.table(List.of("round", "kindred, s", "gds, s", "gds / kindred"), rows);
        screen.emphasis(
                "GDS takes %.1f times as long (median of %d rounds)".formatted(median(theirs) / median(ours), rounds));
        if (classes) {
            judge(session);
        }
    }

    private double seconds(Session session, String product) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("walksPerNode", walksPerNode);
        settings.put("initialLearningRate", learningRate);
        settings.put("concurrency", concurrency);
        settings.put("randomSeed", 42);
        settings.put("writeProperty", product);
        long begin = System.nanoTime();
        session.run("CALL " + product + ".node2vec.write('g', $settings)", Map.of("settings", settings))
                .consume();
        return (System.nanoTime() - begin) / 1e9;
    }

    private void judge(Session session) {
        List<List<Object>> rows = new ArrayList<>();
        for (String product : List.of("kindred", "gds")) {
            for (Record row : session.run("""
                            CALL kindred.evaluate.nodeClassification({nodeLabels: [$label], embeddingProperty: $property,
                              classProperty: 'classes', trainRatios: [0.5, 0.9], shuffles: 10, randomSeed: 1})
                            YIELD trainRatio, microF1, macroF1""", Map.of("label", LABEL, "property", product))
                    .list()) {
                rows.add(List.of(
                        product,
                        row.get("trainRatio").asDouble(),
                        row.get("microF1").asDouble(),
                        row.get("macroF1").asDouble()));
            }
        }
        screen.table(List.of("vectors", "training share", "micro-F1", "macro-F1"), rows);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
