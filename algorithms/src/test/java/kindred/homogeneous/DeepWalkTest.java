package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeepWalkTest {

    private static final SmallTraining<DeepWalk.Config, NodeEmbeddings> DEEP_WALK = new SmallTraining<>(
            new DeepWalk(), Map.of("embeddingDimension", 24, "walkLength", 20, "walksPerNode", 20, "windowSize", 5));

    @ParameterizedTest
    @ValueSource(strings = {"hierarchicalSoftmax", "negativeSampling"})
    void separatesTwoCliques(String objective) {
        Map<String, Object> values = Map.of("objective", objective, "walksPerNode", 100);
        EmbeddingTable table =
                DEEP_WALK.train(PlantedGraphs.twoCliques(12), values, 1, 2).embeddings();

        assertThat(PlantedGraphs.separationOfHalves(table)).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hierarchicalSoftmax", "negativeSampling"})
    void recoversCommunities(String objective) {
        Projection graph = PlantedGraphs.communities(3000, 6, 14, 3, 5);
        EmbeddingTable table =
                DEEP_WALK.train(graph, Map.of("objective", objective), 1, 2).embeddings();

        assertThat(PlantedGraphs.recoveredCommunities(table, 6)).isGreaterThan(0.95);
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        Projection graph = PlantedGraphs.communities(2500, 5, 10, 3, 5);
        Map<String, Object> values = Map.of("walksPerNode", 2, "walkBufferSize", 300);
        long one = DEEP_WALK.train(graph, values, 7, 1).embeddings().checksum();

        assertThat(DEEP_WALK.train(graph, values, 7, 2).embeddings().checksum()).isEqualTo(one);
        assertThat(DEEP_WALK.train(graph, values, 7, 4).embeddings().checksum()).isEqualTo(one);
        assertThat(DEEP_WALK.train(graph, values, 8, 2).embeddings().checksum()).isNotEqualTo(one);
    }

    @Test
    void copesWithLoneNodesLoopsAndDeadEnds() {
        Projection one = new ProjectionBuilder().node("Node", 7).build();
        Projection loop = new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .relationship("R", 0, 0)
                .build();
        Projection sink = new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .relationship("R", 0, 1)
                .relationship("R", 0, 1)
                .build();

        for (Projection graph : List.of(one, loop, sink)) {
            EmbeddingTable table = DEEP_WALK.train(graph, Map.of(), 1, 2).embeddings();
            assertThat(table.rows()).isEqualTo(graph.nodeCount());
            assertThat(table.isFinite()).isTrue();
        }
        assertThat(DEEP_WALK.train(sink, Map.of(), 1, 1).provenance().metrics()).containsEntry("isolatedNodes", 1.0);
    }

    @Test
    void beginsAtTheLossOfATreeThatKnowsNothing() {
        List<Double> losses = DEEP_WALK
                .train(PlantedGraphs.communities(500, 5, 12, 2, 1), Map.of(), 1, 2)
                .provenance()
                .losses();

        // paths to one of 500 about equally frequent nodes have nine steps, and each is a coin toss
        assertThat(losses).hasSize(20);
        assertThat(losses.get(0)).isBetween(8.5 * Math.log(2), 9.5 * Math.log(2));
        assertThat(losses.get(19)).isLessThan(losses.get(0) - 0.3);
    }

    @Test
    void hasTheDefaultsOfThePaper() {
        assertThat(ConfigReader.toMap(DEEP_WALK.trainer().defaults()))
                .containsEntry("objective", "hierarchicalSoftmax")
                .containsEntry("walksPerNode", 80)
                .containsEntry("walkLength", 40)
                .containsEntry("windowSize", 10)
                .containsEntry("embeddingDimension", 128)
                .containsEntry("initialLearningRate", 0.025)
                .containsEntry("positiveSamplingFactor", 1.0);
    }

    @Test
    void refusesAnUnknownObjective() {
        assertThatThrownBy(() -> DEEP_WALK.config(Map.of("objective", "negativesampling2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Value for `objective` was `negativesampling2`, but must be one of [hierarchicalSoftmax, negativeSampling]."
                                + " (Did you mean [negativeSampling]?)");
    }

    @Test
    void estimatesMoreForMore() {
        long small = DEEP_WALK
                .trainer()
                .estimate(GraphSize.of(1_000, 10_000), DEEP_WALK.config(Map.of()))
                .bytesMax();
        long large = DEEP_WALK
                .trainer()
                .estimate(GraphSize.of(100_000, 10_000), DEEP_WALK.config(Map.of()))
                .bytesMax();
        long wide = DEEP_WALK
                .trainer()
                .estimate(GraphSize.of(100_000, 10_000), DEEP_WALK.config(Map.of("embeddingDimension", 240)))
                .bytesMin();

        assertThat(large).isGreaterThan(20 * small / 10);
        assertThat(wide).isGreaterThan(2 * 100_000 * 240 * 4);
    }
}
