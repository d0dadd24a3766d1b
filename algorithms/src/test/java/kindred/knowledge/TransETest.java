package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.math.Vectors;
import kindred.model.KnowledgeEmbeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransETest {

    /** Where half of all nodes are drawn, each stands for two. */
    private static final Map<String, Object> THOROUGH =
            Map.of("initialLearningRate", 0.05, "batchSize", 32, "negativeSamplingRate", 32, "margin", Math.log(2));

    @ParameterizedTest
    @CsvSource({"L1, negativeSampling, 0.5", "L2, negativeSampling, 0.4", "L2, oneVersusAll, 0.9"})
    void findsNeighboursOnAGrid(String norm, String trainingType, double least) {
        PlantedKnowledge grid = PlantedKnowledge.grid(8, 8);
        Map<String, Object> values = new HashMap<>(THOROUGH);
        values.put("norm", norm);
        values.put("trainingType", trainingType);

        KnowledgeEmbeddings model = PlantedKnowledge.train(new TransE(), grid.graph(), values);

        // among 64 nodes; by chance it would be 0.07
        assertThat(grid.judge(model).mrr()).isGreaterThan(least);
        assertThat(model.relations().scorer()).isEqualTo(norm.equals("L1") ? "transE-l1" : "transE-l2");
    }

    @Test
    void composesTranslations() {
        KnowledgeEmbeddings model =
                PlantedKnowledge.train(new TransE(), PlantedKnowledge.grid(8, 8).graph(), THOROUGH);

        float[] sum = relation(model, "RIGHT");
        Vectors.axpy(1, relation(model, "UP"), 0, sum, 0, sum.length);
        assertThat(Vectors.cosine(sum, 0, relation(model, "DIAGONAL"), 0, sum.length))
                .isGreaterThan(0.9f);
    }

    private static float[] relation(KnowledgeEmbeddings model, String type) {
        return model.relations().vectors().row(model.relations().indexOf(type));
    }

    /** Margin ranking, one replaced node per fact, nodes of length 1. */
    @Test
    void trainsByThePapersRecipe() {
        PlantedKnowledge grid = PlantedKnowledge.grid(8, 8);
        Map<String, Object> values = new HashMap<>(Map.of(
                "trainingType",
                "negativeSampling",
                "loss",
                "marginRanking",
                "margin",
                1.0,
                "negativeSamplingRate",
                1,
                "sharedNegatives",
                1,
                "corruptedSides",
                "either",
                "reciprocalRelations",
                false,
                "optimizer",
                "sgd",
                "normalizeNodes",
                true,
                "norm",
                "L1"));
        values.put("initialLearningRate", 0.05);
        values.put("minLearningRate", 0.005);
        values.put("batchSize", 32);
        values.put("epochs", 500);

        KnowledgeEmbeddings model = PlantedKnowledge.train(new TransE(), grid.graph(), values);

        // a grid does not lie flat on a sphere
        assertThat(grid.judge(model).mrr()).isGreaterThan(0.25);
        for (int node = 0; node < 64; node++) {
            assertThat(Vectors.norm(model.embeddings().row(node), 0, 16)).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void hasTheKeysOfTheRecipe() {
        assertThat(ConfigReader.toMap(new TransE().defaults()))
                .containsEntry("norm", "L2")
                .containsEntry("embeddingDimension", 128)
                .containsEntry("trainingType", "negativeSampling")
                .containsEntry("optimizer", "adam")
                .containsEntry("regularizer", "none")
                .hasSize(28);
    }
}
