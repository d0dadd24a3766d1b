package kindred.quickstart.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** Kindred as users deploy it: the plugin jar in the plugins folder of a real server, driven over Bolt. */
class DeploymentIT {

    private static final Path PROJECT = Path.of(System.getProperty("kindred.home"));
    private static final Line LINE = Arrays.stream(Line.values())
            .filter(line -> line.neo4jVersion().equals(System.getProperty("kindred.neo4j.version")))
            .findFirst()
            .orElseThrow();
    private static final String PASSWORD = "opensesame";

    /** Two groups of six that all know each other, with one link between the groups. */
    private static final String TWO_GROUPS = """
            UNWIND range(0, 11) AS i CREATE (:Person {id: i})
            WITH count(*) AS all
            MATCH (a:Person), (b:Person)
            WHERE a.id < b.id AND (a.id / 6 = b.id / 6 OR (a.id = 5 AND b.id = 6))
            CREATE (a)-[:KNOWS]->(b)""";

    private static final Map<String, Object> TRAINING =
            Map.of("embeddingDimension", 16, "walkLength", 10, "walksPerNode", 4, "windowSize", 3, "randomSeed", 42);

    @TempDir
    Path folder;

    @Test
    void keepsVectorsAndModelsOverARestart() throws Exception {
        ServerSettings settings = settings(true, true);
        List<List<Double>> written;
        try (ServerProcess server = start(settings);
                Driver driver = driver(settings);
                Session session = driver.session()) {
            assertThat(value(session, "RETURN gds.version()")).isEqualTo(LINE.gdsVersion());
            assertThat(value(session, "RETURN kindred.version()")).isEqualTo(Line.kindredVersion());
            assertThat(procedures(session))
                    .contains("kindred.node2vec.write", "kindred.node2vec.train.estimate", "kindred.model.exists")
                    .contains("kindred.recommend", "kindred.index.create", "gds.graph.project");
            assertThat(findings(session))
                    .containsEntry("Vector kernels", "ok")
                    .containsEntry("Graph Data Science", "ok");

            session.run(TWO_GROUPS).consume();
            session.run("CALL gds.graph.project('people', 'Person', {KNOWS: {orientation: 'UNDIRECTED'}})")
                    .consume();
            assertThat(number(
                            session,
                            "WITH $training AS t CALL kindred.node2vec.write('people', t {.*, writeProperty: 'vector'})"
                                    + " YIELD nodePropertiesWritten RETURN nodePropertiesWritten"))
                    .isEqualTo(12);
            session.run(
                            "WITH $training AS t CALL kindred.node2vec.train('people', t {.*, modelName: 'tastes'})"
                                    + " YIELD trainMillis RETURN trainMillis",
                            parameters())
                    .consume();
            assertThat(hasModel(session)).isTrue();
            written = vectors(session);
            assertThat(written)
                    .hasSize(12)
                    .allSatisfy(vector -> assertThat(vector).hasSize(16));
        }
        try (ServerProcess server = start(settings);
                Driver driver = driver(settings);
                Session session = driver.session()) {
            assertThat(hasModel(session)).isTrue();
            assertThat(vectors(session)).isEqualTo(written);
        }
        assertThat(complaints()).isEmpty();
    }

    @Test
    void saysWhatIsMissingWithoutGds() throws Exception {
        ServerSettings settings = settings(false, false);
        try (ServerProcess server = start(settings);
                Driver driver = driver(settings);
                Session session = driver.session()) {
            assertThat(value(session, "RETURN kindred.version()")).isEqualTo(Line.kindredVersion());
            assertThat(findings(session))
                    .containsEntry("Graph Data Science", "error")
                    .containsEntry("Vector kernels", "advice");
            assertThat(value(
                            session,
                            "CALL kindred.doctor() YIELD check, advice WITH * WHERE check = 'Vector kernels'"
                                    + " RETURN advice"))
                    .asString()
                    .contains("server.jvm.additional=--add-modules=jdk.incubator.vector");
            String missing = value(
                            session,
                            "CALL kindred.doctor() YIELD check, advice WITH * WHERE check = 'Graph Data Science' RETURN advice")
                    .toString();
            assertThat(missing).contains("need the Graph Data Science library");
            assertThatThrownBy(() -> session.run("CALL kindred.node2vec.stream('people', {})")
                            .consume())
                    .isInstanceOf(Neo4jException.class)
                    .hasMessageContaining(missing);
        }
        assertThat(complaints()).isEmpty();
    }

    private ServerSettings settings(boolean gds, boolean simd) throws IOException {
        try (ServerSocket bolt = new ServerSocket(0);
                ServerSocket http = new ServerSocket(0)) {
            return new ServerSettings(LINE, bolt.getLocalPort(), http.getLocalPort(), PASSWORD, gds, simd, "1g");
        }
    }

    private ServerProcess start(ServerSettings settings) throws InterruptedException {
        settings.requireStartable(Runtime.version().feature());
        ServerHome home = ServerHome.assemble(folder, ServerParts.built(PROJECT, LINE), settings);
        ServerProcess server = ServerProcess.start(home, System.out::println);
        try {
            server.awaitStarted();
        } catch (Refusal | InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** What the server's own log says against Kindred. */
    private List<String> complaints() throws IOException {
        try (var lines = Files.lines(folder.resolve("logs/debug.log"))) {
            return lines.filter(line -> line.matches(".*\\b(WARN|ERROR)\\b.*") && line.contains("kindred/"))
                    .toList();
        }
    }

    private static Driver driver(ServerSettings settings) {
        return GraphDatabase.driver("bolt://localhost:" + settings.boltPort(), AuthTokens.basic("neo4j", PASSWORD));
    }

    private static Map<String, Object> parameters() {
        return Map.of("training", TRAINING);
    }

    private static Object value(Session session, String cypher) {
        return session.run(cypher, parameters()).single().get(0).asObject();
    }

    private static long number(Session session, String cypher) {
        return (long) value(session, cypher);
    }

    private static List<String> procedures(Session session) {
        return session.run("SHOW PROCEDURES YIELD name")
                .list(row -> row.get("name").asString());
    }

    private static Map<String, String> findings(Session session) {
        return session.run("CALL kindred.doctor() YIELD check, status").stream()
                .collect(java.util.stream.Collectors.toMap(
                        row -> row.get("check").asString(),
                        row -> row.get("status").asString()));
    }

    private static boolean hasModel(Session session) {
        return (boolean) value(session, "CALL kindred.model.exists('tastes') YIELD exists RETURN exists");
    }

    private static List<List<Double>> vectors(Session session) {
        List<Record> rows = session.run("MATCH (p:Person) RETURN p.vector AS vector ORDER BY p.id")
                .list();
        return rows.stream()
                .map(row -> row.get("vector").asList(org.neo4j.driver.Value::asDouble))
                .toList();
    }
}
