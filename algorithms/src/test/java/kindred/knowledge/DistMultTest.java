package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kindred.config.ConfigReader;
import kindred.model.KnowledgeEmbeddings;
import org.junit.jupiter.api.Test;

class DistMultTest {

    @Test
    void findsFriendsInGroups() {
        PlantedKnowledge friends = PlantedKnowledge.friends(8, 8);

        KnowledgeEmbeddings model = PlantedKnowledge.train(new DistMult(), friends.graph(), Map.of("batchSize", 32));

        // nobody but the one who asks stands in the way; among 57 nodes it would be 0.05 by chance
        assertThat(friends.judge(model).hitsAt3()).isGreaterThan(0.95);
    }

    @Test
    void doesNotTellDirections() {
        PlantedKnowledge order = PlantedKnowledge.order(16);
        KnowledgeEmbeddings model = PlantedKnowledge.train(
                new DistMult(), order.graph(), Map.of("reciprocalRelations", false, "batchSize", 32));

        KnowledgeScores scores = KnowledgeScores.of(model);
        assertThat(scores.score(2, 0, 9)).isEqualTo(scores.score(9, 0, 2));
        assertThat(order.tellsDirections(model)).isZero();
    }

    @Test
    void takesAnyDimension() {
        KnowledgeEmbeddings model = PlantedKnowledge.train(
                new DistMult(), PlantedKnowledge.order(5).graph(), Map.of("embeddingDimension", 7, "epochs", 2));

        assertThat(model.embeddings().dimension()).isEqualTo(7);
    }

    @Test
    void hasTheKeysOfTheRecipe() {
        assertThat(ConfigReader.toMap(new DistMult().defaults()))
                .containsEntry("trainingType", "negativeSampling")
                .containsEntry("loss", "softmax")
                .containsEntry("optimizer", "adagrad")
                .containsEntry("regularizer", "n3")
                .containsEntry("reciprocalRelations", true)
                .hasSize(27);
    }
}
