package kindred.procedures.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import kindred.procedures.KindredDatabase;
import kindred.procedures.catalog.ModelCatalog;
import kindred.procedures.catalog.UserModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a graph to recommendations for a reader who came after the training: books are of two kinds, and everybody reads one of them. */
@ExtendWith(KindredDatabase.class)
class TwhinTrainingIT {

    private static final String INFER =
            "MATCH (reader:Reader) WHERE reader.i >= 30 WITH reader ORDER BY reader.i CALL kindred.twhin.infer('%s', reader) YIELD embedding, clusters, relationshipCount RETURN embedding, clusters, relationshipCount";

    private final KindredDatabase database;

    TwhinTrainingIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void trainAndThenAddReaders() {
        database.clear();
        database.rows("UNWIND range(0, 1) AS i CREATE (:Genre {i: i})");
        database.rows("UNWIND range(0, 23) AS i CREATE (:Book {i: i})");
        database.rows("UNWIND range(0, 29) AS i CREATE (:Reader {i: i})");
        database.rows("MATCH (b:Book), (g:Genre) WHERE b.i % 2 = g.i CREATE (b)-[:OF]->(g)");
        database.rows(
                "MATCH (r:Reader), (b:Book) WHERE r.i % 2 = b.i % 2 AND (r.i * 7 + b.i * 3) % 5 > 1 CREATE (r)-[:READ]->(b)");
        database.rows("""
                CALL kindred.twhin.train({nodeLabels: ['Reader', 'Book', 'Genre'], relationshipTypes: ['READ', 'OF']},
                  {modelName: 'taste', embeddingDimension: 16, epochs: 60, batchSize: 64, negativeSamplingRate: 5, inBatchNegatives: false,
                   clusterLabel: 'Book', clusters: 4, randomSeed: 42})
                YIELD modelInfo""");
        database.rows("UNWIND [30, 31] AS i CREATE (:Reader {i: i})");
        database.rows(
                "MATCH (r:Reader), (b:Book) WHERE r.i >= 30 AND b.i < 6 AND r.i % 2 = b.i % 2 CREATE (r)-[:READ]->(b)");
    }

    @Test
    void findsWhatANewReaderLikes() {
        database.rows("CALL kindred.model.write('taste', {writeProperty: 'embedding'}) YIELD nodeCount");
        List<Map<String, Object>> rows = database.rows("""
                MATCH (reader:Reader) WHERE reader.i >= 30
                CALL kindred.twhin.infer('taste', reader) YIELD embedding, relationshipCount
                CALL kindred.candidates.similar(embedding,
                  {label: 'Book', similarity: 'dot', topK: 9, excludeNodes: [(reader)-[:READ]->(book) | book]})
                YIELD node
                RETURN reader.i % 2 AS taste, relationshipCount, collect(node.i % 2) AS found""");
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.get("relationshipCount")).isEqualTo(3L);
            assertThat(row.get("found")).isEqualTo(Collections.nCopies(9, row.get("taste")));
        });
    }

    /** The copy is one that the server has not had in memory. */
    @Test
    void infersTheSameFromAModelReadBack() {
        UserModels others = new ModelCatalog().open(database.service(), "");
        others.save("copy", others.load("taste"));
        assertThat(database.value("CALL kindred.model.list('copy') YIELD loaded"))
                .isEqualTo(false);

        List<Map<String, Object>> copied = database.rows(INFER.formatted("copy"));

        assertThat(copied).hasSize(2).doesNotHaveDuplicates().isEqualTo(database.rows(INFER.formatted("taste")));
        assertThat(database.value("CALL kindred.model.list('copy') YIELD loaded"))
                .isEqualTo(true);
    }

    @Test
    void refusesAModelWithoutClusters() {
        database.rows("""
                CALL kindred.twhin.train({nodeLabels: ['Reader', 'Book'], relationshipTypes: ['READ']},
                  {modelName: 'plain', embeddingDimension: 16, epochs: 1}) YIELD modelInfo""");
        assertThat(database.failure("CALL kindred.twhin.infer('plain', [])"))
                .contains(
                        "Model with name `plain` has no clusters, by which nodes are described. Train one with `clusterLabel`.");
    }
}
