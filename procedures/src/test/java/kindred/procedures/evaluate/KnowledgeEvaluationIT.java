package kindred.procedures.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KindredDatabase.class)
class KnowledgeEvaluationIT {

    private static final String JUDGE = "CALL kindred.evaluate.knowledge($model, $config)";

    private final KindredDatabase database;

    KnowledgeEvaluationIT(KindredDatabase database) {
        this.database = database;
    }

    /** Things of three kinds: those of a kind resemble one another, both ways, and each kind precedes another. */
    @BeforeEach
    void createThings() {
        database.clear();
        database.rows("UNWIND range(0, 23) AS n CREATE (:Thing {number: n})");
        database.rows("""
                MATCH (a:Thing), (b:Thing)
                WITH a, b, (a.number * 7 + b.number * 13 + a.number * b.number) % 10 AS draw
                WITH a, b, CASE draw WHEN 0 THEN 'valid' WHEN 1 THEN 'test' ELSE 'train' END AS split
                FOREACH (x IN CASE WHEN a <> b AND a.number % 3 = b.number % 3 THEN [1] ELSE [] END |
                  CREATE (a)-[:RESEMBLES {split: split}]->(b))
                FOREACH (x IN CASE WHEN (a.number + 1) % 3 = b.number % 3 THEN [1] ELSE [] END |
                  CREATE (a)-[:PRECEDES {split: split}]->(b))
                """);
        train("things", "relationshipTypes: ['RESEMBLES', 'PRECEDES'], relationshipFilter: {split: 'train'}");
    }

    private void train(String model, String selection) {
        database.rows(
                "CALL kindred.complEx.train({nodeLabels: ['Thing'], " + selection
                        + "}, {modelName: $model, embeddingDimension: 8, epochs: 20, batchSize: 32, randomSeed: 1})",
                "model",
                model);
    }

    private List<Map<String, Object>> judge(String model, Object... config) {
        return database.rows(JUDGE, "model", model, "config", map(config));
    }

    private String failure(String model, Object... config) {
        return database.failure(JUDGE, "model", model, "config", map(config));
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> row(List<Map<String, Object>> rows, String type, String direction) {
        return rows.stream()
                .filter(row -> row.get("relationshipType").equals(type)
                        && row.get("direction").equals(direction))
                .findFirst()
                .orElseThrow();
    }

    private static double mrr(List<Map<String, Object>> rows, String type, String direction) {
        return (double) row(rows, type, direction).get("mrr");
    }

    private long count(String types, String part) {
        return (long) database.value("MATCH (:Thing)-[r:" + types + " {split: '" + part + "'}]->() RETURN count(r)");
    }

    @Test
    void ranksBothEndsByTypeAndDirection() {
        List<Map<String, Object>> rows = judge("things");

        assertThat(rows)
                .extracting(row -> row.get("relationshipType") + " " + row.get("direction"))
                .containsExactly(
                        "* both",
                        "* heads",
                        "* tails",
                        "PRECEDES both",
                        "PRECEDES heads",
                        "PRECEDES tails",
                        "RESEMBLES both",
                        "RESEMBLES heads",
                        "RESEMBLES tails");
        assertThat(row(rows, "*", "both"))
                .containsEntry("testCount", count("RESEMBLES|PRECEDES", "test"))
                .containsEntry("knownTestCount", 0L)
                .containsEntry("unknownTestCount", 0L);
        assertThat(row(rows, "PRECEDES", "tails")).containsEntry("testCount", count("PRECEDES", "test"));
        // two of three things are wrong, and few of the others are left by the filter
        assertThat(mrr(rows, "*", "both")).isGreaterThan(0.5);
        assertThat((double) row(rows, "*", "both").get("hitsAt10")).isGreaterThan(0.9);
        assertThat((double) row(rows, "*", "both").get("meanRank")).isBetween(1.0, 5.0);
        assertThat((mrr(rows, "*", "heads") + mrr(rows, "*", "tails")) / 2)
                .isCloseTo(mrr(rows, "*", "both"), within(1e-12));
    }

    @Test
    @SuppressWarnings("unchecked")
    void saysWhatOtherRelationshipsGiveAway() {
        List<Map<String, Object>> rows = judge("things");

        Map<String, Object> leakage =
                (Map<String, Object>) row(rows, "*", "both").get("leakage");
        long reversed = (long) database.value("""
                MATCH (a)-[:RESEMBLES {split: 'test'}]->(b), (b)-[r:RESEMBLES]->(a) WHERE r.split <> 'test' RETURN count(r)
                """);
        double share = reversed / (double) count("RESEMBLES|PRECEDES", "test");
        assertThat(leakage.get("impliedBy"))
                .isEqualTo(Map.of("duplicate", 0.0, "inverse", share, "either", share))
                .isEqualTo(leakage.get("anyRelation"));
        assertThat((List<Map<String, Object>>) leakage.get("implications"))
                .singleElement()
                .satisfies(implication -> assertThat(implication)
                        .containsEntry("from", "RESEMBLES")
                        .containsEntry("to", "RESEMBLES")
                        .containsEntry("kind", "inverse"));
        assertThat(row(rows, "*", "heads").get("leakage")).isNull();
        assertThat(row(rows, "RESEMBLES", "both").get("leakage")).isNull();
    }

    @Test
    void choosesByTheValidationPart() {
        assertThat(row(judge("things", "evaluateOn", "valid"), "*", "both"))
                .containsEntry("testCount", count("RESEMBLES|PRECEDES", "valid"));
    }

    @Test
    void judgesTheTypesThatAreAskedFor() {
        Map<String, Object> all = row(judge("things"), "PRECEDES", "both");
        List<Map<String, Object>> rows = judge("things", "relationshipTypes", "PRECEDES");

        assertThat(rows).extracting(row -> row.get("relationshipType")).containsOnly("*", "PRECEDES");
        assertThat(row(rows, "PRECEDES", "both").get("mrr")).isEqualTo(all.get("mrr"));
        assertThat(row(rows, "*", "both"))
                .containsEntry("mrr", all.get("mrr"))
                .containsEntry("testCount", count("PRECEDES", "test"));
    }

    @Test
    void takesTypesWithoutMarksForKnown() {
        database.rows("MATCH (:Thing)-[r:RESEMBLES]->() REMOVE r.split");
        long test = count("PRECEDES", "test");
        database.rows("MATCH (a)-[:PRECEDES {split: 'test'}]->(b) WITH a, b LIMIT 2 CREATE (a)-[:RESEMBLES]->(b)");

        List<Map<String, Object>> rows = judge("things");

        assertThat(rows).extracting(row -> row.get("relationshipType")).containsOnly("*", "PRECEDES");
        Map<?, ?> leakage = (Map<?, ?>) row(rows, "*", "both").get("leakage");
        assertThat(((Map<?, ?>) leakage.get("anyRelation")).get("duplicate")).isEqualTo(2.0 / test);
    }

    @Test
    void leavesOutWhatIsKnownAndWhatTheModelDoesNotKnow() {
        long test = count("PRECEDES", "test");
        database.rows(
                "MATCH (a)-[:PRECEDES {split: 'test'}]->(b) WITH a, b LIMIT 3 CREATE (a)-[:PRECEDES {split: 'train'}]->(b)");
        database.rows("MATCH (a:Thing {number: 0}) CREATE (a)-[:PRECEDES {split: 'test'}]->(:Thing {number: 99})");
        database.rows("MATCH (a:Thing {number: 0}) CREATE (a)-[:PRECEDES]->(:Other)");

        assertThat(row(judge("things"), "PRECEDES", "both"))
                .containsEntry("testCount", test - 3)
                .containsEntry("knownTestCount", 3L)
                .containsEntry("unknownTestCount", 1L);
        assertThat(row(judge("things", "relationshipTypes", "RESEMBLES"), "*", "both"))
                .containsEntry("knownTestCount", 0L)
                .containsEntry("unknownTestCount", 0L);
    }

    @Test
    void countsParallelRelationshipsOnce() {
        Map<String, Object> before = row(judge("things"), "*", "both");
        database.rows(
                "MATCH (a)-[:PRECEDES {split: 'test'}]->(b) WITH a, b LIMIT 5 CREATE (a)-[:PRECEDES {split: 'test'}]->(b)");

        assertThat(row(judge("things"), "*", "both")).isEqualTo(before);
    }

    @Test
    void judgesModelsOfReversedGraphs() {
        train(
                "reversed",
                "relationshipTypes: ['PRECEDES'], orientation: 'REVERSE', relationshipFilter: {split: 'train'}");

        double reversed = mrr(judge("reversed", "orientation", "REVERSE"), "*", "both");

        assertThat(reversed).isGreaterThan(0.5);
        assertThat(mrr(judge("reversed"), "*", "both")).isLessThan(reversed - 0.2);
    }

    @Test
    void judgesModelsOfUndirectedGraphs() {
        database.rows("MATCH (a)-[r:RESEMBLES]->(b) WHERE a.number > b.number DELETE r");
        long test = count("RESEMBLES", "test");
        train(
                "undirected",
                "relationshipTypes: ['RESEMBLES'], orientation: 'UNDIRECTED', relationshipFilter: {split: 'train'}");
        String some =
                "MATCH (a)-[:RESEMBLES {split: 'test'}]->(b) WHERE a.number < b.number WITH a, b ORDER BY a.number, b.number ";
        database.rows(some + "LIMIT 2 CREATE (b)-[:RESEMBLES {split: 'train'}]->(a)");
        database.rows(some + "SKIP 2 LIMIT 3 CREATE (b)-[:RESEMBLES {split: 'test'}]->(a)");

        List<Map<String, Object>> rows = judge("undirected", "orientation", "UNDIRECTED");

        assertThat(row(rows, "*", "both")).containsEntry("testCount", test - 2).containsEntry("knownTestCount", 2L);
        assertThat(mrr(rows, "*", "both")).isGreaterThan(0.4);
        assertThat(row(judge("undirected"), "*", "both"))
                .containsEntry("testCount", test + 3)
                .containsEntry("knownTestCount", 0L);
    }

    @Test
    void judgesModelsOfAllTypesTogether() {
        train("everything", "relationshipTypes: ['*'], relationshipFilter: {split: 'train'}");

        List<Map<String, Object>> rows = judge("everything");

        assertThat(rows).extracting(row -> row.get("relationshipType")).containsOnly("*", "__ALL__");
        assertThat(row(rows, "__ALL__", "both")).containsEntry("testCount", count("RESEMBLES|PRECEDES", "test"));
    }

    @Test
    void givesTheSameFiguresAtAnyConcurrency() {
        String figures =
                " YIELD relationshipType, direction, mrr, meanRank RETURN relationshipType, direction, mrr, meanRank";
        List<Map<String, Object>> once =
                database.rows(JUDGE + figures, "model", "things", "config", map("concurrency", 1L));

        assertThat(database.rows(JUDGE + figures, "model", "things", "config", map("concurrency", 4L)))
                .isEqualTo(once);
    }

    @Test
    void explainsWhatItCannotJudge() {
        assertThat(failure("thing")).contains("Model with name `thing` does not exist. (Did you mean [things]?)");
        database.rows(
                "CALL kindred.node2vec.train({nodeLabels: ['Thing'], relationshipTypes: ['RESEMBLES']}, {modelName: 'walks', embeddingDimension: 4, iterations: 1, walksPerNode: 1})");
        assertThat(failure("walks"))
                .contains(
                        "Model with name `walks` was trained by `node2vec`, which learns nothing of relationship types.");
        assertThat(failure("things", "relationshipTypes", List.of("RESEMBLE")))
                .contains("Model with name `things` has no relationship type `RESEMBLE`. (Did you mean [RESEMBLES]?)");
        assertThat(failure("things", "relationshipTypes", List.of())).contains("`relationshipTypes` can not be empty.");
        assertThat(failure("things", "evaluateOn", "train"))
                .contains("Value for `evaluateOn` was `train`, but must be one of [valid, test].");
        assertThat(failure("things", "leakageThreshold", 1.5))
                .contains("Value for `leakageThreshold` was `1.5`, but must be within the range (0.0, 1.0].");
        assertThat(failure("things", "splitproprty", "split"))
                .contains("Unexpected configuration key: splitproprty (Did you mean [splitProperty]?)");
        assertThat(failure("things", "splitProperty", "part"))
                .contains(
                        "No relationship of a type that the model with name `things` knows is marked 'test' in `part`, so there is nothing to evaluate.");
        assertThat(failure("things", "splitProperty", " "))
                .contains("`splitProperty` can not be null or blank, but it was ` `");
    }

    @Test
    void explainsMarksThatItCannotJudgeBy() {
        database.rows("MATCH (:Thing {number: 0})-[r:PRECEDES]->() REMOVE r.split");
        assertThat(failure("things"))
                .contains(
                        "8 of 192 relationships of type `PRECEDES` have no `split`: they are newer than the split, or it was interrupted. Call kindred.split.* again.");
        database.rows("MATCH (:Thing {number: 0})-[r:PRECEDES]->() SET r.split = 'tset'");
        assertThat(failure("things"))
                .contains(
                        "Relationship property `split` must hold 'train', 'valid' or 'test', but a relationship of type `PRECEDES` holds `tset`.");
        database.rows("MATCH (:Thing)-[r:PRECEDES]->() SET r.split = 'train'");
        assertThat(failure("things", "relationshipTypes", List.of("PRECEDES")))
                .contains(
                        "No relationship of type `PRECEDES` is marked 'test' in `split`, so there is nothing to evaluate.");
        database.rows("""
                MATCH (a:Thing {number: 0})-[:PRECEDES]->(b) WITH a, b LIMIT 1
                CREATE (a)-[:PRECEDES {split: 'test'}]->(b), (a)-[:PRECEDES {split: 'test'}]->(:Thing)
                """);
        assertThat(failure("things", "relationshipTypes", List.of("PRECEDES")))
                .contains(
                        "so there is nothing to evaluate. 1 are left out because the model does not know both of their nodes, and 1 because they are known as well.");
    }
}
