package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** Runs scripts over Bolt on an embedded database, and holds every statement to what is expected of it. */
final class ScriptRunner implements AutoCloseable {

    private final EmbeddedDatabase database =
            EmbeddedDatabase.start(EmbeddedDatabase.ANY_PORT, EmbeddedDatabase.NO_HTTP);
    private final Driver driver = GraphDatabase.driver(database.boltUri(), AuthTokens.none());

    /** Removes nodes, models, indexes, constraints and projected graphs. */
    void clear() {
        rows("CALL gds.graph.list() YIELD graphName CALL gds.graph.drop(graphName) YIELD nodeCount RETURN count(*)");
        rows("SHOW CONSTRAINTS YIELD name")
                .forEach(row -> rows("DROP CONSTRAINT `" + row.get("name").asString() + "`"));
        rows("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")
                .forEach(row -> rows("DROP INDEX `" + row.get("name").asString() + "`"));
        rows("MATCH (n) DETACH DELETE n");
    }

    private List<Record> rows(String cypher) {
        try (Session session = driver.session()) {
            return session.run(cypher).list();
        }
    }

    void run(String file, CypherScript.Statement statement) {
        String place = "%s, line %d".formatted(file, statement.line());
        String refusal = statement.expectations().stream()
                .filter(expectation -> expectation.startsWith("fails:"))
                .map(ScriptRunner::valueOf)
                .findFirst()
                .orElse(null);
        if (refusal != null) {
            assertThatThrownBy(() -> rows(statement.cypher()))
                    .as(place)
                    .isInstanceOf(Neo4jException.class)
                    .hasMessageContaining(refusal);
            return;
        }
        try (Session session = driver.session()) {
            Result result = session.run(statement.cypher());
            List<String> columns = result.keys();
            List<Record> rows = result.list();
            statement.expectations().forEach(expectation -> check(place, expectation, columns, rows));
        } catch (Neo4jException e) {
            throw new AssertionError(place + ": " + e.getMessage() + "\n" + statement.cypher(), e);
        }
    }

    private static void check(String place, String expectation, List<String> columns, List<Record> rows) {
        String value = valueOf(expectation);
        if (expectation.startsWith("columns:")) {
            assertThat(String.join(", ", columns)).as(place).isEqualTo(value);
        } else if (expectation.startsWith("rows: >=")) {
            assertThat(rows)
                    .as(place)
                    .hasSizeGreaterThanOrEqualTo(
                            Integer.parseInt(value.substring(2).strip()));
        } else if (expectation.startsWith("rows:")) {
            assertThat(rows).as(place).hasSize(Integer.parseInt(value));
        } else if (expectation.startsWith("first:")) {
            List<String> wanted = List.of(value.split(", "));
            List<String> found = rows.get(0).values().stream()
                    .map(cell -> TextTable.show(cell.asObject()))
                    .toList();
            assertThat(found).as(place).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(wanted.get(i)).as(place + ", value " + (i + 1)).isIn("*", found.get(i));
            }
        } else {
            throw new AssertionError(place + ": unknown expectation: " + expectation);
        }
    }

    private static String valueOf(String expectation) {
        return expectation.substring(expectation.indexOf(':') + 1).strip();
    }

    @Override
    public void close() {
        driver.close();
        database.close();
    }
}
