package kindred.quickstart;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import kindred.data.DataException;
import kindred.quickstart.server.Refusal;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./kindred demo}: from a graph to recommendations, in Cypher that one can read along and paste elsewhere. */
@Command(
        name = "kindred demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a Neo4j with GDS and Kindred, loads a graph, and tells the whole story in Cypher:",
            "split, project, train, write, index, recommend, evaluate. Then stays up for you to try."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Real interactions instead of the generated library: "
                    + "a folder with train.tsv.gz and test.tsv.gz (columns user, item).")
    private Path data;

    @Option(
            names = "--size",
            paramLabel = "READERS",
            description = "Readers in the generated library (default: ${DEFAULT-VALUE}).")
    private int size = TasteGraph.DEFAULT_READERS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all that is left to chance (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "For Bolt; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port = 7687;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "For Neo4j Browser; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int httpPort = 7474;

    @Option(names = "--no-serve", description = "End with the story instead of staying up.")
    private boolean noServe;

    /** Made by picocli. */
    public DemoCommand() {}

    /** The driver reports its comings and goings, and Lucene that its kernels want a newer JDK: no part of the story. */
    private static final List<Logger> CHATTERERS =
            List.of(Logger.getLogger("org.neo4j.driver"), Logger.getLogger("org.apache.lucene.internal.vectorization"));

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCommand())
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command))
                .execute(arguments));
    }

    private static int explain(Exception e, CommandLine command) throws Exception {
        if (e instanceof Refusal || e instanceof DataException) {
            command.getErr().println("kindred demo: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }

    @Override
    public Integer call() throws InterruptedException {
        CHATTERERS.forEach(logger -> logger.setLevel(Level.SEVERE));
        run(Screen.standard());
        return CommandLine.ExitCode.OK;
    }

    private void run(Screen screen) throws InterruptedException {
        Story story =
                data == null ? new LibraryStory(size, seed) : new InteractionStory(InteractionData.read(data), seed);
        screen.title("Kindred", "from a graph in Neo4j to recommendations, in Cypher");
        screen.blank();
        screen.note("Starting Neo4j with GDS and Kindred ...");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(port, httpPort);
                Driver driver = GraphDatabase.driver(database.boltUri(), AuthTokens.none())) {
            story.tell(database, new Narrator(screen, driver));
            if (!noServe) {
                stayUp(screen, database);
            }
        }
    }

    private static void stayUp(Screen screen, EmbeddedDatabase database) throws InterruptedException {
        screen.heading("Your turn");
        screen.say("The database stays up until you press Ctrl-C; everything above can be repeated there.");
        screen.blank();
        screen.emphasis("Neo4j Browser   " + database.httpUri().resolve("/browser/"));
        screen.emphasis("Bolt            " + database.boltUri() + "   (no authentication)");
        screen.blank();
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        // The JVM waits for its hooks, so the hook waits for the database to be closed in order.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interrupted.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        interrupted.await();
        database.close();
        closed.countDown();
    }
}
