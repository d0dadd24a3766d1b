package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.model.KnowledgeEmbeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotatETest {

    private static final Map<String, Object> THOROUGH =
            Map.of("initialLearningRate", 0.02, "batchSize", 16, "epochs", 200);

    @ParameterizedTest
    @ValueSource(strings = {"L1", "L2"})
    void goesRoundARing(String norm) {
        PlantedKnowledge ring = PlantedKnowledge.ring(24);
        Map<String, Object> values = new HashMap<>(THOROUGH);
        values.put("norm", norm);

        KnowledgeEmbeddings model = PlantedKnowledge.train(new RotatE(), ring.graph(), values);

        // among 24 nodes; by chance it would be 0.15
        assertThat(ring.judge(model).mrr()).isGreaterThan(0.9);
        assertThat(model.relations().scorer()).isEqualTo(norm.equals("L1") ? "rotatE-l1" : "rotatE-l2");
    }

    @Test
    void composesAndInvertsRotations() {
        Map<String, Object> values = new HashMap<>(THOROUGH);
        values.put("reciprocalRelations", false);
        KnowledgeEmbeddings model =
                PlantedKnowledge.train(new RotatE(), PlantedKnowledge.ring(24).graph(), values);

        float[] next = angles(model, "NEXT");
        float[] back = angles(model, "BACK");
        float[] twoOn = angles(model, "TWO_ON");
        assertThat(next).hasSize(8);
        double inverse = 0;
        double composition = 0;
        for (int i = 0; i < next.length; i++) {
            inverse += Math.cos(next[i] + back[i]) / next.length;
            composition += Math.cos(twoOn[i] - 2 * next[i]) / next.length;
        }
        // of angles that have nothing to do with each other it would be near 0
        assertThat(inverse).isGreaterThan(0.8);
        assertThat(composition).isGreaterThan(0.8);
    }

    private static float[] angles(KnowledgeEmbeddings model, String type) {
        return model.relations().vectors().row(model.relations().indexOf(type));
    }

    @Test
    void tellsDirections() {
        PlantedKnowledge order = PlantedKnowledge.order(16);
        Map<String, Object> values = new HashMap<>(THOROUGH);
        values.put("reciprocalRelations", false);

        assertThat(order.tellsDirections(PlantedKnowledge.train(new RotatE(), order.graph(), values)))
                .isGreaterThan(0.9);
    }

    /** Self-adversarial negative sampling. */
    @Test
    void trainsByThePapersRecipe() {
        PlantedKnowledge ring = PlantedKnowledge.ring(24);
        Map<String, Object> values = new HashMap<>(THOROUGH);
        values.putAll(Map.of(
                "trainingType",
                "negativeSampling",
                "loss",
                "selfAdversarial",
                "margin",
                6.0,
                "negativeSamplingRate",
                8,
                "sharedNegatives",
                1,
                "filteredNegatives",
                true,
                "reciprocalRelations",
                false,
                "norm",
                "L1"));

        KnowledgeEmbeddings model = PlantedKnowledge.train(new RotatE(), ring.graph(), values);

        assertThat(ring.judge(model).mrr()).isGreaterThan(0.9);
    }

    @Test
    void refusesOddDimensions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigReader.read(new RotatE().defaults(), Map.of("embeddingDimension", 5)))
                .withMessageStartingWith("Value for `embeddingDimension` was `5`, but must be even");
    }
}
