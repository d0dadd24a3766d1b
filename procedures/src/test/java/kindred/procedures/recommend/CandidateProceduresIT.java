package kindred.procedures.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.graphdb.Transaction;

@ExtendWith(KindredDatabase.class)
class CandidateProceduresIT {

    private static final String NAMES = " YIELD node RETURN node.name AS name";

    private final KindredDatabase database;

    CandidateProceduresIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void createShelf() {
        database.clear();
        database.rows("""
                CREATE (a:Book {name: 'A', year: 1990, genre: 'crime', embedding: [1.0, 0.0]}),
                       (b:Book {name: 'B', year: 1995, genre: 'crime', embedding: [0.9, 0.1]}),
                       (c:Book {name: 'C', year: 2000, genre: 'poetry', embedding: [0.5, 0.5]}),
                       (d:Book {name: 'D', year: 2005, genre: 'poetry', embedding: [0.0, 2.0]}),
                       (e:Book {name: 'E', year: 2010, embedding: [-1.0, 0.0]}),
                       (:Book {name: 'no vector'}),
                       (u:Reader {name: 'Ada', embedding: [1.0, 0.05]}),
                       (u)-[:READ]->(a), (d)-[:QUOTES]->(u)""");
    }

    @Test
    void ranksByCosine() {
        List<Map<String, Object>> rows = similarToAda("{label: 'Book'}", " YIELD node, score, source, rank RETURN *");
        assertThat(rows).extracting(row -> row.get("rank")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(rows).extracting(row -> row.get("source")).containsOnly("exact");
        assertThat((double) rows.get(0).get("score")).isCloseTo(1 / Math.sqrt(1.0025), within(1e-6));
        assertThat(names(similarToAda("{label: 'Book'}", NAMES))).containsExactly("A", "B", "C", "D", "E");
    }

    @Test
    void ranksByInnerProductAndDistance() {
        assertThat(names(similarToAda("{label: 'Book', similarity: 'dot', topK: 2}", NAMES)))
                .containsExactly("A", "B");
        assertThat(names(database.rows(
                        "CALL kindred.candidates.similar([0, 3], {label: 'Book', similarity: 'euclidean', topK: 2})"
                                + NAMES)))
                .containsExactly("D", "C");
    }

    @Test
    void excludesWhatIsKnownBeforeItCounts() {
        assertThat(names(similarToAda("{label: 'Book', topK: 3, exclude: ['READ', 'QUOTES']}", NAMES)))
                .containsExactly("B", "C", "E");
        assertThat(names(similarToAda("{label: 'Book', topK: 3, exclude: 'READ'}", NAMES)))
                .containsExactly("B", "C", "D");
    }

    @Test
    void leavesTheSourceOut() {
        assertThat(names(database.rows(
                        "MATCH (a:Book {name: 'A'}) CALL kindred.candidates.similar(a, {label: 'Book', topK: 2})"
                                + NAMES)))
                .containsExactly("B", "C");
    }

    @Test
    void excludesGivenNodes() {
        assertThat(names(database.rows(
                        "MATCH (u:Reader) MATCH (x:Book) WHERE x.name IN ['A', 'C'] WITH u, collect(x) AS xs "
                                + "CALL kindred.candidates.similar(u, {label: 'Book', topK: 2, excludeNodes: xs})"
                                + NAMES)))
                .containsExactly("B", "D");
    }

    @Test
    void filtersBeforeItCounts() {
        assertFiltered("{genre: 'poetry'}", "C", "D");
        assertFiltered("{genre: ['poetry', 'prose']}", "C", "D");
        assertFiltered("{year: {gte: 1995, lt: 2005}}", "B", "C");
        assertFiltered("{year: {gt: 1994.5, lte: 2000.0}}", "B", "C");
        assertFiltered("{genre: {exists: false}}", "E");
        assertFiltered("{genre: {ne: 'crime'}}", "C", "D", "E");
        assertFiltered("{genre: {notIn: ['crime', 'poetry']}}", "E");
        assertFiltered("{genre: 'crime', year: 1995}", "B");
        assertFiltered("{year: {lt: 'text'}}");
    }

    @Test
    void filtersThroughTheIndexToo() {
        database.row("CALL kindred.index.create('books', 'Book', 'embedding')");
        List<Map<String, Object>> rows = similarToAda(
                "{label: 'Book', topK: 2, filter: {genre: 'poetry'}}",
                " YIELD node, source RETURN node.name AS name, source");
        assertThat(names(rows)).containsExactly("C", "D");
        assertThat(rows).extracting(row -> row.get("source")).containsOnly("index");
    }

    @Test
    void scansWhenTheIndexDoesNotFindEnough() {
        database.rows(
                "UNWIND range(1, 2000) AS i CREATE (:Book {name: 'near ' + i, embedding: [1.0, 0.05 + i / 1000000.0]})");
        database.row("CALL kindred.index.create('books', 'Book', 'embedding')");
        assertThat(names(similarToAda("{label: 'Book', topK: 2, filter: {genre: 'poetry'}}", NAMES)))
                .containsExactly("C", "D");
        assertThat(names(similarToAda("{label: 'Book', topK: 5, filter: {year: {exists: true}}}", NAMES)))
                .containsExactly("A", "B", "C", "D", "E");
    }

    @Test
    void seesWhatTheTransactionHasChanged() {
        database.row("CALL kindred.index.create('books', 'Book', 'embedding')");
        similarToAda("{label: 'Book'}", NAMES);
        similarToAda("{label: 'Book', exact: true}", NAMES);
        try (Transaction transaction = database.service().beginTx()) {
            transaction
                    .execute("MATCH (e:Book {name: 'E'}) SET e.embedding = [1.0, 0.05]")
                    .close();
            assertThat(names(transaction
                            .execute("MATCH (u:Reader) CALL kindred.candidates.similar(u, {label: 'Book', topK: 1})"
                                    + NAMES)
                            .stream()
                            .toList()))
                    .containsExactly("E");
        }
        assertThat(names(similarToAda("{label: 'Book', topK: 1}", NAMES))).containsExactly("A");
    }

    @Test
    void seesWhatOthersHaveCommitted() {
        assertThat(names(similarToAda("{label: 'Book', topK: 1}", NAMES))).containsExactly("A");
        database.rows("MATCH (e:Book {name: 'E'}) SET e.embedding = [1.0, 0.05]");
        assertThat(names(similarToAda("{label: 'Book', topK: 1}", NAMES))).containsExactly("E");
        database.rows("MATCH (e:Book {name: 'E'}) DELETE e");
        assertThat(names(similarToAda("{label: 'Book', topK: 1}", NAMES))).containsExactly("A");
    }

    @Test
    void worksInsideExpressions() {
        assertThat(
                        database.value(
                                "MATCH (u:Reader) "
                                        + "RETURN [c IN kindred.candidates(u, {label: 'Book', topK: 2, exclude: ['READ']}) | c.node.name + c.rank]"))
                .isEqualTo(List.of("B1", "C2"));
    }

    @Test
    void comparesNodesAndVectors() {
        assertThat((double) database.value("RETURN kindred.similarity([3, 4], [0.0, 2.0])"))
                .isCloseTo(0.8, within(1e-6));
        assertThat((double) database.value("RETURN kindred.similarity([3, 4], [0, 2], 'dot')"))
                .isEqualTo(8.0);
        assertThat((double) database.value(
                        "MATCH (u:Reader), (a:Book {name: 'A'}) RETURN kindred.score(u, a, {similarity: 'dot'})"))
                .isEqualTo(1.0);
        assertThat((double) database.value("MATCH (a:Book {name: 'A'}) RETURN kindred.similarity(a, [2, 0])"))
                .isCloseTo(1.0, within(1e-6));
        assertThat(database.value("MATCH (a:Book {name: 'no vector'}) RETURN kindred.similarity(a, [2, 0])"))
                .isNull();
        assertThat(database.value("RETURN kindred.similarity(null, [2, 0])")).isNull();
        assertThat(database.value("RETURN kindred.similarity([0, 0], [2, 0])")).isNull();
        assertThat(database.failure("RETURN kindred.similarity([1, 2, 3], [2, 0])"))
                .contains("Vectors of 3 and 2 dimensions cannot be compared.");
        assertThat(database.failure("RETURN kindred.similarity([1, 2], [2, 0], 'cosin')"))
                .contains("Value for `similarity` was `cosin`, but must be one of [cosine, dot, euclidean].");
        assertThat(database.failure("RETURN kindred.similarity('text', [2, 0])"))
                .contains(
                        "The value of `a` must be a node or a vector, an array or list of numbers, but was `String`.");
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertFailure("{}", "No value specified for the mandatory configuration parameter `label`");
        assertFailure("{lable: 'Book'}", "(a similar parameter exists: [lable])");
        assertFailure(
                "{label: 'Book', topk: 0}", "Value for `topK` was `0`, but must be within the range [1, 1000000].");
        assertFailure("{label: 'Book', tokK: 1}", "Unexpected configuration key: tokK (Did you mean [topK]?)");
        assertFailure(
                "{label: 'Boko'}",
                "Could not find the specified `label` of ['Boko']. Available labels are ['Book', 'Reader'].");
        assertFailure("{label: 'Book', exclude: ['REED']}", "Could not find the specified `exclude` of ['REED'].");
        assertFailure("{label: 'Book', property: 'vector'}", "Node property `vector` does not exist on node ");
        assertFailure("{label: 'Book', index: 'none'}", "Vector index with name `none` does not exist.");
        assertFailure(
                "{label: 'Book', exact: false}",
                "There is no vector index for cosine similarity of `embedding` on label `Book`.");
        assertFailure("{label: 'Book', exact: true, index: 'x'}", "`index` and `exact: true` exclude each other.");
        assertFailure(
                "{label: 'Book', filter: {year: {atLeast: 3}}}", "Unexpected operator in `filter` of `year`: atLeast.");
        assertFailure(
                "{label: 'Book', filter: {year: {in: 3}}}",
                "The value of `filter.year.in` must be of type `List` but was `Long`.");
        assertFailure(
                "{label: 'Book', excludeNodes: [1]}",
                "The value of `excludeNodes` must be of type `List of Node` but it holds `Long`.");
        assertThat(database.failure("CALL kindred.candidates.similar(null, {label: 'Book'})"))
                .contains(
                        "The value of `source` must be a node or a vector, an array or list of numbers, but was `null`.");
        assertThat(database.failure("CALL kindred.candidates.similar([1, 'x'], {label: 'Book'})"))
                .contains("but its element 1 was `String`.");
        assertThat(database.failure("CALL kindred.candidates.similar([1, 2, 3], {label: 'Book'})"))
                .contains("The query vector has 3 dimensions, but `embedding` of label `Book` has 2.");
        assertThat(database.failure("CALL kindred.candidates.similar([0, 0], {label: 'Book'})"))
                .contains("The query has no cosine similarity to anything");
        assertThat(database.failure("CALL kindred.candidates.similar([1, 2], {label: 'Book', exclude: ['READ']})"))
                .contains("`exclude` needs a node as `source`: a vector is connected to nothing.");
        assertThat(database.failure("CALL kindred.candidates.similar([1, 2], {label: 'Reader', property: 'name'})"))
                .contains("must be a vector, an array or list of numbers, but was `String`.");
    }

    private void assertFiltered(String filter, String... expected) {
        assertThat(names(similarToAda("{label: 'Book', filter: " + filter + "}", NAMES)))
                .as(filter)
                .containsExactly((Object[]) expected);
    }

    private void assertFailure(String configuration, String text) {
        assertThat(database.failure("MATCH (u:Reader) CALL kindred.candidates.similar(u, " + configuration
                        + ") YIELD node RETURN node"))
                .contains(text);
    }

    private List<Map<String, Object>> similarToAda(String configuration, String tail) {
        return database.rows("MATCH (u:Reader) CALL kindred.candidates.similar(u, " + configuration + ")" + tail);
    }

    private static List<Object> names(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> row.get("name")).toList();
    }
}
