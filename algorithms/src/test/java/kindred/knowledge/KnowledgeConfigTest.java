package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kindred.config.ConfigReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeConfigTest {

    private static void assertRefuses(Map<String, Object> values, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigReader.read(KnowledgeConfig.INTERACTIONS, values))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            oneVersusAll | logistic        | softmax
            oneVersusAll | marginRanking   | softmax
            oneVersusAll | selfAdversarial | softmax
            kVersusAll   | marginRanking   | logistic, softmax
            kVersusAll   | selfAdversarial | logistic, softmax
            """)
    void refusesLossesThatDoNotFit(String trainingType, String loss, String fitting) {
        assertRefuses(
                Map.of("trainingType", trainingType, "loss", loss),
                "Value for `loss` was `%s`, but must be one of [%s] when `trainingType` is `%s`."
                        .formatted(loss, fitting, trainingType));
    }

    @ParameterizedTest
    @CsvSource({
        "oneVersusAll, softmax",
        "kVersusAll, softmax",
        "kVersusAll, logistic",
        "negativeSampling, marginRanking",
        "negativeSampling, logistic",
        "negativeSampling, selfAdversarial",
        "negativeSampling, softmax"
    })
    void takesLossesThatFit(String trainingType, String loss) {
        KnowledgeConfig config =
                ConfigReader.read(KnowledgeConfig.INTERACTIONS, Map.of("trainingType", trainingType, "loss", loss));

        assertThat(config.trainingType()).hasToString(trainingType);
        assertThat(config.loss()).hasToString(loss);
        assertThat(config.samples()).isEqualTo(trainingType.equals("negativeSampling"));
    }

    @Test
    void needsSomethingToCompareWith() {
        assertRefuses(
                Map.of("sharedNegatives", 1),
                "Value for `inBatchNegatives` was `true`, but must be false when `sharedNegatives` is 1: there is no other fact to take nodes from.");
        assertRefuses(
                Map.of("negativeSamplingRate", 0, "inBatchNegatives", false),
                "Value for `negativeSamplingRate` was `0`, but must be at least 1 unless `inBatchNegatives` is true.");
        // neither matters where all nodes are compared
        Map<String, Object> all = new HashMap<>(Map.of("trainingType", "oneVersusAll", "loss", "softmax"));
        all.putAll(Map.of("negativeSamplingRate", 0, "inBatchNegatives", false, "sharedNegatives", 1));
        assertThat(ConfigReader.read(KnowledgeConfig.INTERACTIONS, all).negativeSamplingRate())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            embeddingDimension       | 0    | [1, 65536]
            epochs                   | 0    | [1, 1000000]
            batchSize                | 0    | [1, 1000000]
            negativeSamplingRate     | -1   | [0, 100000]
            sharedNegatives          | 0    | [1, 10000]
            validationInterval       | 0    | [1, 1000000]
            patience                 | 0    | [1, 1000000]
            """)
    void refusesWholeNumbersOutOfRange(String key, int value, String range) {
        assertRefuses(
                Map.of(key, value),
                "Value for `%s` was `%d`, but must be within the range %s.".formatted(key, value, range));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            margin                   | -0.5   | [0.0, 1000.0]
            adversarialTemperature   | 101.0  | [0.0, 100.0]
            negativeSamplingExponent | 1.5    | [0.0, 1.0]
            initialLearningRate      | 0.0    | (0.0, ∞)
            minLearningRate          | 0.2    | (0.0, 0.1]
            regularization           | -1.0   | [0.0, 1000.0]
            nodeDropout              | 1.0    | [0.0, 0.95]
            relationDropout          | -0.1   | [0.0, 0.95]
            initialScale             | 0.0    | (0.0, ∞)
            validationShare          | 0.6    | [0.0, 0.5]
            """)
    void refusesNumbersOutOfRange(String key, double value, String range) {
        assertRefuses(
                Map.of(key, value),
                "Value for `%s` was `%s`, but must be within the range %s.".formatted(key, value, range));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trainingType   | negativeSampling, oneVersusAll, kVersusAll
            loss           | marginRanking, logistic, selfAdversarial, softmax
            corruptedSides | both, either
            optimizer      | sgd, adagrad, rowAdagrad, adam
            regularizer    | none, l2, n3, dura
            """)
    void namesTheWordsThatItTakes(String key, String words) {
        assertRefuses(Map.of(key, "q"), "Value for `%s` was `q`, but must be one of [%s].".formatted(key, words));
    }

    @Test
    void readsItsRecipesBack() {
        for (KnowledgeConfig recipe :
                List.of(KnowledgeConfig.PRODUCTS, KnowledgeConfig.DISTANCES, KnowledgeConfig.INTERACTIONS)) {
            assertThat(ConfigReader.read(KnowledgeConfig.PRODUCTS, ConfigReader.toMap(recipe)))
                    .isEqualTo(recipe);
        }
    }
}
