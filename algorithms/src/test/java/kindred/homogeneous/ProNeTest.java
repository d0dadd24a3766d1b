package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.graph.AdjacencyMatrices;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.SparseMatrix;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProNeTest {

    private static final ProNe PRO_NE = new ProNe();

    private static ProNe.Config config(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(Map.of("embeddingDimension", 16));
        all.putAll(values);
        return ConfigReader.read(PRO_NE.defaults(), all);
    }

    private static EmbeddingTable train(Projection graph, Map<String, Object> values, long seed, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(seed, concurrency)) {
            return PRO_NE.train(graph, config(values), run).embeddings();
        }
    }

    /** A star of two rays, one of which weighs three times the other: worked out by hand. */
    @Test
    void weighsRelationshipsAgainstNoise() {
        SparseMatrix adjacency = AdjacencyMatrices.symmetric(new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .undirected("R", 0, 1, 1f)
                .undirected("R", 0, 2, 3f)
                .build());
        // sums of transition probabilities towards each node: 2, 1/4, 3/4
        double[] noise = {2, 0.25, 0.75};
        double sum = 3;

        SparseMatrix matrix = ProNe.proximity(
                adjacency,
                new double[] {4, 1, 3},
                config(Map.of("negativeSamplingExponent", 1.0, "negativeSamplingRate", 2.0)));

        assertThat(matrix.value(0)).isCloseTo((float) Math.log(0.25 * sum / (2 * noise[1])), within(1e-6f));
        assertThat(matrix.value(1)).isCloseTo((float) Math.log(0.75 * sum / (2 * noise[2])), within(1e-6f));
        assertThat(matrix.value(2)).isCloseTo((float) Math.log(sum / (2 * noise[0])), within(1e-6f));
        assertThat(matrix.value(3)).isCloseTo((float) Math.log(sum / (2 * noise[0])), within(1e-6f));
    }

    @Test
    void raisesNoiseToItsPower() {
        SparseMatrix adjacency = AdjacencyMatrices.symmetric(new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .undirected("R", 0, 1)
                .undirected("R", 0, 2)
                .build());
        double sum = Math.pow(2, 0.75) + 2 * Math.pow(0.5, 0.75);

        SparseMatrix matrix = ProNe.proximity(adjacency, new double[] {2, 1, 1}, config(Map.of()));

        assertThat(matrix.value(0)).isCloseTo((float) Math.log(0.5 * sum / Math.pow(0.5, 0.75)), within(1e-6f));
        assertThat(matrix.value(2)).isCloseTo((float) Math.log(sum / Math.pow(2, 0.75)), within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "10"})
    void recoversCommunities(int chebyshevOrder) {
        Projection graph = PlantedGraphs.communities(1500, 6, 14, 3, 5);

        EmbeddingTable table = train(graph, Map.of("chebyshevOrder", chebyshevOrder), 1, 2);

        assertThat(PlantedGraphs.recoveredCommunities(table, 6)).isGreaterThan(0.9);
    }

    @Test
    void gainsFromPropagation() {
        Projection sparse = PlantedGraphs.communities(1500, 6, 3, 0.6, 5);
        Map<String, Object> without = Map.of("chebyshevOrder", 1);

        double factorised = PlantedGraphs.recoveredCommunities(train(sparse, without, 1, 2), 6);
        double propagated = PlantedGraphs.recoveredCommunities(train(sparse, Map.of(), 1, 2), 6);

        assertThat(propagated).isGreaterThan(factorised + 0.02);
    }

    @Test
    void hardlyDependsOnTheSeed() {
        Projection graph = PlantedGraphs.communities(600, 4, 14, 2, 5);
        Map<String, Object> values = Map.of("embeddingDimension", 4, "svdIterations", 10);
        EmbeddingTable one = train(graph, values, 1, 2);
        EmbeddingTable other = train(graph, values, 2, 2);

        assertThat(one.checksum()).isNotEqualTo(other.checksum());
        for (int node = 1; node < 600; node += 7) {
            // singular vectors have no sign of their own, but inner products do not see it
            assertThat(cosine(other, 0, node)).isCloseTo(cosine(one, 0, node), within(0.01f));
        }
    }

    private static float cosine(EmbeddingTable table, int a, int b) {
        return Vectors.cosine(table.row(a), 0, table.row(b), 0, table.dimension());
    }

    @Test
    void followsWeights() {
        // a ring of eight, in which every other relationship weighs next to nothing
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 8);
        for (int i = 0; i < 8; i++) {
            builder.undirected("KNOWS", i, (i + 1) % 8, i % 2 == 0 ? 1 : 1e-3f);
        }
        EmbeddingTable table = train(builder.build(), Map.of("embeddingDimension", 4), 1, 1);

        for (int i = 0; i < 8; i += 2) {
            assertThat(cosine(table, i, i + 1)).isGreaterThan(cosine(table, i, (i + 7) % 8) + 0.5f);
        }
    }

    @Test
    void takesDirectedRelationshipsAsUndirected() {
        Projection directed = new ProjectionBuilder()
                .nodes("Node", 0, 4)
                .relationship("R", 0, 1)
                .relationship("R", 2, 1)
                .relationship("R", 3, 2)
                .build();
        Projection undirected = new ProjectionBuilder()
                .nodes("Node", 0, 4)
                .undirected("R", 0, 1)
                .undirected("R", 1, 2)
                .undirected("R", 2, 3)
                .build();

        assertThat(train(directed, Map.of(), 1, 1).checksum())
                .isEqualTo(train(undirected, Map.of(), 1, 1).checksum());
    }

    @Test
    void givesUnitVectorsAndZerosToNodesAlone() {
        Projection graph = new ProjectionBuilder()
                .nodes("Node", 0, 4)
                .undirected("R", 0, 1)
                .undirected("R", 1, 2)
                .undirected("R", 3, 3)
                .build();
        EmbeddingTable table = train(graph, Map.of(), 1, 1);

        for (int node = 0; node < 3; node++) {
            assertThat(Vectors.norm(table.row(node), 0, 16)).isCloseTo(1, within(1e-5f));
        }
        assertThat(table.row(3)).isEqualTo(new float[16]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            theta                    | 0.0  | Value for `theta` was `0.0`, but must be within the range (0.0, 10.0].
            mu                       | 2.5  | Value for `mu` was `2.5`, but must be within the range [0.0, 2.0].
            negativeSamplingExponent | -1.0 | Value for `negativeSamplingExponent` was `-1.0`, but must be within the range [0.0, 1.0].
            negativeSamplingRate     | 0.0  | Value for `negativeSamplingRate` was `0.0`, but must be within the range (0.0, ∞).
            """)
    void refusesValuesOutOfRange(String key, double value, String message) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            embeddingDimension | 0 | Value for `embeddingDimension` was `0`, but must be within the range [1, 4096].
            chebyshevOrder     | 0 | Value for `chebyshevOrder` was `0`, but must be within the range [1, 100].
            svdIterations      | 0 | Value for `svdIterations` was `0`, but must be within the range [1, 100].
            """)
    void refusesCountsOutOfRange(String key, long value, String message) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
