package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A graph read from GDS and the same graph read from the store give the same bits, whatever it holds. */
@ExtendWith(KindredDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectionsIT {

    private static final int USERS = 300;
    private static final int ITEMS = 500;

    private final KindredDatabase database;

    ProjectionsIT(KindredDatabase database) {
        this.database = database;
    }

    /** Several labels, nodes with two of them, nodes without, properties on some, self-loops, and parallel relationships. */
    @BeforeAll
    void create() {
        database.rows(
                "UNWIND range(1, $n) AS i CREATE (u:User {i: i}) SET u.age = CASE WHEN i % 3 = 0 THEN i END, u.shared = i * 0.25",
                "n", USERS);
        database.rows(
                "UNWIND range(1, $n) AS i CREATE (m:Item {i: i, vector: [i * 0.5, i * 0.25]}) SET m.shared = i * 2.5",
                "n",
                ITEMS);
        database.rows("MATCH (u:User) WHERE u.i % 7 = 0 SET u:Author");
        database.rows("CREATE (:Tag), ()");
        Random random = new Random(11);
        database.rows(
                "UNWIND $pairs AS p MATCH (u:User {i: p[0]}), (m:Item {i: p[1]}) CREATE (u)-[:LIKES {weight: p[2]}]->(m)",
                "pairs",
                random.ints(3000, 0, Integer.MAX_VALUE)
                        .mapToObj(bits -> java.util.List.of(
                                (long) (bits % USERS + 1), (long) (bits / 1000 % ITEMS + 1), bits % 17 * 0.125))
                        .toList());
        database.rows(
                "UNWIND $pairs AS p MATCH (a:User {i: p[0]}), (b:User {i: p[1]}) CREATE (a)-[:KNOWS {weight: 2}]->(b)",
                "pairs",
                random.ints(800, 0, Integer.MAX_VALUE)
                        .mapToObj(
                                bits -> java.util.List.of((long) (bits % USERS + 1), (long) (bits / 1000 % USERS + 1)))
                        .toList());
        database.rows("MATCH (u:User {i: 5}) CREATE (u)-[:KNOWS {weight: 1}]->(u), (u)-[:KNOWS {weight: 3}]->(u)");
    }

    private Map<?, ?> metricsOf(Object graph, Map<String, Object> configuration) {
        return (Map<?, ?>) database.value(
                "CALL kindred.tiny.stats($graph, $configuration) YIELD metrics",
                "graph",
                graph,
                "configuration",
                configuration);
    }

    private static Map<String, Object> with(Map<String, Object> map, Object... keysAndValues) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(map);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"NATURAL, false", "NATURAL, true", "REVERSE, true", "UNDIRECTED, false", "UNDIRECTED, true"})
    void agreeOnRelationships(String orientation, boolean weighted) {
        database.rows(
                "CALL gds.graph.project($name, ['Item', 'User'], {LIKES: {orientation: $o, properties: 'weight'}, KNOWS: {orientation: $o, properties: 'weight'}})",
                "name",
                orientation + weighted,
                "o",
                orientation);
        Map<String, Object> configuration =
                weighted ? Map.of("randomSeed", 5L, "relationshipWeightProperty", "weight") : Map.of("randomSeed", 5L);

        Map<?, ?> named = metricsOf(orientation + weighted, configuration);
        Map<?, ?> inPlace = metricsOf(
                Map.of(
                        "nodeLabels",
                        java.util.List.of("User", "Item"),
                        "relationshipTypes",
                        java.util.List.of("KNOWS", "LIKES"),
                        "orientation",
                        orientation),
                configuration);

        assertThat(inPlace).isEqualTo(named);
        assertThat(named.get("arcs")).isEqualTo(orientation.equals("UNDIRECTED") ? 7604.0 : 3802.0);
    }

    @Test
    void agreeOnEverythingWithoutLabels() {
        database.rows("CALL gds.graph.project('all', '*', '*')");

        Map<?, ?> inPlace = metricsOf(Map.of(), Map.of("randomSeed", 5L));

        assertThat(inPlace).isEqualTo(metricsOf("all", Map.of("randomSeed", 5L)));
        assertThat(inPlace.get("isolatedNodes")).isNotEqualTo(0L);
    }

    @Test
    void agreeOnFeaturesThatSomeNodesLack() {
        database.rows(
                "CALL gds.graph.project('features', {User: {properties: ['age', 'shared']}, Item: {properties: ['vector', 'shared']}, Author: {properties: 'age'}, Tag: {}}, 'KNOWS')");
        Map<String, Object> configuration =
                Map.of("randomSeed", 5L, "featureProperties", java.util.List.of("age", "vector", "shared"));

        Map<?, ?> named = metricsOf("features", configuration);
        Map<?, ?> inPlace = metricsOf(
                Map.of(
                        "nodeLabels",
                        java.util.List.of("Author", "Item", "Tag", "User"),
                        "relationshipTypes",
                        java.util.List.of("KNOWS")),
                configuration);

        assertThat(inPlace).isEqualTo(named);
        assertThat(named.get("featureTables"))
                .isEqualTo(6.0); // age and shared of authors and of users, vector and shared of items
    }

    @Test
    void agreeOnFilteredParts() {
        database.rows(
                "CALL gds.graph.project('parts', ['Item', 'User', 'Author'], {LIKES: {properties: 'weight'}, KNOWS: {properties: 'weight'}})");
        Map<String, Object> filter = Map.of(
                "randomSeed",
                5L,
                "nodeLabels",
                java.util.List.of("Author", "Item"),
                "relationshipTypes",
                java.util.List.of("LIKES"),
                "relationshipWeightProperty",
                "weight");

        Map<?, ?> named = metricsOf("parts", filter);
        Map<?, ?> inPlace = metricsOf(
                Map.of(
                        "nodeLabels",
                        java.util.List.of("User", "Item", "Author"),
                        "relationshipTypes",
                        java.util.List.of("KNOWS", "LIKES")),
                filter);

        assertThat(inPlace).isEqualTo(named);
        assertThat((double) named.get("arcs")).isBetween(100.0, 2000.0);
    }

    @Test
    void doNotDependOnConcurrency() {
        database.rows("CALL gds.graph.project('parallel', ['Item', 'User'], ['LIKES', 'KNOWS'], {readConcurrency: 4})");
        Map<String, Object> configuration = Map.of("randomSeed", 5L);

        Object one =
                metricsOf("parallel", with(configuration, "concurrency", 1L)).get("checksum");

        assertThat(metricsOf("parallel", with(configuration, "concurrency", 4L)).get("checksum"))
                .isEqualTo(one);
        assertThat(metricsOf("parallel", Map.of("randomSeed", 6L)).get("checksum"))
                .isNotEqualTo(one);
    }

    @Test
    void seeTheCallersUncommittedChanges() {
        try (var transaction = database.service().beginTx()) {
            String count =
                    "CALL kindred.tiny.stats({nodeLabels: ['Tag'], relationshipTypes: ['KNOWS']}, {}) YIELD nodeCount RETURN nodeCount";
            transaction.execute("CREATE (:Tag)").close();
            assertThat(transaction.execute(count).next()).containsEntry("nodeCount", 2L);
            transaction.rollback();
        }
    }

    @Test
    void leaveOutKindredsOwnNodes() {
        Map<String, Object> selection = Map.of("relationshipTypes", java.util.List.of("KNOWS"));
        long before = (long) database.value("CALL kindred.tiny.stats($s, {}) YIELD nodeCount", "s", selection);
        database.rows("CALL kindred.tiny.train($s, {modelName: 'm'})", "s", selection);

        assertThat(database.value("CALL kindred.tiny.stats($s, {}) YIELD nodeCount", "s", selection))
                .isEqualTo(before);
        assertThat(database.value("CALL kindred.tiny.stats.estimate($s, {}) YIELD nodeCount", "s", selection))
                .isEqualTo(before);
    }
}
