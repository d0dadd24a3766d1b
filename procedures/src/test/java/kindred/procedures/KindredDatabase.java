package kindred.procedures;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnectorInternalSettings;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.config.Setting;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilder;
import org.neo4j.harness.Neo4jBuilders;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A running Neo4j with GDS and Kindred. Used as {@code @ExtendWith(KindredDatabase.class)}, it hands itself to test methods and
 * constructors that have a parameter of this type; one database serves all classes of the JVM and is emptied before each.
 * {@link #start} gives a test a database of its own, to configure or to break.
 */
public final class KindredDatabase implements BeforeAllCallback, ParameterResolver, AutoCloseable {

    private static final String SHARED = "shared";
    private static final Duration HOPELESS = Duration.ofMinutes(2);

    private final Neo4j neo4j;
    private final Path plugins;

    /** Made by JUnit, to find the shared database. */
    public KindredDatabase() {
        this(null, null);
    }

    private KindredDatabase(Neo4j neo4j, Path plugins) {
        this.neo4j = neo4j;
        this.plugins = plugins;
    }

    /** A database of the caller's own; close it. */
    public static KindredDatabase start(Consumer<Neo4jBuilder> configuration) {
        Path plugins = pluginFolder();
        Neo4jBuilder builder = Neo4jBuilders.newInProcessBuilder()
                .withConfig(GraphDatabaseSettings.plugin_dir, plugins)
                .withConfig(GraphDatabaseSettings.procedure_unrestricted, List.of("gds.*")) // for gds.util.asNode
                .withConfig(GraphDatabaseSettings.keep_logical_logs, "keep_none")
                .withConfig(BoltConnectorInternalSettings.thread_pool_shutdown_wait_time, Duration.ZERO)
                .withDisabledServer();
        configuration.accept(builder);
        return new KindredDatabase(builder.build(), plugins);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared(context).clear();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KindredDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    private static KindredDatabase shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(KindredDatabase.class))
                .getOrComputeIfAbsent(SHARED, key -> start(builder -> {}), KindredDatabase.class);
    }

    public GraphDatabaseService service() {
        return neo4j.defaultDatabaseService();
    }

    /** Any database of the server, such as {@code system}. */
    public GraphDatabaseService service(String name) {
        return neo4j.databaseManagementService().database(name);
    }

    /** Changes a setting while the server runs. */
    public <T> void configure(Setting<T> setting, T value) {
        ((GraphDatabaseAPI) service())
                .getDependencyResolver()
                .resolveDependency(Config.class)
                .setDynamic(setting, value, "test");
    }

    public URI boltUri() {
        return neo4j.boltURI();
    }

    /** Runs a query in a transaction of its own and commits. Parameters as key, value, key, value. */
    public List<Map<String, Object>> rows(String cypher, Object... parameters) {
        try (Transaction transaction = service().beginTx()) {
            List<Map<String, Object>> rows = inColumnOrder(transaction.execute(cypher, map(parameters)));
            transaction.commit();
            return rows;
        }
    }

    private static List<Map<String, Object>> inColumnOrder(Result result) {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (result.hasNext()) {
            Map<String, Object> unordered = result.next();
            Map<String, Object> row = new LinkedHashMap<>();
            result.columns().forEach(column -> row.put(column, unordered.get(column)));
            rows.add(row);
        }
        return rows;
    }

    /** The only row of a query. */
    public Map<String, Object> row(String cypher, Object... parameters) {
        List<Map<String, Object>> rows = rows(cypher, parameters);
        if (rows.size() != 1) {
            throw new AssertionError("Expected one row, got " + rows.size() + " from: " + cypher);
        }
        return rows.get(0);
    }

    /** The only value of the only row of a query. */
    public Object value(String cypher, Object... parameters) {
        return row(cypher, parameters).values().iterator().next();
    }

    /** The whole message, causes included, with which a query fails. */
    public String failure(String cypher, Object... parameters) {
        try {
            rows(cypher, parameters);
        } catch (RuntimeException e) {
            StringBuilder text = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                text.append(cause.getMessage()).append('\n');
            }
            return text.toString();
        }
        throw new AssertionError("Expected a failure of: " + cypher);
    }

    /** Waits until the job of this id is at this task. */
    public void awaitTask(String jobId, String task) {
        await(() -> !rows(
                        "CALL kindred.progress() YIELD jobId, task WHERE jobId = $id AND task = $task RETURN jobId",
                        "id",
                        jobId,
                        "task",
                        task)
                .isEmpty());
    }

    /** Waits until something is the case; gives up after a time that only a hanging program can need. */
    public static void await(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > HOPELESS.toNanos()) {
                throw new AssertionError("Waited in vain");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Empties the database: no nodes, indexes, constraints, or projected graphs remain. */
    public void clear() {
        rows("CALL gds.graph.list() YIELD graphName CALL gds.graph.drop(graphName) YIELD nodeCount RETURN nodeCount");
        rows("SHOW CONSTRAINTS YIELD name").forEach(row -> rows("DROP CONSTRAINT `" + row.get("name") + "`"));
        rows("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")
                .forEach(row -> rows("DROP INDEX `" + row.get("name") + "`"));
        String deleteSome =
                "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(n)"; // bounds a transaction's memory
        long deleted = (long) value(deleteSome);
        while (deleted > 0) {
            deleted = (long) value(deleteSome);
        }
    }

    @Override
    public void close() {
        neo4j.close();
        delete(plugins);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /**
     * Neo4j looks for annotated procedures in the plugin folder only, while extensions come from the class path: so the folder
     * gets GDS's procedure jars and our own classes, whose code is then loaded from the class path all the same.
     */
    private static Path pluginFolder() {
        try {
            Path folder = Files.createTempDirectory("kindred-plugins");
            for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                String name = path.getFileName().toString();
                if (name.startsWith("proc-") || name.startsWith("alpha-proc")) {
                    Files.copy(path, folder.resolve(name));
                }
            }
            jarOfOwnClasses(folder.resolve("kindred.jar"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jarOfOwnClasses(Path jar) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            Path root = Path.of(entry);
            Path classes = root.resolve("kindred/procedures");
            if (root.endsWith(Path.of("target", "classes")) && Files.isDirectory(classes)) {
                write(jar, root, classes);
            }
        }
    }

    private static void write(Path jar, Path root, Path classes) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(path).toString().replace(java.io.File.separatorChar, '/');
                out.putNextEntry(new JarEntry(name));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
