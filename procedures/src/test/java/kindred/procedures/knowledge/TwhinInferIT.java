package kindred.procedures.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.NodeClusters;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.graphdb.Transaction;

/**
 * What is inferred of a town that the model does not know. France and Italy are in cluster 0, Germany is in cluster 1, cities are in none; the centroids are
 * 3 and 6 long.
 */
@ExtendWith(KindredDatabase.class)
class TwhinInferIT {

    private static final String STRASBOURG =
            "MATCH (n {name: 'Strasbourg'}) CALL kindred.twhin.infer('grouped', n, %s) YIELD node, embedding, clusters, relationshipCount RETURN node.name AS name, embedding, clusters, relationshipCount";

    private final KindredDatabase database;
    private final Capitals capitals;

    TwhinInferIT(KindredDatabase database) {
        this.database = database;
        this.capitals = new Capitals(database);
    }

    @BeforeEach
    void createTown() {
        capitals.create();
        capitals.save("grouped", grouped(capitals.map("Country", "City")));
        database.rows("""
                MATCH (france {name: 'France'}), (germany {name: 'Germany'}), (italy {name: 'Italy'}), (rome {name: 'Rome'})
                CREATE (town:City {name: 'Strasbourg'}), (town)-[:CAPITAL_OF {share: 0.5}]->(france), (town)-[:CAPITAL_OF {share: 1.5}]->(germany),
                       (town)<-[:CAPITAL_OF {share: 0}]-(italy), (town)-[:CAPITAL_OF]->(rome), (town)-[:NEAR]->(germany)""");
    }

    private KnowledgeEmbeddings grouped(KnowledgeEmbeddings map) {
        int[] clusterOf = new int[map.nodes().nodeCount()];
        Arrays.fill(clusterOf, -1);
        database.rows("MATCH (n:Country) RETURN id(n) AS id, n.name AS name")
                .forEach(row -> clusterOf[map.nodes().nodeOf((long) row.get("id"))] =
                        row.get("name").equals("Germany") ? 1 : 0);
        return map.clustered(new NodeClusters(Capitals.table(new float[] {3, 0, 0}, new float[] {0, 6, 0}), clusterOf));
    }

    @Test
    void mixesTheClustersThatRelationshipsLeadTo() {
        Map<String, Object> row = strasbourg("{}");
        assertThat(row.get("name")).isEqualTo("Strasbourg");
        assertThat(row.get("relationshipCount")).isEqualTo(3L);
        assertShares(row, 2 / 3.0, 1 / 3.0);
        assertThat(row.get("embedding")).isEqualTo(List.of(2.0, 2.0, 0.0));
    }

    @Test
    void countsRelationshipsOfTheOrientation() {
        assertShares(strasbourg("{orientation: 'NATURAL'}"), 0.5, 0.5);
        Map<String, Object> arriving = strasbourg("{orientation: 'reverse'}");
        assertShares(arriving, 1.0);
        assertThat(arriving.get("relationshipCount")).isEqualTo(1L);
    }

    @Test
    void keepsTheHeaviestClusters() {
        Map<String, Object> row = strasbourg("{topClusters: 1}");
        assertShares(row, 1.0);
        assertThat(row.get("embedding")).isEqualTo(List.of(3.0, 0.0, 0.0));
        assertThat(row.get("relationshipCount")).isEqualTo(3L);
    }

    @Test
    void countsTheTypesThatAreNamed() {
        Map<String, Object> near = strasbourg("{relationshipTypes: 'NEAR'}");
        assertThat(near.get("embedding")).isEqualTo(List.of(0.0, 6.0, 0.0));
        assertThat(near.get("clusters")).isEqualTo(List.of(Map.of("cluster", 1L, "weight", 1.0)));
        assertThat(strasbourg("{relationshipTypes: ['NEAR', 'CAPITAL_OF', 'NEAR']}"))
                .isEqualTo(strasbourg("{relationshipTypes: ['*']}"))
                .containsEntry("relationshipCount", 4L)
                .containsEntry("embedding", List.of(1.5, 3.0, 0.0));
    }

    /** The relationship to Rome has no share, but need not have one, for Rome is in no cluster. */
    @Test
    void countsRelationshipsByTheirWeight() {
        Map<String, Object> row = strasbourg("{relationshipWeightProperty: 'share'}");
        assertThat(row.get("clusters"))
                .isEqualTo(List.of(Map.of("cluster", 1L, "weight", 0.75), Map.of("cluster", 0L, "weight", 0.25)));
        assertThat(row.get("relationshipCount")).isEqualTo(2L);
    }

    @Test
    void knowsNothingOfNodesWithoutRelationshipsThatCount() {
        database.rows("MATCH (rome {name: 'Rome'}) CREATE (:City {name: 'Ostia'})-[:CAPITAL_OF]->(rome)");
        Map<String, Object> row = database.row(
                "MATCH (n {name: 'Ostia'}) CALL kindred.twhin.infer('grouped', n) YIELD embedding, clusters, relationshipCount RETURN *");
        assertThat(row)
                .containsEntry("embedding", null)
                .containsEntry("clusters", List.of())
                .containsEntry("relationshipCount", 0L);
    }

    @Test
    void describesNodesThatTheModelKnowsAsOthers() {
        assertThat(
                        database.row(
                                "MATCH (n {name: 'Paris'}) CALL kindred.twhin.infer('grouped', n) YIELD embedding, relationshipCount RETURN embedding, relationshipCount"))
                .isEqualTo(Map.of("embedding", List.of(3.0, 0.0, 0.0), "relationshipCount", 1L));
    }

    @Test
    void seesWhatTheTransactionHasChanged() {
        try (Transaction transaction = database.service().beginTx()) {
            transaction
                    .execute("MATCH ({name: 'Strasbourg'})-[r:CAPITAL_OF]->({name: 'Germany'}) DELETE r")
                    .close();
            List<Map<String, Object>> rows = new ArrayList<>();
            transaction.execute(STRASBOURG.formatted("{}")).forEachRemaining(rows::add);
            assertThat(rows).hasSize(1);
            assertShares(rows.get(0), 1.0);
        }
    }

    @Test
    void takesListsOfNodesAndIds() {
        assertThat(database.rows("""
                        MATCH (town {name: 'Strasbourg'}), (paris {name: 'Paris'})
                        CALL kindred.twhin.infer('grouped', [town, id(paris), town]) YIELD node, relationshipCount
                        RETURN node.name + relationshipCount AS row"""))
                .extracting(row -> row.get("row"))
                .containsExactly("Strasbourg3", "Paris1", "Strasbourg3");
        assertThat(database.rows("CALL kindred.twhin.infer('grouped', [])")).isEmpty();
    }

    @Test
    void countsEveryTypeWhereTheModelDoesNotTellThemApart() {
        database.rows("MATCH (town {name: 'Strasbourg'}) SET town:Town REMOVE town:City");
        capitals.save(
                "all", grouped(capitals.map(NodeIndex.ofSingleLabel("__ALL__", capitals.ids()), List.of("__ALL__"))));
        assertThat(
                        database.value(
                                "MATCH (n {name: 'Strasbourg'}) CALL kindred.twhin.infer('all', n) YIELD relationshipCount RETURN relationshipCount"))
                .isEqualTo(4L);
    }

    private Map<String, Object> strasbourg(String configuration) {
        return database.row(STRASBOURG.formatted(configuration));
    }

    /** Weights of clusters 0, 1, ... in this order. */
    private static void assertShares(Map<String, Object> row, double... weights) {
        List<?> shares = (List<?>) row.get("clusters");
        assertThat(shares).hasSize(weights.length);
        for (int i = 0; i < weights.length; i++) {
            Map<?, ?> share = (Map<?, ?>) shares.get(i);
            assertThat(share.get("cluster")).isEqualTo((long) i);
            assertThat((double) share.get("weight")).isCloseTo(weights[i], within(1e-6));
        }
    }
}
