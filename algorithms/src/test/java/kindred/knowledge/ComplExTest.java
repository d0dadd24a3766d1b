package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.model.KnowledgeEmbeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplExTest {

    @Test
    void tellsDirections() {
        PlantedKnowledge order = PlantedKnowledge.order(16);
        KnowledgeEmbeddings model = PlantedKnowledge.train(
                new ComplEx(), order.graph(), Map.of("reciprocalRelations", false, "batchSize", 32));

        assertThat(order.tellsDirections(model)).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @CsvSource({
        "negativeSampling, softmax, true",
        "negativeSampling, selfAdversarial, false",
        "oneVersusAll, softmax, true",
        "oneVersusAll, softmax, false",
        "kVersusAll, softmax, true"
    })
    void findsFriendsInGroups(String trainingType, String loss, boolean reciprocal) {
        PlantedKnowledge friends = PlantedKnowledge.friends(8, 8);

        KnowledgeEmbeddings model = PlantedKnowledge.train(
                new ComplEx(),
                friends.graph(),
                Map.of("trainingType", trainingType, "loss", loss, "reciprocalRelations", reciprocal, "batchSize", 32));

        // nobody but the one who asks stands in the way; among 57 nodes it would be 0.05 by chance
        assertThat(friends.judge(model).hitsAt3()).isGreaterThan(0.95);
    }

    /** All others weigh more than the few answers, so it takes longer. */
    @Test
    void findsFriendsByTellingAnswersFromAllOthers() {
        PlantedKnowledge friends = PlantedKnowledge.friends(8, 8);
        Map<String, Object> values = new HashMap<>(Map.of("trainingType", "kVersusAll", "loss", "logistic"));
        values.putAll(Map.of("regularizer", "none", "batchSize", 32, "epochs", 300));
        values.putAll(Map.of("initialLearningRate", 0.02, "initialScale", 0.1));

        KnowledgeEmbeddings model = PlantedKnowledge.train(new ComplEx(), friends.graph(), values);

        assertThat(friends.judge(model).hitsAt3()).isGreaterThan(0.95);
    }

    @Test
    void findsInversesOnARing() {
        PlantedKnowledge ring = PlantedKnowledge.ring(24);
        Map<String, Object> values = new HashMap<>(Map.of("batchSize", 32, "epochs", 200));

        assertThat(ring.judge(PlantedKnowledge.train(new ComplEx(), ring.graph(), values))
                        .mrr())
                .isGreaterThan(0.6);
    }

    @Test
    void refusesOddDimensions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigReader.read(new ComplEx().defaults(), Map.of("embeddingDimension", 33)))
                .withMessage(
                        "Value for `embeddingDimension` was `33`, but must be even: half of it are real parts, half imaginary ones.");
    }
}
