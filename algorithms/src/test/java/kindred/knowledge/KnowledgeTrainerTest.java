package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kindred.evaluate.KnowledgeEvaluation;
import kindred.graph.KnownTriples;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.graph.Triples;
import kindred.math.Seeds;
import kindred.train.MemoryEstimate;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeTrainerTest {

    private static final long SEED = 4;
    private static final Scorer COMPL_EX = Scorers.named("complEx");

    /** A trained model and what its run noted. */
    private record Outcome(KnowledgeTrainer.Trained trained, Map<String, Double> metrics, List<Double> losses) {

        static Outcome of(Projection graph, Scorer scorer, KnowledgeConfig config, int concurrency) {
            try (TrainingRun run = TrainingRun.quiet(SEED, concurrency)) {
                KnowledgeTrainer.Trained trained = KnowledgeTrainer.train(graph, scorer, config, run);
                return new Outcome(trained, run.metrics(), run.losses());
            }
        }

        KnowledgeScores scores() {
            return new KnowledgeScores(trained.nodes(), trained.relations());
        }

        long checksum() {
            return Seeds.mix(
                    trained.nodes().checksum(), trained.relations().vectors().checksum());
        }
    }

    private static KnowledgeConfig config(KnowledgeConfig recipe, Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of("embeddingDimension", 8, "epochs", 20, "batchSize", 32));
        all.putAll(changes);
        return TinyKnowledge.config(recipe, all);
    }

    private static Projection random(int nodes, int relationships) {
        Seeds seeds = new Seeds(5);
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, nodes);
        for (int i = 0; i < relationships; i++) {
            builder.relationship(
                    i % 2 == 0 ? "KNOWS" : "LIKES",
                    Seeds.bounded(seeds.at(i, 0), nodes),
                    Seeds.bounded(seeds.at(i, 1), nodes));
        }
        return builder.build();
    }

    @Test
    void countsWhatIsOddAboutAGraph() {
        Projection graph = new ProjectionBuilder()
                .nodes("Node", 0, 6)
                .relationship("KNOWS", 0, 1)
                .relationship("KNOWS", 0, 1)
                .relationship("KNOWS", 0, 1)
                .relationship("LIKES", 0, 1)
                .relationship("KNOWS", 2, 2)
                .relationship("KNOWS", 1, 0)
                .build();

        assertThat(Outcome.of(graph, COMPL_EX, config(TinyKnowledge.ALL_NODES, Map.of()), 1)
                        .metrics())
                .containsEntry("parallelRelationships", 2.0)
                .containsEntry("selfLoops", 1.0)
                .containsEntry("isolatedNodes", 3.0)
                .containsEntry("trainingFacts", 4.0)
                .containsEntry("epochs", 20.0)
                .doesNotContainKeys("bestEpoch", "validationMrr");
    }

    private static ProjectionBuilder weighted() {
        return new ProjectionBuilder()
                .nodes("Node", 0, 5)
                .relationship("LIKES", 0, 1, 5f)
                .relationship("LIKES", 0, 2, 0.05f)
                .relationship("LIKES", 3, 2, 1f);
    }

    @ParameterizedTest
    @CsvSource({"oneVersusAll", "kVersusAll", "negativeSampling"})
    void learnsMoreOfFactsThatWeighMore(String trainingType) {
        KnowledgeConfig config = config(
                TinyKnowledge.ALL_NODES,
                Map.of("trainingType", trainingType, "negativeSamplingRate", 4, "regularizer", "none"));
        KnowledgeScores scores =
                Outcome.of(weighted().build(), COMPL_EX, config, 1).scores();

        assertThat(scores.score(0, 0, 1)).isGreaterThan(scores.score(0, 0, 2) + 1);
    }

    @ParameterizedTest
    @CsvSource({"oneVersusAll", "negativeSampling"})
    void doesNotTrainFactsOfNoWeight(String trainingType) {
        KnowledgeConfig config = config(TinyKnowledge.ALL_NODES, Map.of("trainingType", trainingType));
        Outcome without = Outcome.of(weighted().build(), COMPL_EX, config, 1);
        Outcome with = Outcome.of(weighted().relationship("LIKES", 4, 0, 0f).build(), COMPL_EX, config, 1);

        assertThat(with.metrics()).containsEntry("trainingFacts", 3.0);
        assertThat(with.checksum()).isEqualTo(without.checksum());
    }

    @Test
    void stopsWhenValidationFactsAreNoLongerRankedBetter() {
        Projection graph = random(40, 400);
        Map<String, Object> changes = Map.of(
                "epochs", 1000, "validationShare", 0.2, "validationInterval", 3, "patience", 4, "regularizer", "none");
        Outcome found = Outcome.of(graph, COMPL_EX, config(TinyKnowledge.ALL_NODES, changes), 2);

        double epochs = found.metrics().get("epochs");
        double best = found.metrics().get("bestEpoch");
        assertThat(epochs).isLessThan(1000).isEqualTo(best + 3 * 4);
        assertThat(found.losses()).hasSize((int) epochs);
        assertThat(validationMrr(graph, 0.2, found))
                .as("the best vectors, not the last")
                .isEqualTo(found.metrics().get("validationMrr"));
    }

    /** The filtered mean reciprocal rank of the facts that the trainer does not train on. */
    private static double validationMrr(Projection graph, double share, Outcome found) {
        Triples all = Triples.of(graph);
        Seeds seeds = new Seeds(SEED).fork("validation");
        Triples held = all.select(fact -> Seeds.unitDouble(seeds.at(fact)) < share);
        assertThat(found.metrics()).containsEntry("trainingFacts", (double) all.count() - held.count());
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            return new KnowledgeEvaluation(held, new KnownTriples(all)).meanReciprocalRank(found.scores(), run);
        }
    }

    @Test
    void looksAtValidationFactsAfterTheLastEpoch() {
        Projection graph = random(40, 400);
        Map<String, Object> changes = Map.of("epochs", 2, "validationShare", 0.2, "validationInterval", 100);
        Outcome found = Outcome.of(graph, COMPL_EX, config(TinyKnowledge.ALL_NODES, changes), 1);

        assertThat(found.metrics()).containsEntry("epochs", 2.0).containsEntry("bestEpoch", 2.0);
        assertThat(validationMrr(graph, 0.2, found)).isEqualTo(found.metrics().get("validationMrr"));
    }

    @Test
    void doesNotJudgeByFactsOfNoWeight() {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 40);
        for (int node = 0; node + 1 < 40; node++) {
            builder.relationship("NEXT", node, node + 1, 0f);
        }
        Outcome found = Outcome.of(
                builder.build(), COMPL_EX, config(TinyKnowledge.ALL_NODES, Map.of("validationShare", 0.5)), 1);

        assertThat(found.metrics()).containsEntry("epochs", 20.0).doesNotContainKey("validationMrr");
    }

    @ParameterizedTest
    @CsvSource({
        "oneVersusAll, softmax, 64",
        "kVersusAll, softmax, 64",
        "kVersusAll, logistic, 64",
        "negativeSampling, marginRanking, 64",
        "negativeSampling, logistic, 64",
        "negativeSampling, selfAdversarial, 64",
        "negativeSampling, softmax, 64",
        "negativeSampling, logistic, 1"
    })
    void givesTheSameBitsAtAnyConcurrency(String trainingType, String loss, int sharedNegatives) {
        KnowledgeConfig config = config(
                TinyKnowledge.ALL_NODES,
                Map.of(
                        "trainingType",
                        trainingType,
                        "loss",
                        loss,
                        "sharedNegatives",
                        sharedNegatives,
                        "negativeSamplingRate",
                        5,
                        "epochs",
                        3,
                        "batchSize",
                        300,
                        "validationShare",
                        0.1,
                        "validationInterval",
                        1));
        Projection graph = random(600, 2000);
        for (String scorer : List.of("complEx", "rotatE-l2")) {
            Outcome one = Outcome.of(graph, Scorers.named(scorer), config, 1);

            assertThat(Outcome.of(graph, Scorers.named(scorer), config, 2).checksum())
                    .isEqualTo(one.checksum());
            assertThat(Outcome.of(graph, Scorers.named(scorer), config, 4).checksum())
                    .isEqualTo(one.checksum());
        }
    }

    @ParameterizedTest
    @CsvSource({"oneVersusAll, softmax", "kVersusAll, logistic", "negativeSampling, logistic"})
    void reportsALossThatFalls(String trainingType, String loss) {
        KnowledgeConfig config = config(
                TinyKnowledge.ALL_NODES,
                Map.of("trainingType", trainingType, "loss", loss, "negativeSamplingRate", 64));
        List<Double> losses = Outcome.of(random(40, 200), COMPL_EX, config, 1).losses();

        assertThat(losses).hasSize(20);
        // vectors start near zero, so all nodes score the same
        double one = Math.log(2);
        double first = loss.equals("softmax") ? Math.log(40) : trainingType.equals("kVersusAll") ? 40 * one : 130 * one;
        assertThat(losses.get(0)).isBetween(first * 0.5, first * 1.001);
        assertThat(losses.get(19)).isLessThan(losses.get(0) * 0.8);
    }

    @Test
    void trainsNothingWhereThereIsNothing() {
        Projection isolated = new ProjectionBuilder().nodes("Node", 0, 3).build();
        Projection empty = new ProjectionBuilder().build();
        for (KnowledgeConfig recipe : List.of(TinyKnowledge.ALL_NODES, KnowledgeConfig.INTERACTIONS)) {
            Map<String, Object> changes = Map.of("validationShare", 0.5);
            Outcome found = Outcome.of(isolated, COMPL_EX, config(recipe, changes), 1);
            assertThat(found.trained().nodes().isFinite()).isTrue();
            assertThat(found.metrics()).containsEntry("isolatedNodes", 3.0).containsEntry("trainingFacts", 0.0);
            assertThat(Outcome.of(empty, COMPL_EX, config(recipe, changes), 1)
                            .trained()
                            .nodes()
                            .rows())
                    .isZero();
        }
    }

    @Test
    void estimatesMoreForWhatNeedsMore() {
        Projection graph = random(1000, 5000);
        long plain = bytes(graph, Map.of());
        assertThat(bytes(graph, Map.of("optimizer", "adam"))).isGreaterThan(plain + 3_900L * 32);
        assertThat(bytes(graph, Map.of("validationShare", 0.1))).isGreaterThan(plain + 4_000L * 32);
        assertThat(bytes(graph, Map.of("embeddingDimension", 64))).isGreaterThan(plain + 4_000L * 32);
        assertThat(bytes(graph, Map.of("batchSize", 1000))).isGreaterThan(plain + 4_000L * 900);
    }

    private static long bytes(Projection graph, Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of("embeddingDimension", 32));
        all.putAll(changes);
        MemoryEstimate estimate =
                KnowledgeTrainer.estimate("training", graph.size(), COMPL_EX, config(TinyKnowledge.ALL_NODES, all));
        assertThat(estimate.bytesMin()).isPositive().isLessThanOrEqualTo(estimate.bytesMax());
        return estimate.bytesMax();
    }
}
