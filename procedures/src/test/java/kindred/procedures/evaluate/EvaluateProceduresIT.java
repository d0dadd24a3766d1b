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
class EvaluateProceduresIT {

    private static final String CLASSIFY = "CALL kindred.evaluate.nodeClassification($config)";
    private static final String RECOMMEND = "CALL kindred.evaluate.recommendation($config)";

    private final KindredDatabase database;

    EvaluateProceduresIT(KindredDatabase database) {
        this.database = database;
    }

    /** Users and items of four tastes; a vector points to its taste. A user takes the items of the own taste. */
    @BeforeEach
    void createTastes() {
        database.clear();
        database.rows("""
                UNWIND range(0, 39) AS n
                CREATE (u:User {number: n, taste: 't' + (n % 4), tastes: ['t' + (n % 4), 'all']})
                SET u.embedding = [x IN range(0, 3) | CASE WHEN x = n % 4 THEN 1.0 ELSE 0.1 * ((n * 7 + x * 3) % 5) / 5 END]
                """);
        database.rows("""
                UNWIND range(0, 19) AS n
                CREATE (i:Item {number: n, taste: 't' + (n % 4)})
                SET i.embedding = [x IN range(0, 3) | CASE WHEN x = n % 4 THEN 2.0 ELSE 0.0 END]
                """);
        database.rows("""
                MATCH (u:User), (i:Item) WHERE u.taste = i.taste
                CREATE (u)-[:TOOK {split: CASE WHEN (u.number / 4 + i.number / 4) % 5 = 0 THEN 'test'
                                               WHEN (u.number / 4 + i.number / 4) % 5 = 1 THEN 'valid' ELSE 'train' END}]->(i)
                """);
    }

    private static Map<String, Object> recommendation(Object... overrides) {
        return merged(
                Map.of(
                        "userLabel", "User",
                        "itemLabel", "Item",
                        "embeddingProperty", "embedding",
                        "relationshipTypes", "TOOK",
                        "splitProperty", "split",
                        "topK", List.of(1L, 3L),
                        "randomSeed", 1L),
                overrides);
    }

    private static Map<String, Object> merged(Map<String, Object> base, Object... overrides) {
        Map<String, Object> map = new HashMap<>(base);
        for (int i = 0; i < overrides.length; i += 2) {
            map.put((String) overrides[i], overrides[i + 1]);
        }
        return map;
    }

    @Test
    void judgesVectorsBesidePopularity() {
        List<Map<String, Object>> rows = database.rows(RECOMMEND, "config", recommendation());
        assertThat(rows)
                .extracting(row -> row.get("method"))
                .containsExactly("embedding", "embedding", "popularity", "popularity");
        assertThat(rows).extracting(row -> row.get("topK")).containsExactly(1L, 3L, 1L, 3L);
        Map<String, Object> embedding = rows.get(0);
        // every user knows four of the five items of the own taste, and the fifth is to be predicted
        assertThat(embedding)
                .containsEntry("userCount", 40L)
                .containsEntry("recall", 1.0)
                .containsEntry("ndcg", 1.0)
                .containsEntry("mrr", 1.0)
                .containsEntry("hitRate", 1.0)
                .containsEntry("recallLower", 1.0)
                .containsEntry("recallUpper", 1.0)
                .containsEntry("coverage", 1.0)
                .containsEntry("knownTestCount", 0L)
                .containsEntry("diversity", null);
        assertThat((double) rows.get(1).get("precision")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat((double) rows.get(1).get("diversity")).isBetween(0.5, 1.0);
        assertThat((double) rows.get(3).get("recall")).isBetween(0.0, 0.5);
        assertThat((double) rows.get(3).get("recallLower"))
                .isLessThan((double) rows.get(3).get("recallUpper"));
    }

    @Test
    void choosesByTheValidationPartWithoutTheTest() {
        List<Map<String, Object>> rows = database.rows(RECOMMEND, "config", recommendation("evaluateOn", "valid"));
        // two unknown items of the own taste: the one to predict, and the test's, with equal vectors
        assertThat((double) rows.get(0).get("recall")).isBetween(0.0, 1.0);
        assertThat((double) rows.get(1).get("recall")).isEqualTo(1.0);
    }

    @Test
    void predictsRelationshipsOfAnotherType() {
        database.rows("MATCH (u)-[r:TOOK {split: 'test'}]->(i) CREATE (i)-[:TOOK_LATER]->(u) DELETE r");
        Map<String, Object> config = recommendation("testRelationshipType", "TOOK_LATER", "similarity", "dot");
        config.remove("splitProperty");
        assertThat(database.rows(RECOMMEND, "config", config).get(0)).containsEntry("recall", 1.0);
        assertThat(database.failure(
                        RECOMMEND, "config", merged(config, "relationshipTypes", List.of("TOOK", "TOOK_LATER"))))
                .contains(
                        "`testRelationshipType` `TOOK_LATER` is among the `relationshipTypes`, so that all of it would be known.");
    }

    @Test
    void leavesOutWhatIsKnownAndSaysSo() {
        database.rows(
                "MATCH (u:User)-[r:TOOK {split: 'test'}]->(i) WHERE u.number < 5 CREATE (u)-[:TOOK {split: 'train'}]->(i)");
        List<Map<String, Object>> rows = database.rows(RECOMMEND, "config", recommendation());
        assertThat(rows.get(0)).containsEntry("knownTestCount", 5L).containsEntry("userCount", 35L);
    }

    @Test
    void givesTheSameFiguresForASeedAtAnyConcurrency() {
        String figures =
                " YIELD method, topK, recallLower, recallUpper, ndcgLower RETURN method, topK, recallLower, recallUpper, ndcgLower";
        List<Map<String, Object>> once =
                database.rows(RECOMMEND + figures, "config", recommendation("concurrency", 1L));
        assertThat(database.rows(RECOMMEND + figures, "config", recommendation("concurrency", 4L)))
                .isEqualTo(once);
    }

    @Test
    void explainsWhatItCannotJudge() {
        Map<String, Object> neither = recommendation();
        neither.remove("splitProperty");
        assertThat(database.failure(RECOMMEND, "config", neither))
                .contains(
                        "Say which relationships are to be predicted: either by the `splitProperty` that kindred.split.* wrote, or by a `testRelationshipType`.");
        assertThat(database.failure(RECOMMEND, "config", recommendation("userLabel", "Usr")))
                .contains("The node label `Usr` does not exist in the database. (Did you mean [User]?)");
        assertThat(database.failure(RECOMMEND, "config", recommendation("embeddingProperty", "vector")))
                .contains("20 of 20 items have no `vector`. Write vectors to all of them first.");
        assertThat(database.failure(RECOMMEND, "config", recommendation("similarity", "cosinus")))
                .contains(
                        "Value for `similarity` was `cosinus`, but must be one of [cosine, dot, euclidean]. (Did you mean [cosine]?)");
        assertThat(database.failure(RECOMMEND, "config", recommendation("evaluateOn", "train")))
                .contains("Value for `evaluateOn` was `train`, but must be one of [valid, test].");
        database.rows("CREATE (:Shop)");
        assertThat(database.failure(RECOMMEND, "config", recommendation("itemLabel", "Shop")))
                .contains("There are no relationships of type `TOOK` between `User` and `Shop`.");
        database.rows("MATCH (u:User) WHERE u.number < 3 REMOVE u.embedding");
        assertThat(database.failure(RECOMMEND, "config", recommendation()))
                .contains(
                        "3 of 40 users with test relationships have no `embedding`. Write vectors to all of them first.");
        database.rows("MATCH (u:User) SET u.embedding = [1.0, 2.0]");
        assertThat(database.failure(RECOMMEND, "config", recommendation()))
                .contains("Users have vectors of 2 dimensions, but items of 4; they must be equal.");
        database.rows("MATCH (i:Item {number: 3}) SET i.embedding = [1.0, 2.0]");
        assertThat(database.failure(RECOMMEND, "config", recommendation()))
                .contains("The vectors in `embedding` are not of one length: some items have 2 dimensions, others 4.");
        database.rows("MATCH (i:Item {number: 3}) SET i.embedding = 'far'");
        assertThat(database.failure(RECOMMEND, "config", recommendation()))
                .contains("Node property `embedding` must be a list of numbers, but node ")
                .contains(" holds a `String`.");
    }

    @Test
    void explainsSplitsThatAreNotThere() {
        database.rows("MATCH (:User {number: 0})-[r:TOOK]->() REMOVE r.split");
        assertThat(database.failure(RECOMMEND, "config", recommendation()))
                .contains(
                        "5 of 200 relationships between `User` and `Item` have no `split`: they are newer than the split, or it was interrupted. Call kindred.split.* again.");
        database.rows("MATCH ()-[r:TOOK]->() SET r.split = 'train'");
        assertThat(database.failure(RECOMMEND, "config", recommendation()))
                .contains(
                        "No relationship between `User` and `Item` is marked 'test' in `split`, so there is nothing to evaluate.");
        database.rows("MATCH (:User {number: 0})-[r:TOOK]->() SET r.split = 7");
        assertThat(database.failure(RECOMMEND, "config", recommendation()))
                .contains(
                        "Relationship property `split` must hold 'train', 'valid' or 'test', but a relationship of type `TOOK` holds `7`.");
    }

    @Test
    void trainsInPlaceWithoutTheTest() {
        String train =
                "CALL kindred.node2vec.write({nodeLabels: ['User', 'Item'], relationshipTypes: 'TOOK', orientation: 'UNDIRECTED',"
                        + " relationshipFilter: $filter}, {writeProperty: 'learnt', embeddingDimension: 8, randomSeed: 1}) YIELD metrics"
                        + " RETURN metrics.isolatedNodes AS isolated";
        assertThat(database.value(train, "filter", Map.of("split", "train"))).isEqualTo(0.0);
        assertThat(database.rows(RECOMMEND, "config", recommendation("embeddingProperty", "learnt")))
                .allSatisfy(row -> assertThat((double) row.get("recall")).isBetween(0.0, 1.0));
        database.rows("MATCH (u:User {number: 0})-[r:TOOK]->() SET r.split = 'test'");
        assertThat(database.value(train, "filter", Map.of("split", List.of("train", "valid"))))
                .isEqualTo(1.0);
        assertThat(database.failure(train, "filter", Map.of("spilt", "train")))
                .contains("The property `spilt` does not exist in the database. (Did you mean [split]?)");
        assertThat(database.failure("CALL kindred.node2vec.stream({relationshipFilter: {split: null}})"))
                .contains(
                        "Value for `relationshipFilter` was `{split: null}`, but must name a value for each property.");
    }

    @Test
    void trainsOnAGdsProjectionWithoutTheTest() {
        database.rows("""
                MATCH (u:User)-[r:TOOK]->(i:Item) WHERE r.split = 'train'
                WITH gds.graph.project('known', u, i,
                  {sourceNodeLabels: labels(u), targetNodeLabels: labels(i), relationshipType: 'TOOK'},
                  {undirectedRelationshipTypes: ['*']}) AS graph
                RETURN graph.relationshipCount
                """);
        database.rows(
                "CALL kindred.node2vec.write('known', {writeProperty: 'learnt', embeddingDimension: 8, randomSeed: 1})");
        List<Map<String, Object>> rows =
                database.rows(RECOMMEND, "config", recommendation("embeddingProperty", "learnt", "topK", 3L));
        assertThat((double) rows.get(0).get("recall"))
                .isGreaterThan((double) rows.get(1).get("recall"));
    }

    private static Map<String, Object> classification(Object... overrides) {
        return merged(
                Map.of(
                        "embeddingProperty",
                        "embedding",
                        "classProperty",
                        "taste",
                        "trainRatios",
                        List.of(0.5, 0.7),
                        "randomSeed",
                        3L),
                overrides);
    }

    @Test
    void readsClassesOffVectors() {
        List<Map<String, Object>> rows =
                database.rows(CLASSIFY, "config", classification("nodeLabels", List.of("User", "Item")));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsEntry("trainRatio", 0.5)
                .containsEntry("trainCount", 30L)
                .containsEntry("testCount", 30L)
                .containsEntry("classCount", 4L)
                .containsEntry("microF1", 1.0)
                .containsEntry("macroF1", 1.0)
                .containsEntry("accuracy", 1.0)
                .containsEntry("microF1StdDev", 0.0);
        assertThat(database.rows(CLASSIFY, "config", classification("nodeLabels", "User"))
                        .get(0))
                .containsEntry("trainCount", 20L);
    }

    @Test
    void readsSeveralClassesFromAListOrFromRelationships() {
        Map<String, Object> fromList = database.rows(CLASSIFY, "config", classification("classProperty", "tastes"))
                .get(0);
        assertThat(fromList)
                .containsEntry("classCount", 5L)
                .containsEntry("microF1", 1.0)
                .containsEntry("trainCount", 20L);

        database.rows("UNWIND range(0, 3) AS t CREATE (:Taste {name: 't' + t})");
        database.rows("MATCH (u:User), (t:Taste {name: u.taste}) CREATE (u)-[:HAS]->(t), (u)-[:HAS]->(:Other)");
        Map<String, Object> config = classification("classRelationshipType", "HAS", "classLabel", "Taste");
        config.remove("classProperty");
        assertThat(database.rows(CLASSIFY, "config", config).get(0))
                .containsEntry("classCount", 4L)
                .containsEntry("microF1", 1.0);
    }

    @Test
    void explainsWhatItCannotClassify() {
        assertThat(database.failure(CLASSIFY, "config", Map.of("embeddingProperty", "embedding")))
                .contains(
                        "Say where the classes stand: either in a `classProperty`, or behind a `classRelationshipType`.");
        assertThat(database.failure(CLASSIFY, "config", classification("classLabel", "User")))
                .contains("`classLabel` needs a `classRelationshipType`.");
        assertThat(database.failure(CLASSIFY, "config", classification("classProperty", "colour")))
                .contains("No node has a class: the property `colour` is missing on all of them.");
        assertThat(database.failure(CLASSIFY, "config", classification("trainRatios", List.of(0.5, 1.0))))
                .contains("Value for `trainRatios` was `1.0`, but must be within the range (0.0, 1.0).");
        assertThat(database.failure(CLASSIFY, "config", classification("trainRatios", List.of(0.001))))
                .contains("A train ratio of 0.001 of 60 labelled nodes leaves none to train on.");
        database.rows("MATCH (n:User) SET n.taste = 'same'");
        assertThat(database.failure(CLASSIFY, "config", classification("nodeLabels", "User")))
                .contains("Classification needs at least two classes, but there is only `same`.");
        database.rows("MATCH (n:Item {number: 1}) REMOVE n.embedding");
        assertThat(database.failure(CLASSIFY, "config", classification()))
                .contains("1 of 60 nodes with a class have no `embedding`. Write vectors to all of them first.");
    }
}
