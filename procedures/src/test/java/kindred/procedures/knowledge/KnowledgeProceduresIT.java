package kindred.procedures.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.NodeClusters;
import kindred.model.QuantisedTable;
import kindred.model.RelationTable;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.graphdb.Transaction;

@ExtendWith(KindredDatabase.class)
class KnowledgeProceduresIT {

    private final KindredDatabase database;
    private final Capitals capitals;

    KnowledgeProceduresIT(KindredDatabase database) {
        this.database = database;
        this.capitals = new Capitals(database);
    }

    @BeforeEach
    void createMap() {
        capitals.create();
    }

    @Test
    void predictsTails() {
        List<Map<String, Object>> rows = predictions("Rome", "{targetLabel: 'Country'}");
        assertThat(names(rows)).containsExactly("Italy", "France", "Germany");
        assertThat(rows).extracting(row -> row.get("rank")).containsExactly(1L, 2L, 3L);
        assertThat(rows).extracting(row -> row.get("source")).containsOnly("Rome");
        assertThat((double) rows.get(0).get("score")).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void predictsHeadsByTheInverseRelation() {
        List<Map<String, Object>> rows = predictions("Italy", "{direction: 'heads', targetLabel: 'City'}");
        assertThat(names(rows)).containsExactly("Rome", "Berlin", "Paris");
        assertThat((double) rows.get(0).get("score")).isCloseTo(2 * 0.9, within(1e-6));
    }

    @Test
    void leavesOutWhatIsKnownBeforeItCounts() {
        assertThat(names(predictions("Paris", "{targetLabel: 'Country', topK: 2}")))
                .containsExactly("Germany", "Italy");
        assertThat(names(predictions("Paris", "{targetLabel: 'Country', topK: 2, excludeKnown: false}")))
                .containsExactly("France", "Germany");
        assertThat(names(predictions("France", "{direction: 'HEADS', targetLabel: 'City', topK: 1}")))
                .containsExactly("Rome");
    }

    @Test
    void knowsRelationshipsOfTheTypeAndDirectionOnly() {
        database.rows(
                "MATCH (rome {name: 'Rome'}), (italy {name: 'Italy'}) CREATE (italy)-[:CAPITAL_OF]->(rome), (rome)-[:IN]->(italy)");
        assertThat(names(predictions("Rome", "{targetLabel: 'Country', topK: 1}")))
                .containsExactly("Italy");
    }

    @Test
    void seesWhatTheTransactionHasChanged() {
        try (Transaction transaction = database.service().beginTx()) {
            transaction
                    .execute(
                            "MATCH (rome {name: 'Rome'}), (italy {name: 'Italy'}), (france {name: 'France'}) CREATE (rome)-[:CAPITAL_OF]->(italy) DETACH DELETE france")
                    .close();
            List<Map<String, Object>> rows = new ArrayList<>();
            transaction
                    .execute(
                            "MATCH (n {name: 'Rome'}) CALL kindred.knowledge.predict('map', n, 'CAPITAL_OF', {targetLabel: 'Country'}) YIELD node RETURN node.name AS name")
                    .forEachRemaining(rows::add);
            assertThat(names(rows)).containsExactly("Germany");
        }
    }

    @Test
    void predictsTheNodeItselfUnlessThatIsKnown() {
        assertThat(names(predictions("Italy", "{topK: 2}"))).containsExactly("Italy", "Rome");
        database.rows("MATCH (n {name: 'Italy'}) CREATE (n)-[:CAPITAL_OF]->(n)");
        assertThat(names(predictions("Italy", "{topK: 2}"))).containsExactly("Rome", "Berlin");
    }

    @Test
    void passesOverDeletedNodesBeforeItCounts() {
        database.rows("MATCH (n:Country {name: 'France'}) DETACH DELETE n");
        assertThat(names(predictions("Rome", "{targetLabel: 'Country', topK: 2}")))
                .containsExactly("Italy", "Germany");
        assertThat(names(predictions("Paris", "{topK: 2}"))).containsExactly("Paris", "Berlin");
    }

    @Test
    void goesByTheLabelsThatNodesCarryNow() {
        database.rows("MATCH (n {name: 'Italy'}) SET n:Southern REMOVE n:Country");
        database.rows("CREATE (:Southern {name: 'Malta'})"); // not in the model
        assertThat(names(predictions("Rome", "{targetLabel: 'Southern'}"))).containsExactly("Italy");
        assertThat(names(predictions("Rome", "{targetLabel: 'Country'}"))).containsExactly("France", "Germany");
    }

    @Test
    void goesByTheLabelsOfTrainingWhereTheDatabaseHasNone() {
        capitals.save("renamed", capitals.map("Nation", "Town"));
        assertThat(
                        names(
                                database.rows(
                                        "MATCH (n {name: 'Rome'}) CALL kindred.knowledge.predict('renamed', n, 'CAPITAL_OF', {targetLabel: 'Nation', topK: 2}) YIELD node RETURN node.name AS name")))
                .containsExactly("Italy", "France");
    }

    @Test
    void takesListsOfNodesAndIds() {
        List<Map<String, Object>> rows = database.rows("""
                MATCH (rome {name: 'Rome'}), (paris {name: 'Paris'})
                CALL kindred.knowledge.predict('map', [rome, id(paris), rome], 'CAPITAL_OF', {targetLabel: 'Country', topK: 1})
                YIELD sourceNode, node, rank
                RETURN sourceNode.name + ' ' + node.name + ' ' + rank AS name""");
        assertThat(names(rows)).containsExactly("Rome Italy 1", "Paris Germany 1", "Rome Italy 1");
        assertThat(database.rows("CALL kindred.knowledge.predict('map', [], 'CAPITAL_OF')"))
                .isEmpty();
    }

    @Test
    void knowsEveryTypeWhereTheModelDoesNotTellThemApart() {
        capitals.save("all", capitals.map(NodeIndex.ofSingleLabel("__ALL__", capitals.ids()), List.of("__ALL__")));
        database.rows("MATCH (rome {name: 'Rome'}), (italy {name: 'Italy'}) CREATE (rome)-[:IN]->(italy)");
        assertThat(
                        names(
                                database.rows(
                                        "MATCH (n {name: 'Rome'}) CALL kindred.knowledge.predict('all', n, '__ALL__', {targetLabel: 'Country', topK: 1}) YIELD node RETURN node.name AS name")))
                .containsExactly("France");
    }

    /** On a circle every node is nearest to itself; there are more than are scored at once. */
    @Test
    void answersManyQueriesInBatches() {
        int count = 1000;
        long[] ids =
                database.rows("UNWIND range(1, %d) AS i CREATE (n:Point) RETURN id(n) AS id".formatted(count)).stream()
                        .mapToLong(row -> (long) row.get("id"))
                        .sorted()
                        .toArray();
        EmbeddingTable circle = new EmbeddingTable(count, 2);
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            circle.setRow(i, new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}, 0);
        }
        RelationTable near = new RelationTable(List.of("NEAR"), Capitals.table(new float[] {1, 1}), "distMult", false);
        capitals.save(
                "circle",
                new KnowledgeEmbeddings(
                        circle, near, NodeIndex.ofSingleLabel("Point", ids), Capitals.provenance("distMult", count)));
        assertThat(
                        database.row(
                                "MATCH (n:Point) WITH collect(n) AS points CALL kindred.knowledge.predict('circle', points, 'NEAR', {topK: 1}) YIELD sourceNode, node "
                                        + "RETURN count(*) AS rows, count(DISTINCT sourceNode) AS sources, sum(CASE WHEN sourceNode = node THEN 1 ELSE 0 END) AS same"))
                .isEqualTo(Map.of("rows", (long) count, "sources", (long) count, "same", (long) count));
    }

    @Test
    void scoresRelationships() {
        assertThat((double) score("Rome", "CAPITAL_OF", "Italy")).isCloseTo(0.9, within(1e-6));
        assertThat((double) score("Rome", "CAPITAL_OF", "France")).isCloseTo(0.2, within(1e-6));
        assertThat((double) score("Rome", "FAR_FROM", "Italy")).isCloseTo(-0.9, within(1e-6));
        assertThat(
                        (double)
                                database.value(
                                        "MATCH (a {name: 'Rome'}), (b {name: 'Italy'}) RETURN kindred.knowledge.score('map', id(a), 'CAPITAL_OF', id(b))"))
                .isCloseTo(0.9, within(1e-6));
    }

    @Test
    void scoresNothingWhereSomethingIsMissing() {
        database.rows("CREATE (:City {name: 'Valletta'})");
        assertThat(score("Valletta", "CAPITAL_OF", "Italy")).isNull();
        assertThat(score("Italy", "CAPITAL_OF", "Valletta")).isNull();
        assertThat(database.value("RETURN kindred.knowledge.score('map', null, 'CAPITAL_OF', 1)"))
                .isNull();
        assertThat(database.value("RETURN kindred.knowledge.score('map', 1, 'CAPITAL_OF', null)"))
                .isNull();
        assertThat(database.value("RETURN kindred.knowledge.score('map', 1, null, 1)"))
                .isNull();
        assertThat(database.value("RETURN kindred.knowledge.score(null, 1, 'CAPITAL_OF', 1)"))
                .isNull();
    }

    @Test
    void answersAlikeFromCompressedVectors() {
        KnowledgeEmbeddings plain = capitals.map("Country", "City");
        float[] codebook = new float[QuantisedTable.CODEWORDS * 3];
        byte[] codes = new byte[6];
        for (int node = 0; node < codes.length; node++) {
            System.arraycopy(plain.embeddings().row(node), 0, codebook, node * 3, 3);
            codes[node] = (byte) node;
        }
        capitals.save("small", plain.quantised(new QuantisedTable(6, 3, 1, codebook, codes)));
        String query =
                "MATCH (n:City) WITH n ORDER BY n.name CALL kindred.knowledge.predict('%s', n, 'CAPITAL_OF') YIELD node, score, rank "
                        + "RETURN node.name AS node, score, rank, kindred.knowledge.score('%1$s', n, 'CAPITAL_OF', node) AS alone";
        assertThat(database.rows(query.formatted("small"))).isEqualTo(database.rows(query.formatted("map")));
        assertThat(database.rows("CALL kindred.model.stream('small') YIELD nodeId, embedding RETURN *"))
                .isEqualTo(database.rows("CALL kindred.model.stream('map') YIELD nodeId, embedding RETURN *"));
    }

    @Test
    void yieldsRelations() {
        List<Map<String, Object>> rows = database.rows("CALL kindred.model.relations('map')");
        assertThat(rows)
                .containsExactly(
                        Map.of("relationshipType", "CAPITAL_OF", "inverse", false, "embedding", List.of(1.0, 1.0, 1.0)),
                        Map.of(
                                "relationshipType",
                                "FAR_FROM",
                                "inverse",
                                false,
                                "embedding",
                                List.of(-1.0, -1.0, -1.0)),
                        Map.of("relationshipType", "CAPITAL_OF", "inverse", true, "embedding", List.of(2.0, 2.0, 2.0)),
                        Map.of(
                                "relationshipType",
                                "FAR_FROM",
                                "inverse",
                                true,
                                "embedding",
                                List.of(-2.0, -2.0, -2.0)));
    }

    @Test
    void listsWhatAModelOfFactsIs() {
        EmbeddingTable centroids = Capitals.table(new float[] {1, 0, 0}, new float[] {0, 1, 0});
        capitals.save("grouped", capitals.map("Country", "City").clustered(new NodeClusters(centroids, new int[] {
            0, 1, 0, -1, -1, -1
        })));
        Map<?, ?> info = (Map<?, ?>) database.value("CALL kindred.model.list('grouped') YIELD modelInfo");
        assertThat(info.get("kind")).isEqualTo("knowledgeEmbeddings");
        assertThat(info.get("embeddingDimension")).isEqualTo(3);
        assertThat(info.get("scorer")).isEqualTo("distMult");
        assertThat(info.get("relationshipTypeCount")).isEqualTo(2);
        assertThat(info.get("reciprocal")).isEqualTo(true);
        assertThat(info.get("quantised")).isEqualTo(false);
        assertThat(info.get("clusterCount")).isEqualTo(2);
    }

    private List<Map<String, Object>> predictions(String source, String configuration) {
        return database.rows(
                "MATCH (n {name: $name}) CALL kindred.knowledge.predict('map', n, 'CAPITAL_OF', " + configuration
                        + ") YIELD sourceNode, node, score, rank "
                        + "RETURN sourceNode.name AS source, node.name AS name, score, rank",
                "name",
                source);
    }

    private Object score(String head, String type, String tail) {
        return database.value(
                "MATCH (a {name: $head}), (b {name: $tail}) RETURN kindred.knowledge.score('map', a, $type, b)",
                "head",
                head,
                "type",
                type,
                "tail",
                tail);
    }

    private static List<Object> names(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> row.get("name")).toList();
    }
}
