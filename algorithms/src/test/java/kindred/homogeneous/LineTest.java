package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    private static final SmallTraining<Line.Config, NodeEmbeddings> LINE =
            new SmallTraining<>(new Line(), Map.of("embeddingDimension", 32));

    private static float cosine(EmbeddingTable table, int a, int b) {
        return Vectors.cosine(table.row(a), 0, table.row(b), 0, table.dimension());
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second", "both"})
    void recoversCommunities(String order) {
        Projection graph = PlantedGraphs.communities(2100, 6, 14, 3, 5);

        EmbeddingTable table = LINE.train(graph, Map.of("order", order, "samplesPerRelationship", 100), 1, 2)
                .embeddings();

        assertThat(PlantedGraphs.recoveredCommunities(table, 6)).isGreaterThan(0.95);
    }

    /** Two stars of which nobody knows the other; the leaves of one have the same neighbour, and no relationship between them. */
    private static Projection twoBipartiteHalves() {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 40);
        for (int left = 0; left < 10; left++) {
            for (int right = 10; right < 20; right++) {
                builder.undirected("R", left, right).undirected("R", left + 20, right + 20);
            }
        }
        return builder.build();
    }

    @Test
    void secondOrderBringsTogetherWhatHasTheSameNeighbours() {
        EmbeddingTable table = LINE.train(
                        twoBipartiteHalves(), Map.of("order", "second", "samplesPerRelationship", 2000), 1, 2)
                .embeddings();

        assertThat(cosine(table, 0, 1)).isGreaterThan(0.9f);
        assertThat(cosine(table, 10, 11)).isGreaterThan(0.9f);
        assertThat(cosine(table, 0, 10)).isLessThan(0.5f);
        assertThat(cosine(table, 0, 20)).isLessThan(0.5f);
    }

    @Test
    void firstOrderBringsTogetherWhatIsRelated() {
        EmbeddingTable table = LINE.train(
                        twoBipartiteHalves(), Map.of("order", "first", "samplesPerRelationship", 2000), 1, 2)
                .embeddings();

        assertThat(cosine(table, 0, 10)).isGreaterThan(0.8f);
        assertThat(cosine(table, 0, 20)).isLessThan(0.3f);
        assertThat(cosine(table, 0, 30)).isLessThan(0.3f);
    }

    @Test
    void givesEachOrderHalfOfTheVectorAtLengthOne() {
        Projection graph = PlantedGraphs.communities(400, 4, 10, 2, 5);
        Map<String, Object> half = Map.of("embeddingDimension", 16, "samplesPerRelationship", 50);
        EmbeddingTable both =
                LINE.train(graph, Map.of("samplesPerRelationship", 50), 3, 2).embeddings();
        EmbeddingTable first =
                LINE.train(graph, with(half, "order", "first"), 3, 1).embeddings();
        EmbeddingTable second =
                LINE.train(graph, with(half, "order", "second"), 3, 1).embeddings();

        assertThat(both.dimension()).isEqualTo(32);
        for (int node = 0; node < both.rows(); node++) {
            float[] row = both.row(node);
            assertThat(Vectors.cosine(row, 0, first.row(node), 0, 16)).isCloseTo(1f, within(1e-5f));
            assertThat(Vectors.cosine(row, 16, second.row(node), 0, 16)).isCloseTo(1f, within(1e-5f));
            assertThat(Vectors.dot(row, 0, row, 0, 16)).isCloseTo(1f, within(1e-5f));
            assertThat(Vectors.dot(row, 16, row, 16, 16)).isCloseTo(1f, within(1e-5f));
        }
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void givesTheSameBitsAtAnyConcurrency(String order) {
        Projection graph = PlantedGraphs.communities(2500, 5, 10, 3, 5);
        Map<String, Object> values = Map.of("order", order, "samplesPerRelationship", 10, "densifyBelow", 12);
        long one = LINE.train(graph, values, 7, 1).embeddings().checksum();

        assertThat(LINE.train(graph, values, 7, 2).embeddings().checksum()).isEqualTo(one);
        assertThat(LINE.train(graph, values, 7, 4).embeddings().checksum()).isEqualTo(one);
        assertThat(LINE.train(graph, values, 8, 2).embeddings().checksum()).isNotEqualTo(one);
    }

    @Test
    void drawsAsOftenAsItIsTold() {
        Projection graph = PlantedGraphs.communities(2500, 5, 10, 3, 5);
        double expected = graph.arcCount() * 12.5;

        for (String order : List.of("first", "second", "both")) {
            double samples = LINE.train(graph, Map.of("order", order, "samplesPerRelationship", 12.5), 1, 2)
                    .provenance()
                    .metrics()
                    .get("trainingSamples");
            assertThat(samples / expected).isCloseTo(order.equals("both") ? 2 : 1, within(0.001));
        }
    }

    @Test
    void followsWeights() {
        // a ring of eight, in which every other relationship weighs next to nothing
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 8);
        for (int i = 0; i < 8; i++) {
            builder.undirected("KNOWS", i, (i + 1) % 8, i % 2 == 0 ? 1 : 1e-6f);
        }
        EmbeddingTable table = LINE.train(
                        builder.build(), Map.of("order", "first", "samplesPerRelationship", 5000), 1, 1)
                .embeddings();

        for (int i = 0; i < 8; i += 2) {
            assertThat(cosine(table, i, i + 1)).isGreaterThan(cosine(table, i, (i + 7) % 8) + 0.5f);
        }
    }

    @Test
    void doesNotDependOnTheUnitOfWeights() {
        EmbeddingTable[] tables = new EmbeddingTable[2];
        for (int i = 0; i < 2; i++) {
            ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 30);
            for (int node = 0; node < 30; node++) {
                builder.undirected("R", node, (node * 7 + 1) % 30, (1 + node % 3) * (i == 0 ? 1 : 1024));
            }
            tables[i] = LINE.train(builder.build(), Map.of(), 1, 1).embeddings();
        }
        assertThat(tables[1].checksum()).isEqualTo(tables[0].checksum());
    }

    @Test
    void learnsMoreOfASparseGraphThatIsDensified() {
        Projection graph = PlantedGraphs.communities(800, 4, 2, 0.2, 5);
        Map<String, Object> values = Map.of("order", "second", "samplesPerRelationship", 300);
        double plain = PlantedGraphs.recoveredCommunities(
                LINE.train(graph, values, 1, 1).embeddings(), 4);
        double dense = PlantedGraphs.recoveredCommunities(
                LINE.train(graph, with(values, "densifyBelow", 50), 1, 1).embeddings(), 4);

        assertThat(dense).isGreaterThan(plain + 0.03);
    }

    @Test
    void copesWithLoneNodesLoopsSinksAndWorthlessRelationships() {
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
            for (int densifyBelow : new int[] {0, 5}) {
                EmbeddingTable table = LINE.train(graph, Map.of("densifyBelow", densifyBelow), 1, 2)
                        .embeddings();
                assertThat(table.rows()).isEqualTo(graph.nodeCount());
                assertThat(table.isFinite()).isTrue();
                for (int node = 0; node < table.rows(); node++) {
                    assertThat(table.row(node)).isNotEqualTo(new float[table.dimension()]);
                }
            }
        }
        assertThat(LINE.train(sink, Map.of(), 1, 1).provenance().metrics()).containsEntry("isolatedNodes", 1.0);
        assertThat(LINE.train(worthless, Map.of(), 1, 1).provenance().metrics())
                .containsEntry("isolatedNodes", 2.0)
                .containsEntry("trainingSamples", 0.0);
    }

    @Test
    void reportsALossThatFalls() {
        List<Double> losses = LINE.train(
                        PlantedGraphs.communities(300, 5, 12, 2, 1), Map.of("samplesPerRelationship", 300), 1, 2)
                .provenance()
                .losses();

        assertThat(losses).hasSize(20);
        for (int order = 0; order < 2; order++) {
            assertThat(losses.get(10 * order)).isBetween(3.0, 6 * Math.log(2) + 0.01);
            assertThat(losses.get(10 * order + 9)).isLessThan(losses.get(10 * order) - 0.1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            samplesPerRelationship | 0.0   | Value for `samplesPerRelationship` was `0.0`, but must be within the range (0.0, 1.0E9].
            minLearningRate        | 0.5   | Value for `minLearningRate` was `0.5`, but must be within the range (0.0, 0.025].
            initialLearningRate    | -1.0  | Value for `initialLearningRate` was `-1.0`, but must be within the range (0.0, ∞).
            """)
    void refusesValuesOutOfRange(String key, double value, String message) {
        assertThatThrownBy(() -> LINE.config(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatItCanNotHalve() {
        assertThatThrownBy(() -> LINE.config(Map.of("embeddingDimension", 33)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Value for `embeddingDimension` was `33`, but must be even when `order` is `both`, which gives each order half of it.");
        assertThat(LINE.config(Map.of("embeddingDimension", 33, "order", "second"))
                        .embeddingDimension())
                .isEqualTo(33);
        assertThatThrownBy(() -> LINE.config(Map.of("order", "secnd")))
                .hasMessage(
                        "Value for `order` was `secnd`, but must be one of [first, second, both]. (Did you mean [second]?)");
    }

    @Test
    void hasTheDefaultsOfThePaper() {
        assertThat(ConfigReader.toMap(LINE.trainer().defaults()))
                .containsEntry("order", "both")
                .containsEntry("negativeSamplingRate", 5)
                .containsEntry("negativeSamplingExponent", 0.75)
                .containsEntry("initialLearningRate", 0.025)
                .containsEntry("minLearningRate", 0.025 * 1e-4)
                .containsEntry("densifyBelow", 0)
                .hasSize(8);
    }

    @Test
    void estimatesMoreForMore() {
        long plain = LINE.trainer()
                .estimate(GraphSize.of(10_000, 100_000), LINE.config(Map.of()))
                .bytesMax();
        long dense = LINE.trainer()
                .estimate(GraphSize.of(10_000, 100_000), LINE.config(Map.of("densifyBelow", 100)))
                .bytesMax();
        long wide = LINE.trainer()
                .estimate(GraphSize.of(10_000, 100_000), LINE.config(Map.of("embeddingDimension", 1024)))
                .bytesMin();

        assertThat(dense).isGreaterThan(plain + 10_000 * 100 * 16);
        assertThat(wide).isGreaterThan(10_000 * 1024 * 4 * 3 / 2);
    }
}
