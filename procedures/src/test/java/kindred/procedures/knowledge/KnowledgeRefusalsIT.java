package kindred.procedures.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kindred.graph.NodeIndex;
import kindred.model.NodeEmbeddings;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@link KnowledgeProcedures} say to what they cannot answer. */
@ExtendWith(KindredDatabase.class)
class KnowledgeRefusalsIT {

    private final KindredDatabase database;
    private final Capitals capitals;

    KnowledgeRefusalsIT(KindredDatabase database) {
        this.database = database;
        this.capitals = new Capitals(database);
    }

    @BeforeEach
    void createMap() {
        capitals.create();
    }

    @Test
    void refusesModelsThatItCannotAsk() {
        capitals.save(
                "walks",
                new NodeEmbeddings(
                        capitals.map("Country", "City").embeddings(),
                        NodeIndex.ofSingleLabel("Country", capitals.ids()),
                        Capitals.provenance("node2vec", 6)));
        for (String call : List.of(
                "CALL kindred.model.relations('%s')",
                "CALL kindred.knowledge.predict('%s', [], 'CAPITAL_OF')",
                "RETURN kindred.knowledge.score('%s', 1, 'CAPITAL_OF', 1)")) {
            assertThat(database.failure(call.formatted("mapp")))
                    .contains("Model with name `mapp` does not exist. (Did you mean [map]?)");
            assertThat(database.failure(call.formatted("walks")))
                    .contains(
                            "Model with name `walks` was trained by `node2vec`, which learns nothing of relationship types. Train one that does, as with `kindred.complEx.train`.");
            assertThat(database.failure(call.formatted(" ")))
                    .contains("`modelName` can not be null or blank, but it was ` `");
        }
    }

    @Test
    void refusesTypesThatTheModelDoesNotKnow() {
        String refusal = "Model with name `map` has no relationship type `CAPITOL_OF`. (Did you mean [CAPITAL_OF]?)";
        assertThat(database.failure("CALL kindred.knowledge.predict('map', [], 'CAPITOL_OF')"))
                .contains(refusal);
        assertThat(database.failure("RETURN kindred.knowledge.score('map', 1, 'CAPITOL_OF', 1)"))
                .contains(refusal);
        assertThat(database.failure("CALL kindred.knowledge.predict('map', [], null)"))
                .contains("`relationshipType` can not be null or blank");
    }

    @Test
    void refusesNodesThatTheModelDoesNotKnow() {
        long id = (long) database.value("CREATE (n:City {name: 'Valletta'}) RETURN id(n) AS id");
        assertThat(database.failure("CALL kindred.knowledge.predict('map', $id, 'CAPITAL_OF')", "id", id))
                .contains("Node with id `%d` is not in the graph that the model with name `map` was trained on."
                        .formatted(id));
        database.rows("MATCH (n:City {name: 'Valletta'}) DELETE n");
        assertThat(database.failure("CALL kindred.knowledge.predict('map', [$id], 'CAPITAL_OF')", "id", id))
                .contains("Node with id `%d`, given as `nodes`, does not exist.".formatted(id));
        assertThat(database.failure("CALL kindred.knowledge.predict('map', 'Rome', 'CAPITAL_OF')"))
                .contains("The value of `nodes` must be a node, an id, or a list of these, but was `String`.");
        assertThat(database.failure("CALL kindred.knowledge.predict('map', null, 'CAPITAL_OF')"))
                .contains("The value of `nodes` must be a node, an id, or a list of these, but was `null`.");
        assertThat(database.failure("RETURN kindred.knowledge.score('map', 1, 'CAPITAL_OF', 'Italy')"))
                .contains("The value of `tail` must be a node or an id, but was `String`.");
    }

    @Test
    void refusesConfigurationsThatItCannotFollow() {
        assertFailure(
                "{direction: 'tail'}",
                "Value for `direction` was `tail`, but must be one of [tails, heads]. (Did you mean [tails]?)");
        assertFailure("{topK: 0}", "Value for `topK` was `0`, but must be within the range [1, 1000000].");
        assertFailure("{topk: 1.5}", "The value of `topK` must be of type `Integer` but was `Double`.");
        assertFailure("{tokK: 1}", "Unexpected configuration key: tokK (Did you mean [topK]?)");
        assertFailure("{targetLabel: ''}", "`targetLabel` can not be null or blank, but it was ``");
        assertThat(
                        database.failure(
                                "MATCH (n {name: 'Rome'}) CALL kindred.knowledge.predict('map', n, 'CAPITAL_OF', {targetLabel: 'Contry'}) YIELD node RETURN node"))
                .contains("Could not find the specified `targetLabel` of ['Contry']. Available labels are ['")
                .contains("'City', 'Country'")
                .contains("(Did you mean [Country]?)")
                .doesNotContain("_Kindred");
        assertThat(
                        database.failure(
                                "MATCH (n {name: 'Rome'}) CALL kindred.knowledge.predict('map', n, 'CAPITAL_OF', {targetLabel: '_KindredModel'}) YIELD node RETURN node"))
                .contains("Could not find the specified `targetLabel` of ['_KindredModel'].");
    }

    private void assertFailure(String configuration, String text) {
        assertThat(database.failure("MATCH (n {name: 'Rome'}) CALL kindred.knowledge.predict('map', n, 'CAPITAL_OF', "
                        + configuration + ") YIELD node RETURN node"))
                .contains(text);
    }
}
