package kindred.quickstart.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * How a local server is to run.
 *
 * @param line which Neo4j
 * @param boltPort port of the Bolt protocol on localhost
 * @param httpPort port of HTTP and Browser on localhost
 * @param password of the user {@code neo4j}, at least eight characters; only used when the folder is new
 * @param gds whether Graph Data Science is installed
 * @param simd whether the JVM gets the vector module
 * @param heap the greatest heap, such as {@code 2g}
 */
public record ServerSettings(
        Line line, int boltPort, int httpPort, String password, boolean gds, boolean simd, String heap) {

    public ServerSettings {
        if (password.length() < 8) {
            throw new Refusal("The password must have at least 8 characters, but has " + password.length() + ".");
        }
        if (!heap.matches("[1-9][0-9]*[kmgKMG]")) {
            throw new Refusal("The heap must be a number with a unit, such as 2g, but was `" + heap + "`.");
        }
    }

    /**
     * Checks what would otherwise fail deep inside Neo4j.
     *
     * @throws Refusal if this Java is too old for the line, or a port is taken
     */
    public void requireStartable(int java) {
        if (java < line.oldestJava()) {
            throw new Refusal("Neo4j " + line.neo4jVersion() + " needs JDK " + line.oldestJava()
                    + " or newer, but this is JDK " + java + " (" + System.getProperty("java.home")
                    + "). Install one, or point JAVA_HOME at one. `./kindred doctor` lists those that are found.");
        }
        if (boltPort == httpPort) {
            throw new Refusal("Bolt and HTTP cannot share port " + boltPort + ".");
        }
        requireFree(boltPort, "Bolt", "--bolt-port");
        requireFree(httpPort, "HTTP", "--http-port");
    }

    /** The lines of neo4j.conf that stand for these settings. */
    List<String> configuration() {
        return List.of(
                "server.default_listen_address=localhost",
                "server.default_advertised_address=localhost",
                "server.bolt.listen_address=:" + boltPort,
                "server.bolt.advertised_address=:" + boltPort,
                "server.http.listen_address=:" + httpPort,
                "server.http.advertised_address=:" + httpPort,
                "server.memory.heap.max_size=" + heap,
                "dbms.usage_report.enabled=false",
                "# A server for one does not wait ten seconds for idle connections when it stops.",
                "internal.server.bolt.thread_pool_shutdown_wait_time=0s",
                "# GDS offers gds.util.asNode only if it is unrestricted. Kindred needs nothing here.",
                "dbms.security.procedures.unrestricted=gds.*",
                (simd ? "" : "# ") + "server.jvm.additional=--add-modules=jdk.incubator.vector",
                "server.jvm.additional=--enable-native-access=ALL-UNNAMED",
                "server.jvm.additional=--add-opens=java.base/java.nio=ALL-UNNAMED",
                "server.jvm.additional=--add-opens=java.base/java.io=ALL-UNNAMED",
                "server.jvm.additional=--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "server.jvm.additional=-Dio.netty.tryReflectionSetAccessible=true");
    }

    private static void requireFree(int port, String what, String option) {
        if (port < 1 || port > 65_535) {
            throw new Refusal(
                    "Value for `" + option + "` was `" + port + "`, but must be within the range [1, 65535].");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (java.io.IOException e) {
            throw new Refusal(
                    "Port " + port + " (" + what + ") is taken (" + e.getMessage()
                            + "). Stop what listens there, or choose another one with " + option + ".",
                    e);
        }
    }
}
