package kindred.procedures.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KindredDatabase.class)
class SplitProceduresIT {

    private final KindredDatabase database;

    SplitProceduresIT(KindredDatabase database) {
        this.database = database;
    }

    /** 30 users with 10 items each; item i is taken at time i. */
    @BeforeEach
    void createRatings() {
        database.clear();
        database.rows("UNWIND range(0, 29) AS u CREATE (:User {number: u})");
        database.rows("UNWIND range(0, 39) AS i CREATE (:Item {number: i})");
        database.rows("""
                MATCH (u:User), (i:Item) WHERE (u.number + i.number) % 4 = 0
                CREATE (u)-[:RATED {timestamp: i.number, day: date('2024-01-01') + duration({days: i.number})}]->(i)
                """);
    }

    @Test
    void marksAShareOfEveryUser() {
        Map<String, Object> row = database.row("""
                CALL kindred.split.random({relationshipType: 'RATED', testRatio: 0.2, validationRatio: 0.1, randomSeed: 5})
                """);
        assertThat(row)
                .containsEntry("relationshipCount", 300L)
                .containsEntry("trainCount", 210L)
                .containsEntry("validCount", 30L)
                .containsEntry("testCount", 60L)
                .containsEntry("relationshipPropertiesWritten", 300L);
        assertThat(configuration(row))
                .containsEntry("testRatio", 0.2)
                .containsEntry("perSource", true)
                .containsEntry("property", "split")
                .containsEntry("randomSeed", 5L);
        List<Map<String, Object>> perUser = database.rows("""
                MATCH (u:User)-[r:RATED]->()
                WITH u, count(CASE r.split WHEN 'test' THEN 1 END) AS test, count(CASE r.split WHEN 'valid' THEN 1 END) AS valid
                RETURN DISTINCT test, valid
                """);
        assertThat(perUser).containsExactly(Map.of("test", 2L, "valid", 1L));
    }

    @Test
    void replacesTheMarksOfAnEarlierSplit() {
        String split = "CALL kindred.split.random({relationshipType: 'RATED', randomSeed: $seed, property: 'part'})"
                + " YIELD testCount, relationshipPropertiesWritten AS written RETURN testCount, written";
        database.rows(split, "seed", 1L);
        List<Map<String, Object>> first = marks();
        assertThat(database.row(split, "seed", 1L)).containsEntry("written", 0L).containsEntry("testCount", 60L);
        assertThat(marks()).isEqualTo(first);
        assertThat((long) database.row(split, "seed", 2L).get("written")).isPositive();
        assertThat(marks()).isNotEqualTo(first);
        assertThat(database.value("MATCH ()-[r:RATED]->() WHERE r.part = 'test' RETURN count(r)"))
                .isEqualTo(60L);
    }

    private List<Map<String, Object>> marks() {
        return database.rows(
                "MATCH (u)-[r:RATED]->(i) RETURN u.number AS u, i.number AS i, r.part AS part ORDER BY u, i");
    }

    @Test
    void leavesTheLastOfEveryUserOut() {
        Map<String, Object> row = database.row("""
                CALL kindred.split.leaveLastOut({relationshipType: 'RATED', timestampProperty: 'timestamp', validation: true})
                """);
        assertThat(row)
                .containsEntry("testCount", 30L)
                .containsEntry("validCount", 30L)
                .containsEntry("trainCount", 240L);
        assertThat(database.value("""
                        MATCH (u:User)-[t:RATED {split: 'test'}]->(), (u)-[o:RATED]->()
                        WHERE o.timestamp > t.timestamp OR o.split = 'train' AND EXISTS {
                          (u)-[v:RATED {split: 'valid'}]->() WHERE o.timestamp > v.timestamp }
                        RETURN count(*)
                        """)).isEqualTo(0L);
    }

    @Test
    void trainsOnlyOnThePast() {
        Map<String, Object> row = database.row(
                "CALL kindred.split.temporal({relationshipType: 'RATED', timestampProperty: 'day', testRatio: 0.25, validationRatio: 0.25})");
        assertThat((long) row.get("testCount")).isBetween(70L, 80L);
        Map<String, Object> borders = database.row("""
                MATCH ()-[r:RATED]->() WITH r.split AS part, min(r.day) AS first, max(r.day) AS last
                WITH collect({part: part, first: first, last: last}) AS parts
                RETURN [p IN parts WHERE p.part = 'train'][0].last < [p IN parts WHERE p.part = 'valid'][0].first AS a,
                       [p IN parts WHERE p.part = 'valid'][0].last < [p IN parts WHERE p.part = 'test'][0].first AS b
                """);
        assertThat(borders).isEqualTo(Map.of("a", true, "b", true));
    }

    @Test
    void countsSharesAtTheLabelledEnd() {
        database.rows("MATCH (b:Item {number: 0}), (i:Item {number: 1}) CREATE (b)-[:RATED]->(i)");
        Map<String, Object> row = database.row(
                "CALL kindred.split.random({relationshipType: 'RATED', sourceLabel: 'User', testRatio: 0.5, randomSeed: 1})");
        assertThat(row).containsEntry("relationshipCount", 300L).containsEntry("testCount", 150L);
        assertThat(database.value("MATCH (:Item)-[r:RATED]->() RETURN r.split")).isNull();
    }

    @Test
    void keepsConnectedWhatIsConnected() {
        database.rows("MATCH (u:User {number: 0})-[:RATED]->(i) CREATE (i)-[:RATED]->(u)");
        Map<String, Object> row = database.row(
                "CALL kindred.split.connected({relationshipType: 'RATED', validationRatio: 0.1, randomSeed: 5})");
        // 310 relationships, of which 20 make ten pairs; users and items are four islands of 70 nodes together
        assertThat(row).containsEntry("relationshipCount", 310L);
        // shares are of the 300 pairs of nodes; a pair with two relationships keeps them together
        assertThat((long) row.get("testCount")).isBetween(150L, 160L);
        assertThat((long) row.get("validCount")).isBetween(30L, 40L);
        assertThat(pairsOf("test")).isEqualTo(150);
        assertThat(pairsOf("valid")).isEqualTo(30);
        assertThat(configuration(row)).containsEntry("testRatio", 0.5).containsEntry("randomSeed", 5L);
        assertThat(database.value("""
                        MATCH (u:User)-[a:RATED]->(i), (i)-[b:RATED]->(u) WHERE a.split <> b.split RETURN count(*)
                        """)).isEqualTo(0L);
        assertThat(database.value("""
                        MATCH (u:User), (i:Item) WHERE (u.number + i.number) % 4 = 0
                        RETURN count(CASE WHEN NOT EXISTS { (u)-[:RATED*1..8 {split: 'train'}]-(i) } THEN 1 END)
                        """)).isEqualTo(0L);
    }

    private long pairsOf(String split) {
        return (long) database.value("MATCH (u:User)-[r:RATED]-(i:Item) WHERE r.split = '" + split
                + "' RETURN count(DISTINCT [u.number, i.number])");
    }

    @Test
    void explainsWhatItCannotSplit() {
        assertThat(database.failure("CALL kindred.split.random({relationshipType: 'RATTED'})"))
                .contains("The relationship type `RATTED` does not exist in the database. (Did you mean [RATED]?)");
        assertThat(database.failure("CALL kindred.split.random({relationshipType: 'RATED', sourceLabel: 'Usr'})"))
                .contains("The node label `Usr` does not exist in the database. (Did you mean [User]?)");
        assertThat(database.failure("CALL kindred.split.random({})"))
                .contains("No value specified for the mandatory configuration parameter `relationshipType`");
        assertThat(database.failure("CALL kindred.split.random({relationshipType: 'RATED', testRatios: 0.1})"))
                .contains("Unexpected configuration key: testRatios (Did you mean [testRatio]?)");
        assertThat(database.failure("CALL kindred.split.random({relationshipType: 'RATED', testRatio: 1.5})"))
                .contains("Value for `testRatio` was `1.5`, but must be within the range (0.0, 1.0).");
        assertThat(database.failure(
                        "CALL kindred.split.random({relationshipType: 'RATED', testRatio: 0.6, validationRatio: 0.5})"))
                .contains(
                        "`testRatio` of 0.6 and `validationRatio` of 0.5 leave nothing to train on; their sum must be below 1.");
        assertThat(database.failure("CALL kindred.split.connected({relationshipType: 'RATED', perSource: true})"))
                .contains("Unexpected configuration key: perSource");
        assertThat(database.failure("CALL kindred.split.connected({relationshipType: 'RATED', testRatio: 0.0})"))
                .contains("Value for `testRatio` was `0.0`, but must be within the range (0.0, 1.0).");
        database.rows("CREATE (:A)-[:ONCE]->(:B)");
        assertThat(database.failure("CALL kindred.split.connected({relationshipType: 'ONCE'})"))
                .contains(
                        "None of 1 relationships can be held back: 1 are needed to keep the graph connected, and the test ratio is 0.5.");
        database.rows("MATCH (:User {number: 0})-[r:RATED]->(i) DELETE r");
        database.rows("CREATE (:User)-[:SAW]->(:Item) WITH 1 AS x MATCH ()-[r:SAW]->() DELETE r");
        assertThat(database.failure("CALL kindred.split.random({relationshipType: 'SAW'})"))
                .contains("There are no relationships of type `SAW` to split.");
    }

    @Test
    void explainsTimesThatItCannotOrder() {
        database.rows("MATCH ()-[r:RATED]->() WHERE r.timestamp < 2 REMOVE r.timestamp");
        assertThat(database.failure(
                        "CALL kindred.split.temporal({relationshipType: 'RATED', timestampProperty: 'timestamp'})"))
                .contains("15 of 300 relationships of type `RATED` have no `timestamp`, which this split needs.");
        database.rows("MATCH ()-[r:RATED]->() SET r.when = CASE WHEN r.timestamp = 7 THEN datetime() ELSE 5 END");
        assertThat(database.failure(
                        "CALL kindred.split.temporal({relationshipType: 'RATED', timestampProperty: 'when'})"))
                .contains(
                        "Relationship property `when` must hold times of one kind, but relationships of type `RATED` hold ")
                .contains("a number")
                .contains("a time with zone");
        database.rows("MATCH ()-[r:RATED]->() SET r.when = 'noon'");
        assertThat(database.failure(
                        "CALL kindred.split.temporal({relationshipType: 'RATED', timestampProperty: 'when'})"))
                .contains(
                        "Relationship property `when` must hold numbers or points in time, but a relationship of type `RATED` holds `noon`.");
        database.rows("MATCH ()-[r:RATED]->() SET r.when = 1.5");
        assertThat(database.failure(
                        "CALL kindred.split.temporal({relationshipType: 'RATED', timestampProperty: 'when'})"))
                .contains(
                        "A temporal split needs different timestamps, but no moment separates a test part from the rest of 300 relationships.");
    }

    @Test
    void refusesAPropertyThatIsUsedForSomethingElse() {
        database.rows("MATCH ()-[r:RATED]->() WHERE r.timestamp = 4 SET r.split = 'banana'");
        long count = (long) database.value("MATCH ()-[r:RATED {split: 'banana'}]->() RETURN count(r)");
        assertThat(database.failure("CALL kindred.split.random({relationshipType: 'RATED'})"))
                .contains(
                        "Relationship property `split` holds other values than 'train', 'valid' and 'test' on " + count
                                + " relationships of type `RATED`, such as `banana`. Choose another `property` to mark in.");
        assertThat(database.value("MATCH ()-[r:RATED {split: 'test'}]->() RETURN count(r)"))
                .isEqualTo(0L);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> configuration(Map<String, Object> row) {
        return (Map<String, Object>) row.get("configuration");
    }
}
