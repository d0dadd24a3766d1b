package kindred.procedures.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KindredDatabase.class)
class IndexProceduresIT {

    private final KindredDatabase database;

    IndexProceduresIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void createsAnIndexThatKeepsTrueNeighbours() {
        createItems(50, 8);
        Map<String, Object> row = database.row("CALL kindred.index.create('items', 'Item', 'embedding')");
        assertThat(row)
                .containsEntry("name", "items")
                .containsEntry("label", "Item")
                .containsEntry("property", "embedding")
                .containsEntry("indexedProperty", "embedding")
                .containsEntry("similarity", "cosine")
                .containsEntry("dimension", 8L)
                .containsEntry("quantization", "none")
                .containsEntry("vectorCount", 50L)
                .containsEntry("zeroVectors", 0L)
                .containsEntry("state", "ONLINE");
        Map<?, ?> options = (Map<?, ?>)
                database.row("SHOW VECTOR INDEXES YIELD name, options").get("options");
        Map<?, ?> settings = (Map<?, ?>) options.get("indexConfig");
        Object quantization = settings.containsKey("vector.quantization.type")
                ? settings.get("vector.quantization.type")
                : settings.get("vector.quantization.enabled");
        assertThat(quantization).isIn("NONE", false);
        assertThat(settings.get("vector.similarity_function")).isEqualTo("COSINE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "euclidean", "dot"})
    void findsTheExactNeighboursThroughTheIndex(String similarity) {
        createItems(3000, 16);
        database.row("CALL kindred.index.create('items', 'Item', 'embedding', {similarity: $s})", "s", similarity);
        String query = "MATCH (i:Item) WHERE i.i %% 10 = 0 "
                + "CALL kindred.candidates.similar(i, {label: 'Item', similarity: $s, topK: 10, exact: %s}) "
                + "YIELD node, source, score RETURN i.i AS q, node.i AS n, source, score";
        List<Map<String, Object>> exact = database.rows(query.formatted("true"), "s", similarity);
        List<Map<String, Object>> indexed = database.rows(query.formatted("false"), "s", similarity);
        assertThat(exact).hasSize(3000).allMatch(row -> row.get("source").equals("exact"));
        assertThat(indexed).hasSize(3000).allMatch(row -> row.get("source").equals("index"));
        Set<List<Object>> truth = new HashSet<>();
        exact.forEach(row -> truth.add(List.of(row.get("q"), row.get("n"))));
        long hits = indexed.stream()
                .filter(row -> truth.contains(List.of(row.get("q"), row.get("n"))))
                .count();
        // The index is a graph that is built with random levels, so no two builds find the same; quantised vectors,
        // which are
        // Neo4j's default, find 0.75 to 0.93 of the neighbours.
        assertThat(hits / 3000.0).isGreaterThanOrEqualTo(0.95);
        for (int i = 0; i < 3000; i++) {
            if (indexed.get(i).get("n").equals(exact.get(i).get("n"))) {
                assertThat((double) indexed.get(i).get("score"))
                        .isCloseTo((double) exact.get(i).get("score"), org.assertj.core.api.Assertions.within(1e-5));
            }
        }
    }

    @Test
    void writesOneMoreNumberForInnerProducts() {
        createItems(40, 3);
        Map<String, Object> row =
                database.row("CALL kindred.index.create('items', 'Item', 'embedding', {similarity: 'dot'})");
        assertThat(row)
                .containsEntry("similarity", "dot")
                .containsEntry("property", "embedding")
                .containsEntry("indexedProperty", "embedding__dot")
                .containsEntry("dimension", 3L);
        assertThat(database.value("MATCH (i:Item) WITH i.embedding__dot AS x "
                        + "WITH sqrt(reduce(s = 0.0, v IN x | s + v * v)) AS norm RETURN max(norm) - min(norm) < 1e-5"))
                .isEqualTo(true);
        database.row("CALL kindred.index.drop('items')");
        assertThat(database.value("MATCH (i:Item) WHERE i.embedding__dot IS NOT NULL RETURN count(i)"))
                .isEqualTo(0L);
    }

    @Test
    void doesNotTrustInnerProductsOfOutdatedVectors() {
        createItems(40, 3);
        database.row("CALL kindred.index.create('items', 'Item', 'embedding', {similarity: 'dot'})");
        database.rows("MATCH (i:Item) SET i.embedding = [x IN i.embedding | -x]");
        List<Map<String, Object>> rows = database.rows(
                "CALL kindred.candidates.similar([1.0, 2.0, 3.0], {label: 'Item', similarity: 'dot'}) YIELD source RETURN DISTINCT source");
        assertThat(rows).containsExactly(Map.of("source", "exact"));
    }

    @Test
    void countsZeroVectors() {
        createItems(10, 3);
        database.rows("CREATE (:Item {i: 99, embedding: [0.0, 0.0, 0.0]})");
        assertThat(database.row("CALL kindred.index.create('items', 'Item', 'embedding')"))
                .containsEntry("vectorCount", 11L)
                .containsEntry("zeroVectors", 1L);
    }

    @Test
    void listsAndDropsWhatOthersCreated() {
        createItems(10, 3);
        database.rows("CREATE VECTOR INDEX theirs FOR (n:Item) ON (n.embedding) OPTIONS {indexConfig: "
                + "{`vector.dimensions`: 3, `vector.similarity_function`: 'euclidean'}}");
        assertThat(database.row("CALL kindred.index.list()"))
                .containsEntry("name", "theirs")
                .containsEntry("similarity", "euclidean")
                .containsEntry("dimension", 3L);
        assertThat(database.row("CALL kindred.index.drop('theirs')")).containsEntry("name", "theirs");
        assertThat(database.rows("CALL kindred.index.list()")).isEmpty();
        assertThat(database.rows("CALL kindred.index.drop('theirs', false)")).isEmpty();
    }

    @Test
    void refusesBeforeItWorks() {
        createItems(10, 3);
        assertFailure(
                "CALL kindred.index.create('x', 'Itme', 'embedding')",
                "Could not find the specified `label` of ['Itme']."
                        + " Available labels are ['Item']. (Did you mean [Item]?)");
        assertFailure(
                "CALL kindred.index.create('x', 'Item', 'embeding')",
                "Node property `embeding` does not exist on any node"
                        + " with label `Item`. (Did you mean [embedding]?)");
        assertFailure(
                "CALL kindred.index.create('x', 'Item', 'name')",
                "must be a vector, an array or list of numbers, but was `String`.");
        assertFailure(
                "CALL kindred.index.create('', 'Item', 'embedding')", "`name` can not be null or blank, but it was ``");
        assertFailure(
                "CALL kindred.index.create('x', 'Item', 'embedding', {similarty: 'dot'})",
                "Unexpected configuration key: similarty (Did you mean [similarity]?)");
        assertFailure(
                "CALL kindred.index.create('x', 'Item', 'embedding', {similarity: 'cosin'})",
                "Value for `similarity` was `cosin`, but must be one of [cosine, dot, euclidean]. (Did you mean [cosine]?)");
        assertFailure(
                "CALL kindred.index.create('x', 'Item', 'embedding', {dimension: 5000})",
                "Value for `dimension` was `5000`, but must be within the range [1, 4096].");
        assertFailure(
                "CALL kindred.index.create('x', 'Item', 'embedding', {dimension: 4})",
                "Value for `dimension` was `4`, but node property `embedding` of node ");
        assertFailure("CALL kindred.index.drop('x')", "Vector index with name `x` does not exist.");
        assertThat(database.rows("CALL kindred.index.list()")).isEmpty();
    }

    @Test
    void refusesWhatIsThereAlready() {
        createItems(10, 3);
        database.row("CALL kindred.index.create('items', 'Item', 'embedding')");
        assertFailure(
                "CALL kindred.index.create('items', 'Item', 'embedding')", "Index with name `items` already exists.");
        assertFailure(
                "CALL kindred.index.create('again', 'Item', 'embedding')",
                "Vector index `items` on node property `embedding` of label `Item` exists already");
    }

    @Test
    void refusesMixedDimensionsAndVectorsThatAreTooLong() {
        createItems(10, 3);
        database.rows("CREATE (:Item {embedding: [1.0, 2.0]})");
        assertFailure(
                "CALL kindred.index.create('x', 'Item', 'embedding')",
                "Node property `embedding` of label `Item` holds vectors of different dimensions: node ");
        database.rows("CREATE (:Long {embedding: [x IN range(1, 4097) | 1.0]})");
        assertFailure(
                "CALL kindred.index.create('x', 'Long', 'embedding')",
                "Value for `dimension` was `4097`, but must be within the range [1, 4096].");
    }

    @Test
    void refusesVectorsThatAreNotFinite() {
        database.rows("CREATE (:Item {embedding: $v})", "v", new float[] {1, Float.NaN});
        assertFailure("CALL kindred.index.create('x', 'Item', 'embedding')", "is a vector that is not finite.");
    }

    private void assertFailure(String cypher, String text) {
        assertThat(database.failure(cypher)).contains(text);
    }

    private void createItems(int count, int dimension) {
        SplittableRandom random = new SplittableRandom(count);
        List<Map<String, Object>> items = IntStream.range(0, count)
                .mapToObj(i -> Map.<String, Object>of("i", i, "v", vector(random, dimension)))
                .toList();
        database.rows(
                "UNWIND $items AS item CREATE (:Item {i: item.i, name: 'item ' + item.i, embedding: item.v})",
                "items",
                items);
    }

    private static float[] vector(SplittableRandom random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextDouble(-1, 1);
        }
        return vector;
    }
}
