package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.Session;

/**
 * The linear-time trainers on a graph of 81,306 nodes and 1,342,296 relationships, through Cypher. Needs the folder of data sets, as system
 * property {@code kindred.data} or environment variable {@code KINDRED_DATA}, and is skipped without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaleIT {

    private static final int NODES = 81_306;

    private DataFolderDatabase database;
    private Session session;

    @BeforeAll
    void load() {
        database = DataFolderDatabase.of("ego-twitter", "User", "FOLLOWS");
        session = database.session();
    }

    @AfterAll
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"line, samplesPerRelationship: 5", "proNE, svdIterations: 5"})
    void embedsALargeGraphSoThatNeighboursAreNear(String trainer, String setting) {
        long written = session.run(
                        "CALL kindred.%s.write('graph', {writeProperty: 'embedding', randomSeed: 42, %s}) YIELD nodePropertiesWritten"
                                .formatted(trainer, setting))
                .single()
                .get(0)
                .asLong();

        assertThat(written).isEqualTo(NODES);
        double ofNeighbours = meanSimilarity("MATCH (user)-[:FOLLOWS]-(other)");
        double ofStrangers = meanSimilarity("WITH user, users[(97 * i + 13) % size(users)] AS other");
        assertThat(ofNeighbours).isGreaterThan(ofStrangers + 0.2);
    }

    /** Of some users with the others that a clause finds for them. */
    private double meanSimilarity(String others) {
        return session.run("""
                        MATCH (u:User) WITH collect(u) AS users
                        UNWIND range(0, size(users) - 1, 1000) AS i
                        WITH users, i, users[i] AS user
                        %s
                        RETURN avg(kindred.similarity(user, other)) AS similarity""".formatted(others)).single().get(0).asDouble();
    }
}
