package kindred.procedures.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a graph to predictions: cities speak what their country speaks, and of one city per country it is not known. */
@ExtendWith(KindredDatabase.class)
class KnowledgeTrainingIT {

    private static final int COUNTRIES = 12;

    private final KindredDatabase database;

    KnowledgeTrainingIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void createWorld() {
        database.clear();
        database.rows("UNWIND range(0, 2) AS i CREATE (:Language {i: i})");
        database.rows("UNWIND range(0, 11) AS i CREATE (:Country {i: i})");
        database.rows("UNWIND range(0, 59) AS i CREATE (:City {i: i})");
        database.rows("MATCH (c:Country), (l:Language) WHERE c.i % 3 = l.i CREATE (c)-[:SPEAKS]->(l)");
        database.rows("MATCH (t:City), (c:Country) WHERE t.i % 12 = c.i CREATE (t)-[:IN]->(c)");
        database.rows("MATCH (t:City), (l:Language) WHERE t.i >= 12 AND t.i % 3 = l.i CREATE (t)-[:SPEAKS]->(l)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"complEx", "distMult"})
    void findsTheMissingFacts(String trainer) {
        train(trainer, "languages");
        List<Map<String, Object>> rows = database.rows("""
                MATCH (t:City) WHERE t.i < 12 WITH collect(t) AS cities
                CALL kindred.knowledge.predict('languages', cities, 'SPEAKS', {targetLabel: 'Language', topK: 1})
                YIELD sourceNode, node
                RETURN sourceNode.i % 3 AS expected, node.i AS found""");
        assertThat(rows).hasSize(COUNTRIES);
        assertThat(rows.stream().filter(row -> row.get("expected").equals(row.get("found"))))
                .hasSizeGreaterThanOrEqualTo(COUNTRIES - 2);
    }

    @Test
    void scoresTailsAsItRanksThem() {
        train("complEx", "languages");
        List<Map<String, Object>> rows = database.rows("""
                MATCH (t:City {i: 3})
                CALL kindred.knowledge.predict('languages', t, 'SPEAKS') YIELD node, score
                RETURN score, kindred.knowledge.score('languages', t, 'SPEAKS', node) AS alone""");
        assertThat(rows)
                .hasSize(10)
                .allSatisfy(row ->
                        assertThat((double) row.get("score")).isCloseTo((double) row.get("alone"), within(1e-4)));
    }

    @Test
    void yieldsRelationsOfEveryTypeAndItsInverse() {
        train("complEx", "languages");
        assertThat(
                        database.rows(
                                "CALL kindred.model.relations('languages') YIELD relationshipType, inverse, embedding RETURN relationshipType + toString(inverse) + toString(size(embedding)) AS row"))
                .extracting(row -> row.get("row"))
                .containsExactly("INfalse16", "SPEAKSfalse16", "INtrue16", "SPEAKStrue16");
    }

    private void train(String trainer, String name) {
        database.rows("""
                CALL kindred.%s.train({nodeLabels: ['City', 'Country', 'Language'], relationshipTypes: ['IN', 'SPEAKS']},
                  {modelName: '%s', embeddingDimension: 16, epochs: 100, batchSize: 32, regularization: 0.05, randomSeed: 42})
                YIELD modelInfo""".formatted(trainer, name));
    }
}
