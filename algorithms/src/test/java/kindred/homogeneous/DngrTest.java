package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DngrTest {

    private static final SmallTraining<Dngr.Config, NodeEmbeddings> DNGR = new SmallTraining<>(
            new Dngr(), Map.of("embeddingDimension", 16, "hiddenDimensions", List.of(48), "batchSize", 64));

    @Test
    void separatesTwoCliques() {
        Map<String, Object> values = Map.of("pretrainingEpochs", 100, "learningRate", 0.01, "batchSize", 8);
        EmbeddingTable table =
                DNGR.train(PlantedGraphs.twoCliques(12), values, 1, 2).embeddings();

        assertThat(PlantedGraphs.separationOfHalves(table)).isGreaterThan(0.3);
    }

    /** With every value of the rows, and with few of them. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 60})
    void recoversCommunities(int contextsPerNode) {
        Projection graph = PlantedGraphs.communities(600, 4, 16, 2, 5);
        EmbeddingTable table = DNGR.train(graph, Map.of("contextsPerNode", contextsPerNode, "surfingSteps", 4), 1, 2)
                .embeddings();

        assertThat(PlantedGraphs.recoveredCommunities(table, 4)).isGreaterThan(0.9);
    }

    @Test
    void learnsLayerByLayer() {
        List<Double> losses = DNGR.train(
                        PlantedGraphs.communities(400, 4, 16, 2, 5),
                        Map.of("pretrainingEpochs", 6, "epochs", 4, "hiddenDimensions", List.of(48, 32)),
                        1,
                        2)
                .provenance()
                .losses();

        assertThat(losses).hasSize(3 * 6 + 4);
        for (int layer = 0; layer < 3; layer++) {
            assertThat(losses.get(6 * layer + 5)).isLessThan(losses.get(6 * layer));
        }
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        Projection graph = PlantedGraphs.communities(500, 5, 10, 3, 5);
        Map<String, Object> values = Map.of("pretrainingEpochs", 2, "epochs", 1, "zeroSamples", 200);
        long one = DNGR.train(graph, values, 7, 1).embeddings().checksum();

        assertThat(DNGR.train(graph, values, 7, 2).embeddings().checksum()).isEqualTo(one);
        assertThat(DNGR.train(graph, values, 7, 4).embeddings().checksum()).isEqualTo(one);
        assertThat(DNGR.train(graph, values, 8, 2).embeddings().checksum()).isNotEqualTo(one);
    }

    @Test
    void estimatesWhatItKeeps() {
        long few = DNGR.trainer()
                .estimate(GraphSize.of(100_000, 1_000_000), DNGR.config(Map.of("contextsPerNode", 100)))
                .bytesMax();
        long many = DNGR.trainer()
                .estimate(GraphSize.of(100_000, 1_000_000), DNGR.config(Map.of("contextsPerNode", 1_100)))
                .bytesMax();
        long all = DNGR.trainer()
                .estimate(GraphSize.of(100_000, 1_000_000), DNGR.config(Map.of("contextsPerNode", 1_000_000)))
                .bytesMax();

        assertThat(many - few).isEqualTo(100_000L * 1_000 * 8);
        assertThat(all).isGreaterThan(100_000L * 100_000 * 8);
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThatThrownBy(() -> DNGR.config(Map.of("surfingSteps", 0)))
                .hasMessage("Value for `surfingSteps` was `0`, but must be within the range [1, 1000].");
        assertThatThrownBy(() -> DNGR.config(Map.of("dampingFactor", 1.1)))
                .hasMessage("Value for `dampingFactor` was `1.1`, but must be within the range [0.0, 1.0].");
        assertThatThrownBy(() -> DNGR.config(Map.of("contextsPerNode", 0)))
                .hasMessage("Value for `contextsPerNode` was `0`, but must be within the range [1, 2147483647].");
        assertThatThrownBy(() -> DNGR.config(Map.of("maskingNoise", 1)))
                .hasMessage("Value for `maskingNoise` was `1.0`, but must be within the range [0.0, 0.99].");
    }
}
