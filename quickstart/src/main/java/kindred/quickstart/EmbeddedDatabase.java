package kindred.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kindred.quickstart.server.Refusal;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.BoltConnectorInternalSettings;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilder;
import org.neo4j.harness.Neo4jBuilders;
import org.neo4j.io.ByteUnit;

/**
 * A Neo4j Community database in this process, with GDS and Kindred, empty, without authentication, reachable from this machine
 * only, and gone with its files when it is closed.
 *
 * <p>Neo4j finds extensions on the class path but looks for annotated procedures only in its plugin folder. So the jars that
 * carry some are copied into a temporary one; their classes still come from the class path.
 */
final class EmbeddedDatabase implements AutoCloseable {

    /** As a port: any free one. */
    static final int ANY_PORT = 0;

    /** As HTTP port: no HTTP. */
    static final int NO_HTTP = -1;

    private static final Pattern GDS_PROCEDURES = Pattern.compile("(proc|alpha-proc|kge-plugin)[-.].*\\.jar");
    private static final String OUR_PROCEDURES = "kindred/procedures";

    private final Path home;
    private final Neo4j neo4j;

    private EmbeddedDatabase(Path home, Neo4j neo4j) {
        this.home = home;
        this.neo4j = neo4j;
    }

    /**
     * @param boltPort or {@link #ANY_PORT}
     * @param httpPort or {@link #ANY_PORT} or {@link #NO_HTTP}
     * @throws Refusal if a port is taken
     */
    static EmbeddedDatabase start(int boltPort, int httpPort) {
        requireFree(boltPort, "--port");
        requireFree(httpPort, "--http-port");
        Path home = temporaryFolder();
        try {
            Path plugins = Files.createDirectory(home.resolve("plugins"));
            gatherProcedures(plugins);
            return new EmbeddedDatabase(
                    home, builder(home, plugins, boltPort, httpPort).build());
        } catch (IOException e) {
            delete(home);
            throw new UncheckedIOException("Could not prepare the plugin folder in " + home, e);
        } catch (RuntimeException e) {
            delete(home);
            throw e;
        }
    }

    private static Neo4jBuilder builder(Path home, Path plugins, int boltPort, int httpPort) {
        Neo4jBuilder builder = Neo4jBuilders.newInProcessBuilder(home)
                .withConfig(GraphDatabaseSettings.plugin_dir, plugins)
                .withConfig(GraphDatabaseSettings.procedure_unrestricted, List.of("gds.*"))
                .withConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(256))
                .withConfig(GraphDatabaseSettings.keep_logical_logs, "keep_none")
                .withConfig(BoltConnector.listen_address, new SocketAddress("localhost", boltPort))
                .withConfig(BoltConnectorInternalSettings.thread_pool_shutdown_wait_time, Duration.ZERO);
        if (httpPort == NO_HTTP) {
            return builder.withDisabledServer();
        }
        return builder.withConfig(HttpConnector.enabled, true)
                .withConfig(HttpConnector.listen_address, new SocketAddress("localhost", httpPort));
    }

    private static void requireFree(int port, String option) {
        if (port <= 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new Refusal(
                    "Port %d is taken (%s). Stop what listens there, or choose another one with `%s`."
                            .formatted(port, e.getMessage(), option),
                    e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("kindred-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("Neo4j needs a folder for its files: " + e.getMessage(), e);
        }
    }

    private static void gatherProcedures(Path plugins) throws IOException {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        int ours = 0;
        for (Path entry : classPath) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry.resolve(OUR_PROCEDURES))) {
                pack(entry, plugins.resolve("kindred.jar"));
                ours++;
            } else if (name.startsWith("kindred-procedures")) {
                Files.copy(entry, plugins.resolve(name));
                ours++;
            } else if (GDS_PROCEDURES.matcher(name).matches()) {
                Files.copy(entry, plugins.resolve(name));
            }
        }
        if (ours == 0) {
            throw new Refusal("Kindred's procedures are not on the class path; start the demo with `./kindred demo`.");
        }
    }

    /** A jar of a class folder's procedures. */
    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes.resolve(OUR_PROCEDURES))) {
            for (Path source : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(source).toString().replace(File.separatorChar, '/')));
                Files.copy(source, out);
                out.closeEntry();
            }
        }
    }

    URI boltUri() {
        return neo4j.boltURI();
    }

    /** For loading in bulk; everything else goes over Bolt. */
    GraphDatabaseService graph() {
        return neo4j.defaultDatabaseService();
    }

    /** Where Neo4j Browser answers; not to be asked without HTTP. */
    URI httpUri() {
        return neo4j.httpURI();
    }

    @Override
    public void close() {
        neo4j.close();
        delete(home);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The system clears its folder for temporary files in its own time; the user only needs to know where they
            // are.
            System.err.println("Could not delete " + folder + ": " + e.getMessage());
        }
    }
}
