package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * Published scores on BlogCatalog, through Cypher: mean of ten random splits. With the settings of the presets {@code blogcatalog}. Needs
 * the folder of data sets, as system property {@code kindred.data} or environment variable {@code KINDRED_DATA}, and is skipped without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedScoresIT {

    private static final String NODE2VEC =
            "returnFactor: 0.25, inOutFactor: 0.25, walksPerNode: 10, walkLength: 80, windowSize: 10, iterations: 5";

    private static final String DEEPWALK =
            "objective: 'negativeSampling', positiveSamplingFactor: 0.001, walksPerNode: 80, walkLength: 40, "
                    + "windowSize: 10, iterations: 2, initialLearningRate: 0.0125";

    private DataFolderDatabase database;
    private Session session;

    @BeforeAll
    void load() {
        database = DataFolderDatabase.of("blogcatalog", "Blogger", "FRIEND");
        session = database.session();
    }

    @AfterAll
    void close() {
        if (database != null) {
            database.close();
        }
    }

    /** Perozzi et al., KDD 2014, table 2: 0.41 and 0.273 at half of the labels. */
    @Test
    void deepWalkScoresWhatItsPaperSays() {
        embed("deepWalk", DEEPWALK, 42);
        Record half = judge(0.5);

        assertThat(half.get("microF1").asDouble()).isGreaterThanOrEqualTo(0.41);
        assertThat(half.get("macroF1").asDouble()).isGreaterThanOrEqualTo(0.27);
    }

    @Test
    void node2vecScoresWithAnySeedWhatIsPublished() {
        embed("node2vec", NODE2VEC, 42);
        Record one = judge(0.9);
        embed("node2vec", NODE2VEC, 43);
        Record other = judge(0.9);

        assertThat(one.get("microF1").asDouble()).isGreaterThanOrEqualTo(0.41);
        assertThat(other.get("microF1").asDouble()).isCloseTo(one.get("microF1").asDouble(), within(0.01));
    }

    private void embed(String trainer, String settings, int seed) {
        session.run(
                        "CALL kindred.%s.write('graph', {writeProperty: 'embedding', embeddingDimension: 128, randomSeed: $seed, %s})"
                                .formatted(trainer, settings),
                        Map.of("seed", seed))
                .consume();
    }

    private Record judge(double trainRatio) {
        return session.run("""
                        CALL kindred.evaluate.nodeClassification({nodeLabels: ['Blogger'], embeddingProperty: 'embedding',
                          classProperty: 'classes', trainRatios: [$ratio], shuffles: 10, randomSeed: 1})
                        YIELD microF1, macroF1""", Map.of("ratio", trainRatio)).single();
    }
}
