package kindred.procedures.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KindredDatabase.class)
class LinkPredictionIT {

    private static final String PREDICT = "CALL kindred.evaluate.linkPrediction($config)";

    private final KindredDatabase database;

    LinkPredictionIT(KindredDatabase database) {
        this.database = database;
    }

    /** Four circles of ten people; a vector points to its circle, and two of three pairs of a circle know each other. */
    @BeforeEach
    void createCircles() {
        database.clear();
        database.rows("""
                UNWIND range(0, 39) AS n
                CREATE (p:Person {number: n})
                SET p.embedding = [x IN range(0, 3) | CASE WHEN x = n % 4 THEN 1.0 ELSE 0.1 * ((n * 7 + x * 3) % 5) / 5 END]
                """);
        database.rows("""
                MATCH (a:Person), (b:Person)
                WHERE a.number < b.number AND a.number % 4 = b.number % 4 AND (a.number + b.number) / 4 % 3 > 0
                WITH a, b, a.number * 7 + b.number * 3 AS mix
                CREATE (a)-[:KNOWS {split: CASE WHEN mix % 5 = 0 THEN 'test' WHEN mix % 5 = 1 THEN 'valid' ELSE 'train' END}]->(b)
                """);
    }

    private static Map<String, Object> config(Object... overrides) {
        Map<String, Object> map = new HashMap<>(Map.of(
                "embeddingProperty",
                "embedding",
                "relationshipTypes",
                "KNOWS",
                "splitProperty",
                "split",
                "randomSeed",
                1L));
        for (int i = 0; i < overrides.length; i += 2) {
            map.put((String) overrides[i], overrides[i + 1]);
        }
        return map;
    }

    private Map<String, Map<String, Object>> predict(Map<String, Object> config) {
        return database.rows(PREDICT, "config", config).stream()
                .collect(Collectors.toMap(row -> (String) row.get("method"), row -> row));
    }

    private long count(String part) {
        return (long) database.value("MATCH ()-[r:KNOWS {split: '" + part + "'}]->() RETURN count(r)");
    }

    @Test
    void tellsHiddenRelationshipsFromOtherPairs() {
        Map<String, Map<String, Object>> rows = predict(config());

        assertThat(rows).containsOnlyKeys("hadamard", "average", "l1", "l2", "dot", "cosine");
        // a third of the pairs of a circle has no relationship either, so that nothing tells all of them
        for (String method : List.of("hadamard", "l1", "l2", "dot", "cosine")) {
            assertThat((double) rows.get(method).get("auc")).as(method).isBetween(0.8, 1.0);
            assertThat((double) rows.get(method).get("averagePrecision"))
                    .as(method)
                    .isBetween(0.7, 1.0);
        }
        assertThat(rows.get("hadamard"))
                .containsEntry("trainCount", count("train") + count("valid"))
                .containsEntry("testCount", count("test"))
                .containsEntry("knownTestCount", 0L);
    }

    @Test
    void choosesByTheValidationPartWithoutTheTest() {
        assertThat(predict(config("evaluateOn", "valid")).get("dot"))
                .containsEntry("trainCount", count("train"))
                .containsEntry("testCount", count("valid"));
    }

    @Test
    void leavesOutWhatIsKnownAndSaysSo() {
        long test = count("test");
        database.rows(
                "MATCH (a)-[r:KNOWS {split: 'test'}]->(b) WITH a, b LIMIT 3 CREATE (b)-[:KNOWS {split: 'train'}]->(a)");

        assertThat(predict(config()).get("dot"))
                .containsEntry("knownTestCount", 3L)
                .containsEntry("testCount", test - 3);
        assertThat(predict(config("orientation", "NATURAL")).get("dot"))
                .containsEntry("knownTestCount", 0L)
                .containsEntry("testCount", test);
    }

    @Test
    void predictsRelationshipsOfAnotherType() {
        database.rows("MATCH (a)-[r:KNOWS {split: 'test'}]->(b) CREATE (b)-[:MET]->(a) DELETE r");
        Map<String, Object> config = config("testRelationshipType", "MET");
        config.remove("splitProperty");

        assertThat((double) predict(config).get("cosine").get("auc")).isGreaterThan(0.8);
    }

    @Test
    void givesTheSameFiguresForASeedAtAnyConcurrency() {
        String figures = " YIELD method, auc, averagePrecision RETURN method, auc, averagePrecision";
        List<Map<String, Object>> once = database.rows(PREDICT + figures, "config", config("concurrency", 1L));

        assertThat(database.rows(PREDICT + figures, "config", config("concurrency", 4L)))
                .isEqualTo(once);
        assertThat(database.rows(PREDICT + figures, "config", config("randomSeed", 2L)))
                .isNotEqualTo(once);
    }

    @Test
    void judgesWhatASplitAndATrainerLeave() {
        database.row("CALL kindred.split.connected({relationshipType: 'KNOWS', testRatio: 0.3, randomSeed: 3})");
        database.row("""
                CALL kindred.line.write(
                  {nodeLabels: ['Person'], relationshipTypes: ['KNOWS'], orientation: 'UNDIRECTED', relationshipFilter: {split: 'train'}},
                  {writeProperty: 'learnt', embeddingDimension: 16, samplesPerRelationship: 1000, randomSeed: 1})
                """);

        assertThat((double) predict(config("embeddingProperty", "learnt"))
                        .get("cosine")
                        .get("auc"))
                .isGreaterThan(0.8);
    }

    @Test
    void explainsWhatItCannotJudge() {
        Map<String, Object> neither = config();
        neither.remove("splitProperty");
        assertThat(database.failure(PREDICT, "config", neither))
                .contains(
                        "Say which relationships are to be predicted: either by the `splitProperty` that kindred.split.* wrote, or by a `testRelationshipType`.");
        assertThat(database.failure(PREDICT, "config", config("relationshipTypes", "KNOW")))
                .contains("The relationship type `KNOW` does not exist in the database. (Did you mean [KNOWS]?)");
        assertThat(database.failure(PREDICT, "config", config("embeddingProperty", "vector")))
                .contains("40 of 40 nodes with relationships have no `vector`. Write vectors to all of them first.");
        assertThat(database.failure(PREDICT, "config", config("orientation", "UNDIRECTD")))
                .contains(
                        "Value for `orientation` was `UNDIRECTD`, but must be one of [UNDIRECTED, NATURAL]. (Did you mean [UNDIRECTED]?)");
        assertThat(database.failure(PREDICT, "config", config("trainSamples", 0L)))
                .contains("Value for `trainSamples` was `0`, but must be within the range [1, 100000000].");
        assertThat(database.failure(PREDICT, "config", config("trainSample", 5L)))
                .contains("Unexpected configuration key: trainSample (Did you mean [trainSamples]?)");
        database.rows("MATCH (:Person {number: 0})-[r:KNOWS]-() REMOVE r.split");
        assertThat(database.failure(PREDICT, "config", config()))
                .contains(
                        " relationships of type `KNOWS` have no `split`: they are newer than the split, or it was interrupted. Call kindred.split.* again.");
        database.rows("MATCH ()-[r:KNOWS]-() SET r.split = 'train'");
        assertThat(database.failure(PREDICT, "config", config()))
                .contains("No relationship is marked 'test' in `split`, so there is nothing to evaluate.");
        database.rows("MATCH ()-[r:KNOWS]-() SET r.split = 'test'");
        assertThat(database.failure(PREDICT, "config", config()))
                .contains("No relationship of type `KNOWS` is known, so there is nothing to learn from.");
        database.rows("MATCH ()-[r:KNOWS]->() DELETE r");
        assertThat(database.failure(PREDICT, "config", config()))
                .contains("There are no relationships of type `KNOWS`.");
    }

    @Test
    void saysThatAGraphIsTooDense() {
        database.rows("MATCH (p:Person) WHERE p.number > 3 DETACH DELETE p");
        database.rows("""
                MATCH (a:Person), (b:Person) WHERE a.number < b.number
                CREATE (a)-[:KNOWS {split: CASE WHEN a.number + b.number = 3 THEN 'test' ELSE 'train' END}]->(b)
                """);
        assertThat(database.failure(PREDICT, "config", config()))
                .contains(
                        "Only 0 of 2 pairs of nodes without a relationship were found in 200 draws: the graph is too dense to be judged by them.");
    }
}
