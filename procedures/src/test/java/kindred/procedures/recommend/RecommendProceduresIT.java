package kindred.procedures.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

@ExtendWith(KindredDatabase.class)
class RecommendProceduresIT {

    private final KindredDatabase database;

    RecommendProceduresIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void createShelf() {
        database.clear();
        database.rows("""
                CREATE (a:Book {name: 'A', year: 1990, embedding: [1.0, 0.0]}),
                       (b:Book {name: 'B', year: 1995, embedding: [0.9, 0.1]}),
                       (c:Book {name: 'C', year: 2000, embedding: [0.5, 0.5]}),
                       (d:Book {name: 'D', year: 2005, embedding: [0.0, 2.0]}),
                       (e:Book {name: 'E', year: 2010}),
                       (ada:Reader {name: 'Ada', embedding: [1.0, 0.05]}),
                       (bob:Reader {name: 'Bob'}),
                       (cyd:Reader {name: 'Cyd'}),
                       (dan:Reader {name: 'Dan', embedding: [0.0, 0.0]}),
                       (ada)-[:READ]->(a), (bob)-[:READ]->(d), (dan)-[:READ]->(d), (dan)-[:READ]->(a), (dan)-[:READ]->(e)""");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recommendsNewItemsNearTheUsersVector(boolean indexed) {
        if (indexed) {
            database.row("CALL kindred.index.create('books', 'Book', 'embedding')");
        }
        List<Map<String, Object>> rows = recommend("Ada", "{label: 'Book', exclude: ['READ'], topK: 2}");
        assertThat(rows)
                .extracting(row -> ((Node) row.get("item")).getElementId())
                .hasSize(2);
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("B", "C");
        assertThat(rows).extracting(row -> row.get("source")).containsOnly("embedding");
        assertThat(rows).extracting(row -> row.get("reason")).containsOnly("similar to A");
        assertThat(rows).extracting(row -> row.get("names")).containsOnly(List.of("A"));
        assertThat(rows).extracting(row -> row.get("rank")).containsExactly(1L, 2L);
    }

    @Test
    void fillsUpWithPopularItems() {
        List<Map<String, Object>> rows = recommend("Ada", "{label: 'Book', exclude: ['READ']}");
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("B", "C", "D", "E");
        assertThat(rows.get(3))
                .containsEntry("source", "popularity")
                .containsEntry("score", 1.0)
                .containsEntry("reason", "popular: 1 interactions");
    }

    @Test
    void usesTheHistoryOfUsersWithoutVector() {
        List<Map<String, Object>> rows = recommend("Bob", "{label: 'Book', exclude: ['READ'], topK: 2}");
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("C", "B");
        assertThat(rows).extracting(row -> row.get("source")).containsOnly("history");
        assertThat(rows).extracting(row -> row.get("reason")).containsOnly("similar to D");
    }

    @Test
    void treatsAZeroVectorAsNone() {
        assertThat(recommend("Dan", "{label: 'Book', exclude: ['READ'], topK: 1}")
                        .get(0))
                .containsEntry("source", "history");
    }

    @Test
    void fallsBackToPopularityForNewcomers() {
        List<Map<String, Object>> rows = recommend("Cyd", "{label: 'Book', exclude: ['READ'], topK: 3}");
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("A", "D", "E");
        assertThat(rows).extracting(row -> row.get("source")).containsOnly("popularity");
        assertThat(rows).extracting(row -> row.get("score")).containsExactly(2.0, 2.0, 1.0);
    }

    @Test
    void keepsToTheSourcesThatAreAskedFor() {
        assertThat(recommend("Cyd", "{label: 'Book', sources: ['embedding', 'history']}"))
                .isEmpty();
        assertThat(recommend("Ada", "{label: 'Book', sources: ['popularity'], topK: 1}")
                        .get(0))
                .containsEntry("source", "popularity");
    }

    @Test
    void filtersBeforeItCounts() {
        List<Map<String, Object>> rows =
                recommend("Ada", "{label: 'Book', exclude: ['READ'], topK: 2, filter: {year: {gte: 2000}}}");
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("C", "D");
    }

    @Test
    void givesNoReasonWhenNoneIsAskedFor() {
        Map<String, Object> row =
                recommend("Ada", "{label: 'Book', topK: 1, explain: false}").get(0);
        assertThat(row).containsEntry("reason", "").containsEntry("names", List.of());
    }

    @Test
    void saysWhenThereIsNothingToCompareWith() {
        assertThat(recommend("Ada", "{label: 'Book', topK: 1}").get(0))
                .containsEntry("reason", "close to the user's own vector");
    }

    @Test
    void worksInsideExpressions() {
        assertThat(
                        database.value(
                                "MATCH (u:Reader {name: 'Ada'}) "
                                        + "RETURN [r IN kindred.recommended(u, {label: 'Book', exclude: ['READ'], topK: 2}) | r.item.name]"))
                .isEqualTo(List.of("B", "C"));
    }

    @Test
    void servesManyUsersAtOnce() {
        List<Map<String, Object>> rows = database.rows("MATCH (u:Reader) "
                + "CALL kindred.recommend(u, {label: 'Book', exclude: ['READ'], topK: 1}) YIELD item, source "
                + "RETURN u.name AS user, item.name AS item, source ORDER BY user");
        assertThat(rows)
                .containsExactly(
                        Map.of("user", "Ada", "item", "B", "source", "embedding"),
                        Map.of("user", "Bob", "item", "C", "source", "history"),
                        Map.of("user", "Cyd", "item", "A", "source", "popularity"),
                        Map.of("user", "Dan", "item", "C", "source", "history"));
    }

    @Test
    void keepsRecommendingWhileTheSameStatementWrites() {
        assertThat(database.value("MATCH (u:Reader) "
                        + "CALL kindred.recommend(u, {label: 'Book', exclude: ['READ'], topK: 2}) YIELD item, rank "
                        + "MERGE (u)-[r:RECOMMENDED {rank: rank}]->(item) SET item.recommended = true "
                        + "RETURN count(r)"))
                .isEqualTo(8L);
        assertThat(
                        database.value(
                                "MATCH (:Reader {name: 'Ada'})-[r:RECOMMENDED]->(b) WITH b ORDER BY r.rank RETURN collect(b.name)"))
                .isEqualTo(List.of("B", "C"));
    }

    @Test
    void seesVectorsLabelsAndDeletionsOfItsOwnTransaction() {
        assertSeen("CREATE (:Book {name: 'new', embedding: [1.0, 0.05]})", "new");
        assertSeen("MATCH (b:Book {name: 'D'}) SET b.embedding = [1.0, 0.05]", "D");
        assertSeen("MATCH (b:Book {name: 'B'}) REMOVE b:Book", "C");
        assertSeen("MATCH (b:Book {name: 'B'}) REMOVE b.embedding", "C");
        assertSeen("MATCH (b:Book {name: 'B'}) DELETE b", "C");
        assertSeen("MATCH (u:Reader {name: 'Ada'}), (b:Book {name: 'B'}) CREATE (u)-[:READ]->(b)", "C");
        assertSeen("MATCH (b:Book) SET b.touched = true", "B");
    }

    /** The best recommendation inside a transaction that has made a change, which is then rolled back. */
    private void assertSeen(String change, String expected) {
        try (Transaction transaction = database.service().beginTx()) {
            transaction.execute(change).close();
            assertThat(transaction
                            .execute(
                                    "MATCH (u:Reader {name: 'Ada'}) "
                                            + "CALL kindred.recommend(u, {label: 'Book', exclude: ['READ'], topK: 1}) YIELD item RETURN item.name AS name")
                            .next())
                    .as(change)
                    .containsEntry("name", expected);
        }
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertThat(database.failure("CALL kindred.recommend(null, {label: 'Book'})"))
                .contains("The value of `user` must be of type `Node` but was `null`.");
        assertThat(database.failure("CALL kindred.recommend('Ada', {label: 'Book'})"))
                .contains("The value of `user` must be of type `Node` but was `String`.");
        assertFailure(
                "{label: 'Book', sources: ['popular']}",
                "Value for `sources` was `popular`, but must be one of"
                        + " [embedding, history, popularity]. (Did you mean [popularity]?)");
        assertFailure("{label: 'Book', sources: []}", "`sources` must not be empty");
        assertFailure(
                "{label: 'Book', explainn: true}", "Unexpected configuration key: explainn (Did you mean [explain]?)");
        assertFailure(
                "{label: 'Book', property: 'name'}",
                "must be a vector, an array or list of numbers, but was `String`.");
        assertFailure(
                "{label: 'Book', exclude: ['READS']}",
                "Could not find the specified `exclude` of ['READS']." + " Available relationship types are [");
        database.rows("MATCH (u:Reader {name: 'Ada'}) SET u.embedding = [1.0, 2.0, 3.0]");
        assertFailure("{label: 'Book'}", "The query vector has 3 dimensions, but `embedding` of label `Book` has 2.");
    }

    private void assertFailure(String configuration, String text) {
        assertThat(database.failure("MATCH (u:Reader {name: 'Ada'}) CALL kindred.recommend(u, " + configuration
                        + ") YIELD item RETURN item"))
                .contains(text);
    }

    private List<Map<String, Object>> recommend(String user, String configuration) {
        return database.rows(
                "MATCH (u:Reader {name: $user}) CALL kindred.recommend(u, " + configuration
                        + ") YIELD item, score, source, reason, because, rank "
                        + "RETURN item, item.name AS name, score, source, reason, [b IN because | b.name] AS names, rank",
                "user",
                user);
    }
}
