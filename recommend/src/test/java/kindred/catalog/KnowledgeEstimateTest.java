package kindred.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.knowledge.ComplEx;
import kindred.knowledge.TransE;
import kindred.knowledge.TwHin;
import kindred.math.Seeds;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the recipes other than the defaults need, which differ in what they hold. */
class KnowledgeEstimateTest {

    private static final double ESTIMATE_FACTOR = 1.25;
    private static final int DIMENSION = 192;
    private static final int NODES = 10_000;
    private static final int FACTS = 30_000;

    static Stream<Arguments> recipes() {
        return Stream.of(
                Arguments.of(new ComplEx(), Map.of("trainingType", "oneVersusAll", "optimizer", "adam", "epochs", 1)),
                Arguments.of(new ComplEx(), Map.of("filteredNegatives", true, "validationShare", 0.2)),
                Arguments.of(new TransE(), Map.of("sharedNegatives", 1, "negativeSamplingRate", 20)),
                Arguments.of(new ComplEx(), Map.of("batchSize", 20_000, "negativeSamplingExponent", 0.75)),
                Arguments.of(new TwHin(), Map.of("clusterLabel", "Item", "clusters", 50)),
                Arguments.of(new TwHin(), Map.of("warmStartProperty", "before", "anchor", 0.1)));
    }

    private static Projection graph() {
        Seeds seeds = new Seeds(5);
        float[] before = new float[NODES / 2 * DIMENSION];
        for (int i = 0; i < before.length; i++) {
            before[i] = Seeds.unitFloat(seeds.at(i));
        }
        ProjectionBuilder builder = new ProjectionBuilder()
                .nodes("User", 0, NODES / 2)
                .nodes("Item", NODES / 2, NODES)
                .feature("User", "before", DIMENSION, before, new BitSet());
        for (int i = 0; i < FACTS; i++) {
            int user = Seeds.bounded(seeds.at(i, 0), NODES / 2);
            int item = NODES / 2 + Seeds.bounded(seeds.at(i, 1), NODES / 2);
            builder.relationship(i % 3 == 0 ? "SEES" : "LIKES", user, item, 1 + i % 2);
        }
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void estimatesTheMemoryOfARecipe(Trainer<?, ?> trainer, Map<String, Object> values) {
        assertEstimates(trainer, values);
    }

    private static <C extends Record> void assertEstimates(Trainer<C, ?> trainer, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(Map.of("embeddingDimension", DIMENSION, "epochs", 2));
        all.putAll(values);
        C config = ConfigReader.read(trainer.defaults(), all);
        Projection graph = graph();
        MemoryEstimate estimate = trainer.estimate(graph.size(), config);

        long peak = LiveHeap.peakOf(() -> {
            try (TrainingRun run = TrainingRun.quiet(1, 2)) {
                trainer.train(graph, config, run);
            }
        });

        assertThat((double) peak)
                .as("peak of live bytes, where this was estimated: %s", estimate.treeView())
                .isBetween(estimate.bytesMin() / ESTIMATE_FACTOR, estimate.bytesMax() * ESTIMATE_FACTOR);
    }
}
