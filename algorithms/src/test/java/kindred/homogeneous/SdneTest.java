package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import kindred.graph.Csr;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdneTest {

    private static final SmallTraining<Sdne.Config, NodeEmbeddings> SDNE = new SmallTraining<>(
            new Sdne(), Map.of("embeddingDimension", 16, "hiddenDimensions", List.of(48), "batchSize", 64));

    @ParameterizedTest
    @ValueSource(strings = {"sigmoid", "tanh", "relu"})
    void separatesTwoCliques(String function) {
        Map<String, Object> values =
                Map.of("activationFunction", function, "epochs", 200, "learningRate", 0.01, "batchSize", 8);
        EmbeddingTable table =
                SDNE.train(PlantedGraphs.twoCliques(12), values, 1, 2).embeddings();

        assertThat(PlantedGraphs.separationOfHalves(table)).isGreaterThan(0.2);
    }

    /** From all columns, and from few of them. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 100})
    void recoversCommunities(int zeroSamples) {
        Projection graph = PlantedGraphs.communities(600, 4, 20, 3, 5);
        EmbeddingTable table = SDNE.train(graph, Map.of("zeroSamples", zeroSamples, "epochs", 30), 1, 2)
                .embeddings();

        assertThat(PlantedGraphs.recoveredCommunities(table, 4)).isGreaterThan(0.9);
    }

    @Test
    void drawsNeighboursTogetherTheMoreTheirTermWeighs() {
        Projection graph = PlantedGraphs.communities(300, 3, 8, 2, 5);
        double free = neighbourDistance(graph, 0);
        double held = neighbourDistance(graph, 0.3);
        double bound = neighbourDistance(graph, 3);

        assertThat(held).isLessThan(free);
        assertThat(bound).isLessThan(held).isLessThan(free / 2);
    }

    /** Mean squared distance between neighbours, relative to that from the origin. */
    private static double neighbourDistance(Projection graph, double weight) {
        EmbeddingTable table = SDNE.train(graph, Map.of("firstOrderWeight", weight, "epochs", 30), 1, 1)
                .embeddings();
        double distances = 0;
        double lengths = 0;
        for (int node = 0; node < graph.nodeCount(); node++) {
            float[] own = table.row(node);
            for (long arc = graph.union().first(node); arc < graph.union().end(node); arc++) {
                float[] other = table.row(graph.union().target(arc));
                for (int i = 0; i < own.length; i++) {
                    distances += (own[i] - other[i]) * (own[i] - other[i]);
                    lengths += own[i] * own[i];
                }
            }
        }
        return distances / lengths;
    }

    @Test
    void learnsLayerByLayerAndThenTogether() {
        List<Double> losses = SDNE.train(
                        PlantedGraphs.communities(600, 4, 20, 3, 5),
                        Map.of("pretrainingEpochs", 5, "epochs", 10, "hiddenDimensions", List.of(48, 32)),
                        1,
                        2)
                .provenance()
                .losses();

        assertThat(losses).hasSize(3 * 5 + 10);
        for (int stage = 0; stage < 3; stage++) {
            assertThat(losses.get(5 * stage + 4)).isLessThan(losses.get(5 * stage));
        }
        assertThat(losses.get(24)).isLessThan(losses.get(15));
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        Projection graph = PlantedGraphs.communities(900, 3, 12, 3, 5);
        Map<String, Object> values = Map.of("epochs", 2, "zeroSamples", 300, "hiddenDimensions", List.of(96));
        long one = SDNE.train(graph, values, 7, 1).embeddings().checksum();

        assertThat(SDNE.train(graph, values, 7, 2).embeddings().checksum()).isEqualTo(one);
        assertThat(SDNE.train(graph, values, 7, 4).embeddings().checksum()).isEqualTo(one);
        assertThat(SDNE.train(graph, values, 8, 2).embeddings().checksum()).isNotEqualTo(one);
    }

    /** Two groups of twelve, with heavy relationships inside of them and light ones between. */
    private static Projection weighted() {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 24);
        for (int i = 0; i < 24; i++) {
            for (int j = 0; j < i; j++) {
                builder.undirected("KNOWS", i, j, i % 2 == j % 2 ? 3 : 0.1f);
            }
        }
        return builder.build();
    }

    @Test
    void followsWeights() {
        EmbeddingTable table = SDNE.train(weighted(), Map.of("epochs", 200, "learningRate", 0.01, "batchSize", 8), 1, 1)
                .embeddings();

        assertThat(PlantedGraphs.recoveredCommunities(table, 2)).isEqualTo(1);
    }

    /** Nothing is learned here, so what the losses with and without the term differ by is the term of the vectors that come out. */
    @Test
    void estimatesTheFirstOrderTermOfThePaper() {
        NodeEmbeddings with = untrained(0.5);
        double estimate = mean(with) - mean(untrained(0));

        Csr arcs = weighted().union();
        double term = 0;
        for (int node = 0; node < arcs.nodeCount(); node++) {
            float[] own = with.embeddings().row(node);
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                float[] other = with.embeddings().row(arcs.target(arc));
                for (int i = 0; i < own.length; i++) {
                    term += 0.5 * arcs.weight(arc) / 3 * (own[i] - other[i]) * (own[i] - other[i]);
                }
            }
        }
        assertThat(estimate).isCloseTo(term / arcs.nodeCount(), withinPercentage(3));
    }

    private static NodeEmbeddings untrained(double firstOrderWeight) {
        return SDNE.train(
                weighted(),
                Map.of(
                        "firstOrderWeight",
                        firstOrderWeight,
                        "pretrainingEpochs",
                        0,
                        "epochs",
                        1000,
                        "learningRate",
                        1e-12,
                        "penaltyL2",
                        0),
                1,
                1);
    }

    private static double mean(NodeEmbeddings model) {
        return model.provenance().losses().stream()
                .mapToDouble(loss -> loss)
                .average()
                .orElseThrow();
    }

    @Test
    void needsMemoryForNodesAndNotForTheirSquare() {
        long once = SDNE.trainer()
                .estimate(GraphSize.of(100_000, 1_000_000), SDNE.trainer().defaults())
                .bytesMax();
        long twice = SDNE.trainer()
                .estimate(GraphSize.of(200_000, 2_000_000), SDNE.trainer().defaults())
                .bytesMax();

        assertThat(once).isLessThan(2L << 30);
        assertThat(twice).isLessThan(2 * once);
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThatThrownBy(() -> SDNE.config(Map.of("nonZeroFactor", 0.5)))
                .hasMessage("Value for `nonZeroFactor` was `0.5`, but must be within the range [1.0, 10000.0].");
        assertThatThrownBy(() -> SDNE.config(Map.of("firstOrderWeight", -1)))
                .hasMessage("Value for `firstOrderWeight` was `-1.0`, but must be within the range [0.0, 10000.0].");
        assertThatThrownBy(() -> SDNE.config(Map.of("hiddenDimensions", List.of())))
                .hasMessage("Value for `hiddenDimensions` was `[]`, but must name at least one layer.");
        assertThatThrownBy(() -> SDNE.config(Map.of("hiddenDimensions", List.of(64, 0))))
                .hasMessage("Value for `hiddenDimensions` was `0`, but must be within the range [1, 65536].");
        assertThatThrownBy(() -> SDNE.config(Map.of("activationFunction", "sigmoyd")))
                .hasMessage(
                        "Value for `activationFunction` was `sigmoyd`, but must be one of [sigmoid, tanh, relu]. (Did you mean [sigmoid]?)");
        assertThatThrownBy(() -> SDNE.config(Map.of("hiddenDimensions", List.of(65_536)))
                        .autoencoder()
                        .checkFits(100_000))
                .hasMessage(
                        "A graph of 100000 nodes is too large for `hiddenDimensions` that begin with 65536: at most 32767 nodes fit.");
    }
}
