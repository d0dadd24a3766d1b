package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.configuration.GraphDatabaseSettings;

/** Everything that can be wrong with a call is said before any work begins, in words that tell what to change. */
@ExtendWith(KindredDatabase.class)
class BadInputIT {

    private static final String ILLEGAL = "Caused by: java.lang.IllegalArgumentException: ";

    private final KindredDatabase database;

    BadInputIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void project() {
        database.clear();
        database.rows(
                "CREATE (a:User {age: 3})-[:KNOWS {weight: 1.5}]->(b:User)-[:LIKES]->(:Item {name: 'x', length: 7})");
        database.rows(
                "CALL gds.graph.project('g', {User: {}, Item: {properties: 'length'}}, {KNOWS: {properties: 'weight'}, LIKES: {}})");
    }

    private String failureOf(String call) {
        return database.failure("CALL kindred.tiny." + call);
    }

    @Test
    void unknownKey() {
        assertThat(failureOf("stats('g', {embedingDimension: 3})"))
                .contains("Failed to invoke procedure `kindred.tiny.stats`: " + ILLEGAL
                        + "Unexpected configuration key: embedingDimension (Did you mean [embeddingDimension]?)");
    }

    @Test
    void keyOfAnotherMode() {
        assertThat(failureOf("stream('g', {writeProperty: 'v'})"))
                .contains(ILLEGAL + "Unexpected configuration key: writeProperty\n");
    }

    @Test
    void missingMandatoryKey() {
        assertThat(failureOf("write('g', {writeProprty: 'v'})"))
                .contains(
                        ILLEGAL
                                + "No value specified for the mandatory configuration parameter `writeProperty` (a similar parameter exists: [writeProprty])");
    }

    @Test
    void blankName() {
        assertThat(failureOf("mutate('g', {mutateProperty: ' '})"))
                .contains(ILLEGAL + "`mutateProperty` can not be null or blank, but it was ` `");
    }

    @Test
    void wrongType() {
        assertThat(failureOf("stats('g', {embeddingDimension: 'eight'})"))
                .contains(ILLEGAL + "The value of `embeddingDimension` must be of type `Integer` but was `String`.");
    }

    @Test
    void valueOutOfRange() {
        assertThat(failureOf("stats('g', {embeddingDimension: 0})"))
                .contains(ILLEGAL + "Value for `embeddingDimension` was `0`, but must be within the range [1, 4096].");
        assertThat(failureOf("stats('g', {concurrency: 0})"))
                .contains(ILLEGAL + "Value for `concurrency` was `0`, but must be within the range [1, 1024].");
    }

    @Test
    void missingGraph() {
        assertThat(failureOf("stats('absent', {})"))
                .contains(
                        "Failed to invoke procedure `kindred.tiny.stats`: Caused by: org.neo4j.gds.core.loading.GraphNotFoundException:"
                                + " Graph with name `absent` does not exist on database `neo4j`. It might exist on another database.");
    }

    @Test
    void neitherNameNorMap() {
        assertThat(failureOf("stats(7, {})"))
                .contains(ILLEGAL + "The value of `graphName` must be of type `String` or `Map` but was `Long`.");
        assertThat(failureOf("stats(null, {})"))
                .contains(ILLEGAL + "The value of `graphName` must be of type `String` or `Map` but was `null`.");
    }

    @Test
    void emptyGraph() {
        database.rows("MATCH (n:Item) DETACH DELETE n");
        database.rows("CALL gds.graph.project('empty', 'Item', '*')");

        assertThat(failureOf("stats('empty', {})"))
                .contains(ILLEGAL + "Graph with name `empty` has no nodes, so there is nothing to learn from.");
        assertThat(failureOf("stats({nodeLabels: ['Item']}, {})"))
                .contains(
                        ILLEGAL
                                + "The graph read in place from labels [Item] and relationship types [*] (natural) has no nodes, so there is nothing to learn from.");
    }

    @Test
    void unknownLabelOrType() {
        assertThat(failureOf("stats('g', {nodeLabels: ['Usr']})"))
                .contains(
                        ILLEGAL
                                + "Could not find the specified `nodeLabels` of ['Usr']. Available labels are ['Item', 'User'].");
        assertThat(failureOf("stats('g', {relationshipTypes: ['KNOWS', 'KNOW']})"))
                .contains(
                        ILLEGAL
                                + "Could not find the specified `relationshipTypes` of ['KNOW']. Available relationship types are ['KNOWS', 'LIKES'].");
    }

    @Test
    void danglingSelection() {
        assertThat(failureOf("stats({nodeLabels: ['Usr']}, {})"))
                .contains(ILLEGAL + "The node label `Usr` does not exist in the database. (Did you mean [User]?)");
        assertThat(failureOf("stats({relationshipTypes: ['KNOW']}, {})"))
                .contains(ILLEGAL
                        + "The relationship type `KNOW` does not exist in the database. (Did you mean [KNOWS]?)");
        assertThat(failureOf("stats({nodeProperties: ['lengthOf']}, {})"))
                .contains(ILLEGAL + "The property `lengthOf` does not exist in the database. (Did you mean [length]?)");
        assertThat(failureOf("stats({nodeLabel: ['User']}, {})"))
                .contains(ILLEGAL + "Unexpected configuration key: nodeLabel (Did you mean [nodeLabels]?)");
        assertThat(failureOf("stats({orientation: 'BOTH'}, {})"))
                .contains(ILLEGAL
                        + "Value for `orientation` was `BOTH`, but must be one of [NATURAL, REVERSE, UNDIRECTED].");
    }

    @Test
    void missingWeightProperty() {
        assertThat(failureOf("stats('g', {relationshipWeightProperty: 'weigth', relationshipTypes: ['KNOWS']})"))
                .contains(
                        ILLEGAL
                                + "Relationship weight property `weigth` not found in relationship types ['KNOWS']. Properties existing on all relationship types: ['weight'] (Did you mean [weight]?)");
        assertThat(failureOf("stats('g', {relationshipWeightProperty: 'weight'})"))
                .contains(
                        ILLEGAL
                                + "Relationship weight property `weight` not found in relationship types ['LIKES']. Properties existing on all relationship types: []");
        assertThat(failureOf("stats({relationshipProperties: ['weight']}, {relationshipWeightProperty: 'length'})"))
                .contains(
                        ILLEGAL
                                + "Relationship weight property `length` not found in relationship types ['__ALL__']. Properties existing on all relationship types: ['weight']");
    }

    @Test
    void missingNodeProperty() {
        assertThat(failureOf("stats('g', {featureProperties: ['lenght']})"))
                .contains(
                        ILLEGAL
                                + "Node property `lenght` not found in graph with node properties: ['length'] (Did you mean [length]?)");
        assertThat(failureOf("stats({nodeLabels: ['User']}, {featureProperties: ['length']})"))
                .contains(ILLEGAL + "Node property `length` not found in graph with node properties: ['age']");
    }

    @Test
    void propertyThatIsNoNumber() {
        assertThat(failureOf("stats({nodeLabels: ['Item']}, {featureProperties: ['name']})"))
                .containsPattern(
                        "Node property `name` of node \\d+ holds a value of type `String`, but must be a number or an array of numbers\\.");
    }

    @Test
    void arraysOfDifferentLength() {
        database.rows("CREATE (:Odd {v: [1.0, 2.0]}), (:Odd {v: [1.0]})");

        assertThat(failureOf("stats({nodeLabels: ['Odd']}, {featureProperties: ['v']})"))
                .containsPattern(
                        "Node property `v` has [12] numbers on node \\d+, but [12] on other nodes of label `Odd`\\.");
    }

    @Test
    void weightsThatCannotBeLearnedFrom() {
        for (String weight : new String[] {"NaN", "-1.0", "Infinity"}) {
            database.rows("MATCH ()-[r:KNOWS]->() SET r.weight = $w", "w", Double.valueOf(weight));
            database.rows("CALL gds.graph.project('w' + $w, 'User', {KNOWS: {properties: 'weight'}})", "w", weight);
            String expected = "Relationship weight property `weight` of type `KNOWS` from node \\d+ to node \\d+ is `"
                    + weight + "`, but must be a finite number and not negative\\.";

            assertThat(failureOf("stats('w" + weight + "', {relationshipWeightProperty: 'weight'})"))
                    .containsPattern(expected);
            assertThat(
                            failureOf(
                                    "stats({nodeLabels: ['User'], relationshipTypes: ['KNOWS']}, {relationshipWeightProperty: 'weight'})"))
                    .containsPattern(expected);
        }
    }

    @Test
    void takenNames() {
        database.rows("CALL kindred.tiny.train('g', {modelName: 'm'})");

        assertThat(failureOf("train('g', {modelName: 'm'})")).contains(ILLEGAL + "Model with name `m` already exists.");
        assertThat(failureOf("mutate('g', {mutateProperty: 'length'})"))
                .contains(ILLEGAL + "Node property `length` already exists in the in-memory graph.");
    }

    @Test
    void mutateInPlace() {
        assertThat(failureOf("mutate({nodeLabels: ['User']}, {mutateProperty: 'v'})"))
                .contains(
                        ILLEGAL
                                + "Mode `mutate` adds `v` to a projected graph, so `graphName` must be the name of one. A graph that is read in place can be streamed or written.");
    }

    @Test
    void propertyThatHoldsSomethingElse() {
        assertThat(failureOf("write('g', {writeProperty: 'name'})"))
                .containsPattern(
                        "Node property `name` of node \\d+ holds a value of type `String`, which an embedding would replace\\. Write to another `writeProperty`\\.");
        assertThat(database.value("MATCH (n:Item) RETURN n.name")).isEqualTo("x");
    }

    @Test
    void vectorIndexOfAnotherDimension() {
        database.rows(
                "CREATE VECTOR INDEX vectors FOR (u:User) ON (u.v) OPTIONS {indexConfig: {`vector.dimensions`: 16, `vector.similarity_function`: 'cosine'}}");

        assertThat(failureOf("write('g', {writeProperty: 'v', embeddingDimension: 8})"))
                .contains(
                        ILLEGAL
                                + "Vector index `vectors` on node property `v` holds vectors of 16 numbers, but `embeddingDimension` is 8. Drop the index, or write to another `writeProperty`.");
        assertThat(
                        database.value(
                                "CALL kindred.tiny.write('g', {writeProperty: 'v', embeddingDimension: 16}) YIELD nodePropertiesWritten"))
                .isEqualTo(3L);
    }

    @Test
    void somebodyElsesName() {
        assertThat(failureOf("stats('g', {username: 'somebody'})"))
                .contains("Caused by: java.lang.IllegalStateException: Cannot override the username as a non-admin");
    }

    @Test
    void tooLittleMemory() {
        assertThat(failureOf("stats('g', {claimedBytes: 1125899906842624})"))
                .containsPattern(
                        "Caused by: java\\.lang\\.IllegalStateException: Procedure was blocked since minimum estimated memory"
                                + " \\(1 PiB\\) exceeds current free memory \\([0-9.]+ [MG]iB\\)\\. Note: there are 1 graphs currently loaded into memory\\."
                                + " Alternatively, use 'sudo: true' to override the memory validation\\.");
        assertThat(database.value(
                        "CALL kindred.tiny.stats('g', {claimedBytes: 1125899906842624, sudo: true}) YIELD nodeCount"))
                .isEqualTo(3L);
    }

    @Test
    void divergedTraining() {
        assertThat(failureOf("write('g', {writeProperty: 'v', diverge: true})"))
                .contains(
                        "Training diverged: the embeddings hold numbers that are not finite. Try a lower learning rate.");
        assertThat(database.value("MATCH (n) WHERE n.v IS NOT NULL RETURN count(n)"))
                .isEqualTo(0L);
    }

    @Test
    void graphDroppedDuringTraining() {
        TinyTrainer.hold("drop");
        CompletableFuture<String> failure = CompletableFuture.supplyAsync(
                () -> failureOf("mutate('g', {mutateProperty: 'v', hold: 'drop', jobId: 'dropped'})"));
        database.awaitTask("dropped", "Epoch 1");
        database.rows("CALL gds.graph.drop('g') YIELD graphName");
        database.rows("CALL gds.graph.project('g', '*', '*')");
        TinyTrainer.release("drop");

        assertThat(failure.join())
                .contains(
                        "Graph with name `g` was dropped during the training, so there is nothing to add the embeddings to.");
    }

    @Test
    void readOnlyDatabase() {
        database.configure(GraphDatabaseSettings.read_only_databases, Set.of("neo4j"));
        try {
            for (String call : new String[] {"write('g', {writeProperty: 'v'})", "train('g', {modelName: 'm'})"}) {
                assertThat(failureOf(call))
                        .contains(
                                "No write operations are allowed on this database. The database is in read-only mode on this Neo4j instance.");
            }
            assertThat(database.value("CALL kindred.tiny.stats('g', {}) YIELD nodeCount"))
                    .isEqualTo(3L);
        } finally {
            database.configure(GraphDatabaseSettings.read_only_databases, Set.of());
        }
    }
}
