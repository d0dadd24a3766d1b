package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each mode does with a trained model. */
@ExtendWith(KindredDatabase.class)
class ModesIT {

    private final KindredDatabase database;

    ModesIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void project() {
        database.clear();
        database.rows("UNWIND range(0, 9) AS i CREATE (:User {i: i})");
        database.rows(
                "MATCH (a:User), (b:User) WHERE b.i = a.i + 1 AND b.i < 9 CREATE (a)-[:KNOWS {weight: a.i + 0.5}]->(b)");
        database.rows(
                "CALL gds.graph.project('g', 'User', {KNOWS: {orientation: 'UNDIRECTED', properties: 'weight'}})");
    }

    @Test
    void streamsOneRowPerNode() {
        List<Map<String, Object>> rows = database.rows(
                "CALL kindred.tiny.stream('g', {embeddingDimension: 3, randomSeed: 1}) YIELD nodeId, embedding"
                        + " RETURN gds.util.asNode(nodeId).i AS i, embedding, size(embedding) AS size ORDER BY i");

        assertThat(rows).hasSize(10).allSatisfy(row -> assertThat(row).containsEntry("size", 3L));
        assertThat(rows.get(4).get("embedding"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(3);
    }

    @Test
    void echoesTheConfigurationInEffect() {
        Map<String, Object> row = database.row("CALL kindred.tiny.stats('g', {embeddingDimension: 8})");

        assertThat(row.keySet())
                .containsExactly("nodeCount", "preProcessingMillis", "computeMillis", "metrics", "configuration");
        @SuppressWarnings("unchecked")
        Map<String, Object> configuration = (Map<String, Object>) row.get("configuration");
        assertThat(configuration)
                .containsEntry("embeddingDimension", 8L)
                .containsEntry("epochs", 1L)
                .containsEntry("nodeLabels", List.of("*"))
                .containsEntry("concurrency", (long) Runtime.getRuntime().availableProcessors())
                .containsKeys("randomSeed", "jobId", "sudo", "logProgress");
    }

    @Test
    void repeatsARunFromTheSeedItReports() {
        Map<String, Object> first = database.row("CALL kindred.tiny.stats('g', {})");
        Object seed = ((Map<?, ?>) first.get("configuration")).get("randomSeed");

        Map<String, Object> second = database.row("CALL kindred.tiny.stats('g', {randomSeed: $seed})", "seed", seed);

        assertThat(((Map<?, ?>) second.get("metrics")).get("checksum"))
                .isEqualTo(((Map<?, ?>) first.get("metrics")).get("checksum"));
    }

    @Test
    void reportsLossesAndIsolatedNodes() {
        Map<?, ?> metrics = (Map<?, ?>) database.value("CALL kindred.tiny.stats('g', {epochs: 2}) YIELD metrics");

        assertThat(metrics.get("losses")).isEqualTo(List.of(1.0, 0.5));
        assertThat(metrics.get("isolatedNodes")).isEqualTo(1L);
        assertThat(metrics.get("rounds")).isEqualTo(2.0);
        assertThat((String) metrics.get("checksum")).matches("[0-9a-f]{16}");
    }

    @Test
    void mutatesTheProjectedGraph() {
        Map<String, Object> row =
                database.row("CALL kindred.tiny.mutate('g', {mutateProperty: 'vector', randomSeed: 7})");

        assertThat(row).containsEntry("nodePropertiesWritten", 10L).containsKey("mutateMillis");
        List<Map<String, Object>> mutated = database.rows(
                "CALL gds.graph.nodeProperty.stream('g', 'vector') YIELD nodeId, propertyValue RETURN nodeId, propertyValue AS e ORDER BY nodeId");
        List<Map<String, Object>> streamed = database.rows(
                "CALL kindred.tiny.stream('g', {randomSeed: 7}) YIELD nodeId, embedding RETURN nodeId, embedding AS e ORDER BY nodeId");
        assertThat(floats(mutated)).isEqualTo(floats(streamed));
        assertThat(database.value("MATCH (n) WHERE n.vector IS NOT NULL RETURN count(n)"))
                .isEqualTo(0L);
    }

    @Test
    void writesFloatArrays() {
        Map<String, Object> row =
                database.row("CALL kindred.tiny.write('g', {writeProperty: 'vector', randomSeed: 7})");

        assertThat(row).containsEntry("nodePropertiesWritten", 10L).containsKey("writeMillis");
        assertThat(database.rows("MATCH (n:User) RETURN n.vector AS v"))
                .allSatisfy(written -> assertThat(written.get("v")).isInstanceOf(float[].class));
        List<Map<String, Object>> written =
                database.rows("MATCH (n:User) RETURN id(n) AS nodeId, n.vector AS e ORDER BY nodeId");
        List<Map<String, Object>> streamed = database.rows(
                "CALL kindred.tiny.stream('g', {randomSeed: 7}) YIELD nodeId, embedding RETURN nodeId, embedding AS e ORDER BY nodeId");
        assertThat(floats(written)).isEqualTo(floats(streamed));
    }

    @Test
    void writesOnlyTheLabelsAskedFor() {
        database.rows("CREATE (:Item), (:Item)");
        database.rows("CALL gds.graph.project('two', ['User', 'Item'], 'KNOWS')");

        assertThat(
                        database.value(
                                "CALL kindred.tiny.write('two', {writeProperty: 'vector', nodeLabels: ['Item']}) YIELD nodePropertiesWritten"))
                .isEqualTo(2L);
        assertThat(database.value("MATCH (n:User) WHERE n.vector IS NOT NULL RETURN count(n)"))
                .isEqualTo(0L);
    }

    @Test
    void keepsModelsByName() {
        Map<String, Object> row = database.row("CALL kindred.tiny.train('g', {modelName: 'm'})");

        assertThat(row.keySet()).containsExactly("modelInfo", "trainMillis", "metrics", "configuration");
        assertThat((Map<?, ?>) row.get("modelInfo")).extracting("modelName").isEqualTo("m");
        assertThat(database.failure("CALL kindred.tiny.train('g', {modelName: 'm'})"))
                .contains("Model with name `m` already exists.");
    }

    private static List<List<Float>> floats(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> floats(row.get("e"))).toList();
    }

    private static List<Float> floats(Object vector) {
        List<Float> floats = new java.util.ArrayList<>();
        if (vector instanceof float[] array) {
            for (float value : array) {
                floats.add(value);
            }
        } else {
            ((List<?>) vector).forEach(value -> floats.add(((Number) value).floatValue()));
        }
        return floats;
    }
}
