package kindred.heterogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TadwTest {

    private static final Tadw TADW = new Tadw();
    private static final int TOPICS = 3;
    private static final int WORDS = 30;

    private static Tadw.Config config(Map<String, Object> values) {
        Map<String, Object> all =
                new HashMap<>(Map.of("embeddingDimension", 12, "featureProperties", List.of("words")));
        all.putAll(values);
        return ConfigReader.read(TADW.defaults(), all);
    }

    private static NodeEmbeddings train(Projection graph, Map<String, Object> values, long seed, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(seed, concurrency)) {
            return TADW.train(graph, config(values), run);
        }
    }

    /** Papers that mostly cite within their topic, each with words of which most belong to it. Node i is of topic i mod 3. */
    private static Projection papers(int nodes) {
        Seeds seeds = new Seeds(4);
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Paper", 0, nodes);
        float[] words = new float[nodes * WORDS];
        for (int node = 0; node < nodes; node++) {
            for (int i = 0; i < 3; i++) {
                int other = Seeds.bounded(seeds.at(node, i, 0), nodes / TOPICS) * TOPICS;
                boolean own = Seeds.unitFloat(seeds.at(node, i, 1)) < 0.7;
                builder.undirected("CITES", node, (other + (own ? node : i)) % nodes);
            }
            for (int i = 0; i < 6; i++) {
                int word = Seeds.bounded(seeds.at(node, i, 2), WORDS / TOPICS) * TOPICS;
                boolean own = Seeds.unitFloat(seeds.at(node, i, 3)) < 0.6;
                words[node * WORDS + word + (own ? node : i) % TOPICS] = 1;
            }
        }
        return builder.feature("Paper", "words", WORDS, words, new BitSet()).build();
    }

    /** Mean cosine within topics less that between them, over a part of the columns. */
    private static double separation(EmbeddingTable table, int from, int to) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int a = 0; a < table.rows(); a++) {
            for (int b = 0; b < a; b++) {
                int between = a % TOPICS == b % TOPICS ? 0 : 1;
                sums[between] += Vectors.cosine(table.row(a), from, table.row(b), from, to - from);
                counts[between]++;
            }
        }
        return sums[0] / counts[0] - sums[1] / counts[1];
    }

    @ParameterizedTest
    @CsvSource({"10", "200"})
    void separatesTopicsInBothHalves(int featureDimension) {
        EmbeddingTable table = train(papers(300), Map.of("featureDimension", featureDimension), 1, 2)
                .embeddings();

        assertThat(separation(table, 0, 6)).isGreaterThan(0.2);
        assertThat(separation(table, 6, 12)).isGreaterThan(0.2);
    }

    @Test
    void scalesBothHalvesToLengthOne() {
        EmbeddingTable table = train(papers(60), Map.of(), 1, 2).embeddings();

        for (int node = 0; node < 60; node++) {
            assertThat(Vectors.norm(table.row(node), 0, 6)).isCloseTo(1, within(1e-5f));
            assertThat(Vectors.norm(table.row(node), 6, 6)).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void reportsAnObjectiveThatFalls() {
        List<Double> losses =
                train(papers(200), Map.of("iterations", 8), 1, 2).provenance().losses();

        assertThat(losses).hasSize(8);
        for (int i = 1; i < losses.size(); i++) {
            assertThat(losses.get(i)).isLessThanOrEqualTo(losses.get(i - 1) + 1e-6);
        }
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        Projection graph = papers(900);
        Map<String, Object> values = Map.of("featureDimension", 10, "iterations", 3);
        long one = train(graph, values, 7, 1).embeddings().checksum();

        assertThat(train(graph, values, 7, 2).embeddings().checksum()).isEqualTo(one);
        assertThat(train(graph, values, 7, 4).embeddings().checksum()).isEqualTo(one);
        assertThat(train(graph, values, 8, 2).embeddings().checksum()).isNotEqualTo(one);
    }

    @Test
    void embedsNodesWithoutFeaturesFromTheirRelationships() {
        BitSet missing = new BitSet();
        missing.set(2);
        Projection graph = new ProjectionBuilder()
                .nodes("Paper", 0, 4)
                .undirected("CITES", 0, 1)
                .undirected("CITES", 1, 2)
                .feature("Paper", "words", 2, new float[] {1, 0, 0, 1, 0, 0, 1, 1}, missing)
                .build();
        NodeEmbeddings model = train(graph, Map.of("embeddingDimension", 4), 1, 1);

        assertThat(Vectors.norm(model.embeddings().row(2), 0, 2)).isCloseTo(1, within(1e-5f));
        assertThat(Vectors.norm(model.embeddings().row(2), 2, 2)).isZero();
        assertThat(model.provenance().metrics())
                .containsEntry("nodesWithoutFeatures", 1.0)
                .containsEntry("features", 2.0);
    }

    @Test
    void asksForItsFeatures() {
        assertThat(TADW.nodeProperties(config(Map.of("featureProperties", List.of("words", "year")))))
                .containsExactly("words", "year");
        assertThatThrownBy(() -> ConfigReader.read(TADW.defaults(), Map.of("featureProprties", "words")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "No value specified for the mandatory configuration parameter `featureProperties` (a similar parameter exists: [featureProprties])");
        assertThatThrownBy(() -> config(Map.of("featureProperties", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Value for `featureProperties` was `[]`, but must name at least one node property.");
        assertThatThrownBy(() -> train(papers(9), Map.of("featureProperties", "wrds"), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Node property `wrds` not found in graph with node properties: ['words'] (Did you mean [words]?)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            embeddingDimension     | 7 | Value for `embeddingDimension` was `7`, but must be even.
            embeddingDimension     | 0 | Value for `embeddingDimension` was `0`, but must be within the range [2, 4096].
            featureDimension       | 0 | Value for `featureDimension` was `0`, but must be within the range [1, 4096].
            iterations             | 0 | Value for `iterations` was `0`, but must be within the range [1, 10000].
            conjugateGradientSteps | 0 | Value for `conjugateGradientSteps` was `0`, but must be within the range [1, 10000].
            """)
    void refusesValuesOutOfRange(String key, long value, String message) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAPenaltyOfZero() {
        assertThatThrownBy(() -> config(Map.of("penalty", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Value for `penalty` was `0.0`, but must be within the range (0.0, ∞).");
    }
}
