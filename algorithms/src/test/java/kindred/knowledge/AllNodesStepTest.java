package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import kindred.graph.Triples;
import kindred.math.Permutation;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllNodesStepTest {

    private static final int NODES = 7;
    private static final int RELATIONS = 2;
    private static final int DIMENSION = 4;

    private static final int[][] FACTS = {
        {0, 0, 1}, {0, 0, 2}, {0, 1, 2}, {3, 0, 1}, {4, 1, 4}, {5, 0, 0}, {2, 1, 5}, {2, 1, 3}, {2, 1, 0}
    };
    private static final float[] WEIGHTS = {1, 2, 0.5f, 1, 1, 3, 1, 0.25f, 1};

    private static KnowledgeConfig config(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(
                Map.of("embeddingDimension", DIMENSION, "optimizer", "sgd", "regularizer", "none", "batchSize", 1000));
        all.putAll(changes);
        return TinyKnowledge.config(TinyKnowledge.ALL_NODES, all);
    }

    /** What a step makes small, fact by fact and node by node, by the paper's formulas in double precision. */
    private record SlowTwin(Triples facts, KnowledgeTables tables, KnowledgeConfig config) {

        double loss() {
            return config.trainingType() == KnowledgeConfig.TrainingType.ONE_VERSUS_ALL ? perFact() : perQuestion();
        }

        private double score(int relation, int given, boolean aboutHead, int answer) {
            boolean backwards = aboutHead && !config.reciprocalRelations();
            int row = relation + (aboutHead && !backwards ? RELATIONS : 0);
            int head = backwards ? answer : given;
            int tail = backwards ? given : answer;
            return tables.scorer()
                    .score(
                            tables.nodes().row(head),
                            0,
                            tables.relations().row(row),
                            0,
                            tables.nodes().row(tail),
                            0,
                            DIMENSION);
        }

        private double logOfSum(int relation, int given, boolean aboutHead) {
            double sum = 0;
            for (int node = 0; node < NODES; node++) {
                sum += Math.exp(score(relation, given, aboutHead, node));
            }
            return Math.log(sum);
        }

        private double perFact() {
            double loss = 0;
            for (int fact = 0; fact < facts.count(); fact++) {
                int relation = facts.relation(fact);
                int head = facts.head(fact);
                int tail = facts.tail(fact);
                loss += facts.weight(fact)
                        * (logOfSum(relation, head, false)
                                - score(relation, head, false, tail)
                                + logOfSum(relation, tail, true)
                                - score(relation, tail, true, head));
            }
            return loss;
        }

        /** A question and its answers with their weights. */
        private record Question(int relation, int given, boolean aboutHead) {}

        private Map<Question, Map<Integer, Double>> questions() {
            Map<Question, Map<Integer, Double>> all = new LinkedHashMap<>();
            for (int fact = 0; fact < facts.count(); fact++) {
                int relation = facts.relation(fact);
                double weight = facts.weight(fact);
                all.computeIfAbsent(new Question(relation, facts.head(fact), false), key -> new HashMap<>())
                        .put(facts.tail(fact), weight);
                all.computeIfAbsent(new Question(relation, facts.tail(fact), true), key -> new HashMap<>())
                        .put(facts.head(fact), weight);
            }
            return all;
        }

        private double perQuestion() {
            double[] loss = {0};
            questions().forEach((question, answers) -> {
                double total =
                        answers.values().stream().mapToDouble(weight -> weight).sum();
                double logOfSum = logOfSum(question.relation(), question.given(), question.aboutHead());
                for (int node = 0; node < NODES; node++) {
                    double score = score(question.relation(), question.given(), question.aboutHead(), node);
                    double share = answers.getOrDefault(node, 0.0) / total;
                    loss[0] += config.loss() == Loss.SOFTMAX
                            ? share * (logOfSum - score)
                            : Math.log(1 + Math.exp(answers.containsKey(node) ? -score : score));
                }
            });
            return loss[0];
        }
    }

    private static TrainingStep.Sum step(
            Triples facts, KnowledgeTables tables, KnowledgeConfig config, float learningRate, int threads) {
        try (TrainingRun run = TrainingRun.quiet(1, threads)) {
            Questions questions =
                    new Questions(facts, config.reciprocalRelations(), AllNodesStep.answersAtOnce(config));
            AllNodesStep step = new AllNodesStep(tables, questions, config, run);
            return step.train(new Permutation(step.size(), 3), 0, step.size(), learningRate, 9);
        }
    }

    private static KnowledgeTables tables(String scorer, KnowledgeConfig config) {
        return TinyKnowledge.tables(
                Scorers.named(scorer), NODES, RELATIONS * (config.reciprocalRelations() ? 2 : 1), DIMENSION, 21);
    }

    private static void assertStepsAlong(
            DoubleSupplier loss, KnowledgeTables tables, KnowledgeTables moved, float learningRate) {
        assertMoved(
                TinyKnowledge.values(tables.nodes()),
                TinyKnowledge.values(moved.nodes()),
                TinyKnowledge.slopes(tables.nodes(), loss),
                learningRate);
        assertMoved(
                TinyKnowledge.values(tables.relations()),
                TinyKnowledge.values(moved.relations()),
                TinyKnowledge.slopes(tables.relations(), loss),
                learningRate);
    }

    private static void assertMoved(float[] before, float[] after, double[] slopes, double learningRate) {
        for (int i = 0; i < slopes.length; i++) {
            assertThat((before[i] - after[i]) / learningRate)
                    .as("slope %d", i)
                    .isCloseTo(slopes[i], within(1e-4 + 1e-4 * Math.abs(slopes[i])));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "oneVersusAll, softmax, distMult, true",
        "oneVersusAll, softmax, distMult, false",
        "oneVersusAll, softmax, complEx, true",
        "oneVersusAll, softmax, complEx, false",
        "oneVersusAll, softmax, transE-l1, true",
        "oneVersusAll, softmax, transE-l2, true",
        "oneVersusAll, softmax, transE-l2, false",
        "oneVersusAll, softmax, rotatE-l1, true",
        "oneVersusAll, softmax, rotatE-l2, false",
        "oneVersusAll, softmax, twhin, true",
        "oneVersusAll, softmax, twhin, false",
        "kVersusAll, softmax, complEx, true",
        "kVersusAll, softmax, transE-l2, false",
        "kVersusAll, softmax, twhin, false",
        "kVersusAll, logistic, distMult, false",
        "kVersusAll, logistic, complEx, true",
        "kVersusAll, logistic, transE-l2, true",
        "kVersusAll, logistic, twhin, true",
        "kVersusAll, logistic, twhin, false"
    })
    void doesWhatASlowTwinDoes(String trainingType, String loss, String scorer, boolean reciprocal) {
        KnowledgeConfig config =
                config(Map.of("trainingType", trainingType, "loss", loss, "reciprocalRelations", reciprocal));
        Triples facts = TinyKnowledge.facts(NODES, RELATIONS, WEIGHTS, FACTS);
        KnowledgeTables tables = tables(scorer, config);
        SlowTwin twin = new SlowTwin(facts, tables, config);
        KnowledgeTables moved = tables.copy();

        TrainingStep.Sum sum = step(facts, moved, config, 0.5f, 2);

        assertThat(sum.loss()).isCloseTo(twin.loss(), within(1e-4));
        assertStepsAlong(twin::loss, tables, moved, 0.5f);
    }

    @ParameterizedTest
    @CsvSource({"oneVersusAll", "kVersusAll"})
    void countsWhatItSums(String trainingType) {
        KnowledgeConfig config = config(Map.of("trainingType", trainingType));
        Triples facts = TinyKnowledge.facts(NODES, RELATIONS, WEIGHTS, FACTS);

        Set<Integer> questions = new HashSet<>();
        for (int[] fact : FACTS) {
            questions.add(fact[1] * 100 + fact[0]);
            questions.add(-fact[1] * 100 - fact[2] - 1);
        }
        double weights = 2 * (1 + 2 + 0.5 + 1 + 1 + 3 + 1 + 0.25 + 1);
        assertThat(step(facts, tables("distMult", config), config, 0.1f, 1).count())
                .isEqualTo(trainingType.equals("kVersusAll") ? questions.size() : weights);
    }

    /** By its first step Adagrad moves every number by the learning rate. */
    @Test
    void leavesTheLengthOfStepsToTheOptimizer() {
        KnowledgeConfig config = config(Map.of("optimizer", "adagrad"));
        Triples facts = TinyKnowledge.facts(NODES, RELATIONS, null, FACTS);
        KnowledgeTables tables = tables("distMult", config);
        double[] slopes = TinyKnowledge.slopes(tables.nodes(), new SlowTwin(facts, tables, config)::loss);
        KnowledgeTables moved = tables.copy();
        float[] before = TinyKnowledge.values(tables.nodes());

        step(facts, moved, config, 0.5f, 1);

        float[] after = TinyKnowledge.values(moved.nodes());
        for (int i = 0; i < slopes.length; i++) {
            assertThat(before[i] - after[i]).isCloseTo((float) (0.5 * Math.signum(slopes[i])), within(1e-3f));
        }
    }

    @Test
    void trainsAQuestionOfManyAnswersAsItsParts() {
        int many = 40;
        int[][] facts = new int[many][];
        for (int i = 0; i < many; i++) {
            facts[i] = new int[] {i % 7 / 6, i / 20, i % 7};
        }
        KnowledgeConfig config = config(Map.of("trainingType", "oneVersusAll"));
        Triples triples = TinyKnowledge.facts(NODES, RELATIONS, null, facts);
        assertThat(new Questions(triples, true, AllNodesStep.answersAtOnce(config)).count())
                .isGreaterThan(new Questions(triples, true, Integer.MAX_VALUE).count());
        KnowledgeTables tables = tables("complEx", config);
        KnowledgeTables moved = tables.copy();

        step(triples, moved, config, 0.1f, 1);

        assertStepsAlong(new SlowTwin(triples, tables, config)::loss, tables, moved, 0.1f);
    }

    @Test
    void regularisesWithEveryFactAndSide() {
        KnowledgeConfig plain = config(Map.of());
        KnowledgeConfig regularised = config(Map.of("regularizer", "l2", "regularization", 0.25));
        Triples facts = TinyKnowledge.facts(NODES, RELATIONS, WEIGHTS, FACTS);
        KnowledgeTables tables = tables("complEx", plain);
        SlowTwin twin = new SlowTwin(facts, tables, plain);
        KnowledgeTables moved = tables.copy();

        step(facts, moved, regularised, 0.5f, 1);

        assertStepsAlong(() -> twin.loss() + 0.25 * halfSquares(facts, tables), tables, moved, 0.5f);
    }

    private static double halfSquares(Triples facts, KnowledgeTables tables) {
        double sum = 0;
        for (int fact = 0; fact < facts.count(); fact++) {
            double ends = squares(tables.nodes().row(facts.head(fact)))
                    + squares(tables.nodes().row(facts.tail(fact)));
            double relations = squares(tables.relations().row(facts.relation(fact)))
                    + squares(tables.relations().row(facts.relation(fact) + RELATIONS));
            sum += facts.weight(fact) * (2 * ends + relations) / 2;
        }
        return sum;
    }

    private static double squares(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return sum;
    }

    @Test
    void bringsNodesToLengthOne() {
        KnowledgeConfig config = config(Map.of("normalizeNodes", true));
        KnowledgeTables tables = tables("transE-l2", config);
        float[] relation = tables.relations().row(0);

        step(TinyKnowledge.facts(NODES, RELATIONS, null, FACTS), tables, config, 0, 1);

        for (int node = 0; node < NODES; node++) {
            assertThat(Vectors.norm(tables.nodes().row(node), 0, DIMENSION)).isCloseTo(1, within(1e-6f));
        }
        assertThat(tables.relations().row(0)).isEqualTo(relation);
    }

    @ParameterizedTest
    @CsvSource({"complEx", "transE-l1", "transE-l2", "rotatE-l1"})
    void givesTheSameBitsAtAnyConcurrency(String scorer) {
        Seeds seeds = new Seeds(4);
        int nodes = 600;
        int[][] facts = new int[300][];
        for (int i = 0; i < facts.length; i++) {
            facts[i] =
                    new int[] {Seeds.bounded(seeds.at(i, 0), nodes), i % RELATIONS, Seeds.bounded(seeds.at(i, 1), nodes)
                    };
        }
        Triples triples = TinyKnowledge.facts(nodes, RELATIONS, null, facts);
        KnowledgeConfig config = config(Map.of("optimizer", "adam", "nodeDropout", 0.2, "batchSize", 2000));
        KnowledgeTables tables = TinyKnowledge.tables(Scorers.named(scorer), nodes, 2 * RELATIONS, DIMENSION, 5);
        KnowledgeTables one = tables.copy();
        step(triples, one, config, 0.1f, 1);
        for (int threads : new int[] {2, 4}) {
            KnowledgeTables more = tables.copy();
            step(triples, more, config, 0.1f, threads);

            assertThat(more.nodes().checksum()).isEqualTo(one.nodes().checksum());
            assertThat(more.relations().checksum()).isEqualTo(one.relations().checksum());
        }
    }

    @Test
    void refusesTablesThatDoNotLieInOnePiece() {
        KnowledgeConfig config = TinyKnowledge.config(TinyKnowledge.ALL_NODES, Map.of("embeddingDimension", 100));
        // a page of a table holds 2^23 rows of this length
        AllNodesStep.requireRoom(1 << 23, config);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllNodesStep.requireRoom((1 << 23) + 1, config))
                .withMessage(
                        "Value for `trainingType` was `oneVersusAll`, but must be `negativeSampling` for a graph of 8388609 nodes: with `embeddingDimension` 100 at most 8388608 can be compared at a time.");
        AllNodesStep.requireRoom(1 << 30, KnowledgeConfig.INTERACTIONS);
    }
}
