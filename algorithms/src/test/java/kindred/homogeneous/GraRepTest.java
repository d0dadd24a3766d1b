package kindred.homogeneous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraRepTest {

    private static final GraRep GRA_REP = new GraRep();

    private static GraRep.Config config(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(Map.of("embeddingDimension", 8, "steps", 3));
        all.putAll(values);
        return ConfigReader.read(GRA_REP.defaults(), all);
    }

    private static EmbeddingTable train(Projection graph, Map<String, Object> values, long seed, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(seed, concurrency)) {
            return GRA_REP.train(graph, config(values), run).embeddings();
        }
    }

    /** On a ring all columns sum to 1, and of two steps each is a half. */
    @Test
    void factorisesTheMatrixOfOneStep() {
        int nodes = 9;
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, nodes);
        RealMatrix matrix = MatrixUtils.createRealMatrix(nodes, nodes);
        for (int i = 0; i < nodes; i++) {
            builder.undirected("R", i, (i + 1) % nodes);
            matrix.setEntry(i, (i + 1) % nodes, Math.log(0.5 * nodes));
            matrix.setEntry((i + 1) % nodes, i, Math.log(0.5 * nodes));
        }
        SingularValueDecomposition svd = new SingularValueDecomposition(matrix);

        EmbeddingTable table =
                train(builder.build(), Map.of("steps", 1, "embeddingDimension", nodes, "svdIterations", 5), 1, 1);

        // inner products are free of the choice of singular vectors: U S U'
        RealMatrix expected = svd.getU().multiply(svd.getS()).multiply(svd.getUT());
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                assertThat((double) Vectors.dot(table.row(i), 0, table.row(j), 0, nodes))
                        .isCloseTo(expected.getEntry(i, j), within(1e-4));
            }
        }
    }

    /** Far fewer nodes than the sketch has columns, and singular values that come in pairs: what is left over must not get in the way. */
    @Test
    void decomposesSmallSymmetricGraphsHoweverTheyAreNumbered() {
        for (int factor = 1; factor < 100; factor += 2) {
            ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 20);
            for (int i = 0; i < 20; i++) {
                int number = (i * factor + i * i) % 20;
                builder.undirected("R", number, (number + 1) % 20).undirected("R", number, (number + 3) % 20);
            }
            EmbeddingTable table = train(builder.build(), Map.of("steps", 6, "embeddingDimension", 128), factor, 1);

            assertThat(table.isFinite()).isTrue();
        }
    }

    @Test
    void recoversCommunities() {
        Projection graph = PlantedGraphs.communities(1500, 6, 14, 3, 5);

        assertThat(PlantedGraphs.recoveredCommunities(train(graph, Map.of(), 1, 2), 6))
                .isGreaterThan(0.9);
    }

    @Test
    void seesFartherWithMoreSteps() {
        Projection sparse = PlantedGraphs.communities(1200, 4, 5, 1.5, 5);
        double near = PlantedGraphs.recoveredCommunities(train(sparse, Map.of("steps", 1), 1, 2), 4);
        double far = PlantedGraphs.recoveredCommunities(train(sparse, Map.of("steps", 4), 1, 2), 4);

        assertThat(far).isGreaterThan(near + 0.05);
    }

    @Test
    void tellsWhatTheDimensionCounts() {
        Projection graph = PlantedGraphs.twoCliques(10);
        Map<String, Object> total = Map.of("embeddingDimension", 12, "dimensionScope", "total");
        EmbeddingTable perStep = train(graph, Map.of("embeddingDimension", 4), 1, 1);

        assertThat(perStep.dimension()).isEqualTo(12);
        assertThat(GRA_REP.embeddingDimension(config(Map.of("embeddingDimension", 4))))
                .hasValue(12);
        assertThat(GRA_REP.embeddingDimension(config(total))).hasValue(12);
        assertThat(train(graph, total, 1, 1).checksum()).isEqualTo(perStep.checksum());
    }

    @Test
    void scalesPartsToLengthOneWhenAsked() {
        EmbeddingTable table = train(PlantedGraphs.twoCliques(10), Map.of("normalize", true), 1, 1);

        for (int k = 0; k < 3; k++) {
            assertThat(Vectors.norm(table.row(5), 8 * k, 8)).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        Projection graph = PlantedGraphs.communities(2500, 5, 10, 3, 5);
        Map<String, Object> values = Map.of("steps", 2, "svdIterations", 1);
        long one = train(graph, values, 7, 1).checksum();

        assertThat(train(graph, values, 7, 2).checksum()).isEqualTo(one);
        assertThat(train(graph, values, 7, 4).checksum()).isEqualTo(one);
        assertThat(train(graph, values, 8, 2).checksum()).isNotEqualTo(one);
    }

    @Test
    void refusesATotalThatStepsCannotShare() {
        assertThatThrownBy(() -> config(Map.of("embeddingDimension", 8, "dimensionScope", "total")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Value for `embeddingDimension` was `8`, but must be a multiple of `steps`, which was `3`, when `dimensionScope` is `total`.");
    }

    @Test
    void refusesAScopeThatDoesNotExist() {
        assertThatThrownBy(() -> config(Map.of("dimensionScope", "perStop")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Value for `dimensionScope` was `perStop`, but must be one of [perStep, total]. (Did you mean [perStep]?)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steps              | 0 | Value for `steps` was `0`, but must be within the range [1, 100].
            embeddingDimension | 0 | Value for `embeddingDimension` was `0`, but must be within the range [1, 4096].
            svdIterations      | 0 | Value for `svdIterations` was `0`, but must be within the range [1, 100].
            """)
    void refusesCountsOutOfRange(String key, long value, String message) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
