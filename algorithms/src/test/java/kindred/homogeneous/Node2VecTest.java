package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.Progress;
import kindred.train.TrainingCancelledException;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Node2VecTest {

    private static final SmallTraining<Node2Vec.Config, NodeEmbeddings> NODE2VEC =
            new SmallTraining<>(new Node2Vec(), Map.of("embeddingDimension", 24, "walkLength", 20, "windowSize", 5));

    @Test
    void separatesTwoCliques() {
        EmbeddingTable table = NODE2VEC.train(
                        PlantedGraphs.twoCliques(12), Map.of("iterations", 5, "positiveSamplingFactor", 1.0), 1, 2)
                .embeddings();

        assertThat(PlantedGraphs.separationOfHalves(table)).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.0", "0.25, 4.0", "4.0, 0.25"})
    void recoversCommunities(double returnFactor, double inOutFactor) {
        Projection graph = PlantedGraphs.communities(3000, 6, 14, 3, 5);
        Map<String, Object> values = Map.of("returnFactor", returnFactor, "inOutFactor", inOutFactor);

        EmbeddingTable table = NODE2VEC.train(graph, values, 1, 2).embeddings();

        assertThat(PlantedGraphs.recoveredCommunities(table, 6)).isGreaterThan(0.95);
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        Projection graph = PlantedGraphs.communities(2500, 5, 10, 3, 5);
        Map<String, Object> values = Map.of("walksPerNode", 2, "walkBufferSize", 300);
        long one = NODE2VEC.train(graph, values, 7, 1).embeddings().checksum();

        assertThat(NODE2VEC.train(graph, values, 7, 2).embeddings().checksum()).isEqualTo(one);
        assertThat(NODE2VEC.train(graph, values, 7, 4).embeddings().checksum()).isEqualTo(one);
        assertThat(NODE2VEC.train(graph, values, 8, 2).embeddings().checksum()).isNotEqualTo(one);
    }

    @Test
    void followsWeights() {
        // a ring of eight, in which every other relationship weighs next to nothing
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 8);
        for (int i = 0; i < 8; i++) {
            builder.undirected("KNOWS", i, (i + 1) % 8, i % 2 == 0 ? 1 : 1e-6f);
        }
        EmbeddingTable table = NODE2VEC.train(
                        builder.build(), Map.of("iterations", 20, "positiveSamplingFactor", 1.0), 1, 1)
                .embeddings();

        for (int i = 0; i < 8; i += 2) {
            assertThat(cosine(table, i, i + 1)).isGreaterThan(cosine(table, i, (i + 7) % 8) + 0.5f);
        }
    }

    private static float cosine(EmbeddingTable table, int a, int b) {
        return kindred.math.Vectors.cosine(table.row(a), 0, table.row(b), 0, table.dimension());
    }

    @Test
    void copesWithLoneNodesLoopsAndParallelArcs() {
        Projection one = new ProjectionBuilder().node("Node", 7).build();
        Projection loop = new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .relationship("R", 0, 0)
                .relationship("R", 0, 0)
                .build();
        Projection sink = new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .relationship("R", 0, 1)
                .relationship("R", 0, 1)
                .build();
        Projection worthless = new ProjectionBuilder()
                .nodes("Node", 0, 2)
                .undirected("R", 0, 1, 0f)
                .build();

        for (Projection graph : List.of(one, loop, sink, worthless)) {
            EmbeddingTable table = NODE2VEC.train(graph, Map.of(), 1, 2).embeddings();
            assertThat(table.rows()).isEqualTo(graph.nodeCount());
            assertThat(table.isFinite()).isTrue();
            for (int node = 0; node < table.rows(); node++) {
                assertThat(table.row(node)).isNotEqualTo(new float[table.dimension()]);
            }
        }
        assertThat(NODE2VEC.train(sink, Map.of(), 1, 1).provenance().metrics()).containsEntry("isolatedNodes", 1.0);
        assertThat(NODE2VEC.train(worthless, Map.of(), 1, 1).provenance().metrics())
                .containsEntry("isolatedNodes", 2.0);
    }

    @Test
    void reportsALossThatFalls() {
        List<Double> losses = NODE2VEC.train(PlantedGraphs.communities(500, 5, 12, 2, 1), Map.of("iterations", 2), 1, 2)
                .provenance()
                .losses();

        assertThat(losses).hasSize(20);
        assertThat(losses.get(0)).isBetween(2.0, 6 * Math.log(2) + 0.01);
        assertThat(losses.get(19)).isLessThan(losses.get(0) - 0.2);
    }

    @Test
    void stopsWhenCancelled() {
        AtomicInteger asked = new AtomicInteger();
        try (TrainingRun run = new TrainingRun(1, 2, Progress.NONE, () -> asked.incrementAndGet() > 200)) {
            Projection graph = PlantedGraphs.communities(2500, 5, 10, 3, 5);

            assertThatThrownBy(() -> NODE2VEC.trainer().train(graph, NODE2VEC.config(Map.of("iterations", 1000)), run))
                    .isInstanceOf(TrainingCancelledException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            returnFactor           | 0.0  | Value for `returnFactor` was `0.0`, but must be within the range (0.0, ∞).
            inOutFactor            | -1.0 | Value for `inOutFactor` was `-1.0`, but must be within the range (0.0, ∞).
            positiveSamplingFactor | 0.0  | Value for `positiveSamplingFactor` was `0.0`, but must be within the range (0.0, 1.0].
            minLearningRate        | 0.5  | Value for `minLearningRate` was `0.5`, but must be within the range (0.0, 0.025].
            """)
    void refusesValuesOutOfRange(String key, double value, String message) {
        assertThatThrownBy(() -> NODE2VEC.config(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void hasTheDefaultsOfGds() {
        assertThat(ConfigReader.toMap(NODE2VEC.trainer().defaults()))
                .containsEntry("inOutFactor", 1.0)
                .containsEntry("returnFactor", 1.0)
                .containsEntry("walkLength", 80)
                .containsEntry("walksPerNode", 10)
                .containsEntry("windowSize", 10)
                .containsEntry("negativeSamplingRate", 5)
                .containsEntry("positiveSamplingFactor", 0.001)
                .containsEntry("negativeSamplingExponent", 0.75)
                .containsEntry("embeddingDimension", 128)
                .containsEntry("embeddingInitializer", "NORMALIZED")
                .containsEntry("iterations", 1)
                .containsEntry("initialLearningRate", 0.025)
                .containsEntry("minLearningRate", 0.0001)
                .containsEntry("walkBufferSize", 1000)
                .hasSize(14);
    }
}
