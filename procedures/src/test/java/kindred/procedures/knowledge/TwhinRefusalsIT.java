package kindred.procedures.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kindred.graph.NodeIndex;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.NodeClusters;
import kindred.model.NodeEmbeddings;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@link TwhinProcedures} say to what they cannot answer. */
@ExtendWith(KindredDatabase.class)
class TwhinRefusalsIT {

    private final KindredDatabase database;
    private final Capitals capitals;

    TwhinRefusalsIT(KindredDatabase database) {
        this.database = database;
        this.capitals = new Capitals(database);
    }

    @BeforeEach
    void createMap() {
        capitals.create();
        capitals.save("grouped", grouped(capitals.map("Country", "City")));
    }

    /** All six nodes are in one cluster. */
    private static KnowledgeEmbeddings grouped(KnowledgeEmbeddings map) {
        return map.clustered(new NodeClusters(Capitals.table(new float[] {1, 1, 1}), new int[6]));
    }

    @Test
    void refusesModelsThatDescribeNothing() {
        capitals.save(
                "walks",
                new NodeEmbeddings(
                        capitals.map("Country", "City").embeddings(),
                        NodeIndex.ofSingleLabel("Country", capitals.ids()),
                        Capitals.provenance("node2vec", 6)));
        String call = "CALL kindred.twhin.infer('%s', [])";
        assertThat(database.failure(call.formatted("grouqed")))
                .contains("Model with name `grouqed` does not exist. (Did you mean [grouped]?)");
        assertThat(database.failure(call.formatted("walks")))
                .contains(
                        "Model with name `walks` was trained by `node2vec`, which knows nothing of nodes that it has not seen. Train one with `kindred.twhin.train` and `clusterLabel`.");
        assertThat(database.failure(call.formatted("map")))
                .contains(
                        "Model with name `map` was trained by `distMult`, which knows nothing of nodes that it has not seen.");
        assertThat(database.failure(call.formatted(" ")))
                .contains("`modelName` can not be null or blank, but it was ` `");
    }

    @Test
    void refusesNodesThatDoNotExist() {
        long id = (long) database.value("CREATE (n:City {name: 'Ostia'}) RETURN id(n) AS id");
        database.rows("MATCH (n:City {name: 'Ostia'}) DELETE n");
        assertThat(database.failure("CALL kindred.twhin.infer('grouped', [$id])", "id", id))
                .contains("Node with id `%d`, given as `nodes`, does not exist.".formatted(id));
        assertThat(database.failure("CALL kindred.twhin.infer('grouped', 'Rome')"))
                .contains("The value of `nodes` must be a node, an id, or a list of these, but was `String`.");
    }

    @Test
    void refusesTypesThatTheDatabaseDoesNotKnow() {
        assertFailure(
                "{relationshipTypes: ['CAPITOL_OF']}",
                "The relationship type `CAPITOL_OF` does not exist in the database. (Did you mean [CAPITAL_OF]?)");
        assertFailure(
                "{relationshipTypes: ['CAPITAL_OF', 'FAR_FROM']}",
                "The relationship type `FAR_FROM` does not exist in the database.");
        assertFailure("{relationshipTypes: ['']}", "`relationshipTypes` can not be null or blank, but it was ``");
        NodeIndex nodes = capitals.map("Country", "City").nodes();
        capitals.save("renamed", grouped(capitals.map(nodes, List.of("SEAT_OF", "APART"))));
        assertThat(database.failure("CALL kindred.twhin.infer('renamed', [])"))
                .contains(
                        "Model with name `renamed` was trained on relationship types ['APART', 'SEAT_OF'], which do not exist in the database. Name others as `relationshipTypes`.");
    }

    @Test
    void refusesWeightsThatCannotCount() {
        database.rows("MATCH (:City {name: 'Berlin'})-[r:CAPITAL_OF]->() SET r.tonnage = -2.0");
        assertFailure(
                "{relationshipWeightProperty: 'tonage'}",
                "The property `tonage` does not exist in the database. (Did you mean [tonnage]?)");
        assertFailure("{relationshipWeightProperty: ' '}", "`relationshipWeightProperty` can not be null or blank");
        String weighted =
                "MATCH (n {name: '%s'}) CALL kindred.twhin.infer('grouped', n, {relationshipWeightProperty: 'tonnage'}) YIELD node RETURN node";
        assertThat(database.failure(weighted.formatted("Berlin")))
                .contains("Relationship weight property `tonnage` of type `CAPITAL_OF` from node ")
                .contains(" is `-2.0`, but must be a finite number and not negative.");
        assertThat(database.failure(weighted.formatted("Paris"))).contains(" is `NaN`, but must be a finite number");
    }

    @Test
    void refusesConfigurationsThatItCannotFollow() {
        assertFailure(
                "{topClusters: 0}", "Value for `topClusters` was `0`, but must be within the range [1, 1000000].");
        assertFailure("{topClusters: 1.5}", "The value of `topClusters` must be of type `Integer` but was `Double`.");
        assertFailure("{topCluster: 3}", "Unexpected configuration key: topCluster (Did you mean [topClusters]?)");
        assertFailure(
                "{orientation: 'NATURALLY'}",
                "Value for `orientation` was `NATURALLY`, but must be one of [NATURAL, REVERSE, UNDIRECTED]. (Did you mean [NATURAL]?)");
    }

    private void assertFailure(String configuration, String text) {
        assertThat(database.failure("CALL kindred.twhin.infer('grouped', [], " + configuration + ")"))
                .contains(text);
    }
}
