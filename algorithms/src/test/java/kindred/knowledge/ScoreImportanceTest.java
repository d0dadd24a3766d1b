package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.ProductQuantisation.Importance;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class ScoreImportanceTest {

    private static final int USERS = 300;
    private static final int ITEMS = 40;

    /** Users like items of one label, the first ones more than one; nobody is related to places. */
    private static Projection graph() {
        ProjectionBuilder builder = new ProjectionBuilder()
                .nodes("User", 0, USERS)
                .nodes("Item", USERS, USERS + ITEMS)
                .nodes("Place", USERS + ITEMS, USERS + ITEMS + 2);
        for (int user = 0; user < USERS; user++) {
            builder.relationship("LIKES", user, USERS + user % ITEMS, 1 + user % 3);
        }
        for (int item = 0; item < ITEMS; item++) {
            builder.relationship("LIKES", 0, USERS + item, 2);
        }
        return builder.build();
    }

    private static KnowledgeEmbeddings model(Projection graph, TrainingRun run) {
        Map<String, Object> values = Map.of("embeddingDimension", 4, "epochs", 1);
        return new TwHin().train(graph, ConfigReader.read(new TwHin().defaults(), values), run);
    }

    @Test
    void takesTheMomentsOfTheQueriesOfEachLabel() {
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            Projection graph = graph();
            KnowledgeEmbeddings model = model(graph, run);
            Importance importance = ScoreImportance.of(model.embeddings(), model.relations(), graph, run);

            assertThat(importance.starts()).containsExactly(0, USERS, USERS + ITEMS, USERS + ITEMS + 2);
            assertThat(importance.moments().get(1)).containsExactly(momentsOfItems(model), within(1e-4));
            assertThat(importance.moments().get(2)).containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        }
    }

    /** The weighted mean of {@code (u + r)(u + r)ᵀ} over all facts, one by one. The first fact is also one of user 0. */
    private static double[] momentsOfItems(KnowledgeEmbeddings model) {
        EmbeddingTable vectors = model.embeddings();
        float[] relation = model.relations().vectors().row(0);
        double[] expected = new double[16];
        double sum = 0;
        for (int fact = 0; fact < USERS + ITEMS; fact++) {
            int user = fact < USERS ? fact : 0;
            double weight = fact < USERS ? 1 + fact % 3 : 2;
            sum += weight;
            for (int i = 0; i < 16; i++) {
                expected[i] += weight
                        * (vectors.row(user)[i / 4] + relation[i / 4])
                        * (vectors.row(user)[i % 4] + relation[i % 4]);
            }
        }
        for (int i = 0; i < 16; i++) {
            expected[i] /= sum;
        }
        return expected;
    }

    @Test
    void countsNodesByTheRootOfTheirFacts() {
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            Projection graph = graph();
            KnowledgeEmbeddings model = model(graph, run);
            float[] weights = ScoreImportance.of(model.embeddings(), model.relations(), graph, run)
                    .weights();

            assertThat(weights[0]).isEqualTo((float) Math.sqrt(1 + ITEMS));
            assertThat(weights[5]).isEqualTo((float) Math.sqrt(2));
            assertThat(weights[USERS + 39]).isEqualTo((float) Math.sqrt(1 + 7 + 1));
            assertThat(weights[USERS + ITEMS]).isEqualTo(1);
        }
    }
}
