package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KindredDatabase.class)
class KindredDatabaseIT {

    @Test
    void runsGds(KindredDatabase database) {
        assertThat((String) database.value("RETURN gds.version()")).matches("\\d+\\.\\d+.*");
        assertThat(database.rows("SHOW PROCEDURES YIELD name WHERE name STARTS WITH 'gds.graph.project' RETURN name"))
                .isNotEmpty();
    }

    @Test
    void isEmptiedByClear(KindredDatabase database) {
        database.rows("CREATE (:User {name: 'a'})-[:KNOWS]->(:User {name: 'b'})");
        database.rows("CREATE INDEX names FOR (u:User) ON (u.name)");
        database.rows("CALL gds.graph.project('g', '*', '*')");

        database.clear();

        assertThat(database.value("MATCH (n) RETURN count(n)")).isEqualTo(0L);
        assertThat(database.rows("SHOW INDEXES YIELD name WHERE name = 'names'"))
                .isEmpty();
        assertThat(database.rows("CALL gds.graph.list() YIELD graphName")).isEmpty();
    }

    @Test
    void tellsWhyAQueryFails(KindredDatabase database) {
        assertThat(database.failure("CALL gds.graph.drop('absent') YIELD graphName RETURN graphName"))
                .contains("Graph with name `absent` does not exist on database `neo4j`.");
    }
}
