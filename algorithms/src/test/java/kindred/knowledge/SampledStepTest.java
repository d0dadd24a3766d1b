package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kindred.graph.NodeIndex;
import kindred.graph.ProjectionBuilder;
import kindred.graph.Triples;
import kindred.math.Permutation;
import kindred.math.Seeds;
import kindred.train.TrainingRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampledStepTest {

    private static final int USERS = 5;
    private static final int NODES = 12;
    private static final int RELATIONS = 2;
    private static final int DIMENSION = 4;
    private static final long SEED = 9;
    private static final int CHUNK = 4;

    /** Nodes 0 to 4 are users, 5 to 9 items; tags, 10 and 11, stand in no fact. */
    private static final NodeIndex LABELLED = new ProjectionBuilder()
            .nodes("User", 0, USERS)
            .nodes("Item", USERS, 10)
            .nodes("Tag", 10, NODES)
            .build()
            .nodes();

    private static final int[][] FACTS = {
        {0, 0, 5}, {0, 0, 6}, {0, 1, 6}, {3, 0, 5}, {4, 1, 9}, {2, 0, 8}, {2, 1, 7}, {2, 1, 9}, {1, 1, 8}, {4, 0, 5}
    };
    private static final float[] WEIGHTS = {1, 2, 0.5f, 1, 1, 3, 1, 0.25f, 1, 1};
    private static final Triples TRIPLES = TinyKnowledge.facts(NODES, RELATIONS, WEIGHTS, FACTS);

    private static KnowledgeConfig config(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "embeddingDimension",
                DIMENSION,
                "optimizer",
                "sgd",
                "batchSize",
                1000,
                "sharedNegatives",
                CHUNK,
                "negativeSamplingRate",
                3,
                "margin",
                1.0));
        all.putAll(changes);
        return TinyKnowledge.config(KnowledgeConfig.INTERACTIONS, all);
    }

    private static KnowledgeTables tables(String scorer, KnowledgeConfig config) {
        return TinyKnowledge.tables(
                Scorers.named(scorer), NODES, RELATIONS * (config.reciprocalRelations() ? 2 : 1), DIMENSION, 21);
    }

    private static TrainingStep.Sum step(
            KnowledgeTables tables, KnowledgeConfig config, float learningRate, int threads) {
        try (TrainingRun run = TrainingRun.quiet(1, threads)) {
            SampledStep step = new SampledStep(tables, TRIPLES, LABELLED, config, run);
            return step.train(order(), 0, step.size(), learningRate, SEED);
        }
    }

    private static Permutation order() {
        return new Permutation(FACTS.length, 3);
    }

    /** One end of a fact, what it is compared with, and what the hardest others count, which is not differentiated. */
    private record Comparisons(int fact, boolean aboutHead, int[] others, double[] shares) {}

    /** What a step makes small, fact by fact, by the paper's formulas in double precision, for the nodes that the step draws. */
    private record SlowTwin(KnowledgeTables tables, KnowledgeConfig config, List<Comparisons> all) {

        static SlowTwin of(KnowledgeTables tables, KnowledgeConfig config) {
            SlowTwin twin = new SlowTwin(tables, config, new ArrayList<>());
            boolean shared = config.sharedNegatives() > 1;
            int[][] chunks = chunks(config, shared ? CHUNK : OwnNegatives.CHUNK);
            for (int chunk = 0; chunk < chunks.length; chunk++) {
                if (shared) {
                    twin.addShared(chunks[chunk], Seeds.mix(SEED, chunk));
                } else {
                    twin.addOwn(chunks[chunk], Seeds.mix(SEED, chunk));
                }
            }
            return twin;
        }

        private static int[][] chunks(KnowledgeConfig config, int size) {
            Batch batch = new Batch(TRIPLES, LABELLED, FACTS.length, size, config.sameLabelNegatives());
            batch.take(order(), 0, FACTS.length);
            int[][] chunks = new int[batch.chunks()][];
            for (int chunk = 0; chunk < chunks.length; chunk++) {
                int start = batch.start(chunk);
                chunks[chunk] = IntStream.range(start, start + batch.size(chunk))
                        .map(batch::fact)
                        .toArray();
            }
            return chunks;
        }

        private void addShared(int[] facts, long seed) {
            boolean both = config.corruptedSides() == KnowledgeConfig.CorruptedSides.BOTH;
            boolean headOnly = !both && (Seeds.mix(seed, 2) & 1) == 0;
            for (boolean aboutHead : new boolean[] {false, true}) {
                if (!both && aboutHead != headOnly) {
                    continue;
                }
                int[] answers = Arrays.stream(facts)
                        .map(fact -> aboutHead ? TRIPLES.head(fact) : TRIPLES.tail(fact))
                        .toArray();
                int[] drawn = drawn(facts[0], aboutHead, Seeds.mix(seed, aboutHead ? 1 : 0));
                int[] others = config.inBatchNegatives()
                        ? IntStream.concat(Arrays.stream(answers), Arrays.stream(drawn))
                                .toArray()
                        : drawn;
                for (int fact : facts) {
                    add(fact, aboutHead, others);
                }
            }
        }

        private void addOwn(int[] facts, long seed) {
            for (int i = 0; i < facts.length; i++) {
                long own = Seeds.mix(seed, i);
                if (config.corruptedSides() == KnowledgeConfig.CorruptedSides.BOTH) {
                    add(facts[i], false, drawn(facts[i], false, Seeds.mix(own, 0)));
                    add(facts[i], true, drawn(facts[i], true, Seeds.mix(own, 1)));
                } else {
                    boolean aboutHead = (own & 1) == 0;
                    add(facts[i], aboutHead, drawn(facts[i], aboutHead, own));
                }
            }
        }

        private int[] drawn(int fact, boolean aboutHead, long seed) {
            SampledFacts sampled = SampledFacts.of(TRIPLES, LABELLED, config);
            return IntStream.rangeClosed(1, config.negativeSamplingRate())
                    .map(i -> sampled.draw(fact, aboutHead, Seeds.scramble(seed + i * Seeds.GAMMA)))
                    .toArray();
        }

        private void add(int fact, boolean aboutHead, int[] others) {
            int answer = aboutHead ? TRIPLES.head(fact) : TRIPLES.tail(fact);
            int[] counted = Arrays.stream(others)
                    .filter(other -> other != answer)
                    .filter(other -> !config.filteredNegatives() || !isFact(fact, aboutHead, other))
                    .toArray();
            double[] powers = Arrays.stream(counted)
                    .mapToDouble(other -> Math.exp(config.adversarialTemperature() * score(fact, aboutHead, other)))
                    .toArray();
            double sum = Arrays.stream(powers).sum();
            all.add(new Comparisons(
                    fact,
                    aboutHead,
                    counted,
                    Arrays.stream(powers).map(power -> power / sum).toArray()));
        }

        private static boolean isFact(int fact, boolean aboutHead, int other) {
            int head = aboutHead ? other : TRIPLES.head(fact);
            int tail = aboutHead ? TRIPLES.tail(fact) : other;
            return Arrays.stream(FACTS)
                    .anyMatch(known -> known[0] == head && known[1] == TRIPLES.relation(fact) && known[2] == tail);
        }

        private double score(int fact, boolean aboutHead, int answer) {
            boolean backwards = aboutHead && !config.reciprocalRelations();
            int given = aboutHead ? TRIPLES.tail(fact) : TRIPLES.head(fact);
            int row = TRIPLES.relation(fact) + (aboutHead && !backwards ? RELATIONS : 0);
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

        double loss() {
            double loss = 0;
            for (Comparisons each : all) {
                loss += TRIPLES.weight(each.fact()) * loss(each);
            }
            return loss;
        }

        private double loss(Comparisons each) {
            int fact = each.fact();
            int answer = each.aboutHead() ? TRIPLES.head(fact) : TRIPLES.tail(fact);
            double own = score(fact, each.aboutHead(), answer);
            double margin = config.margin();
            double sum = 0;
            for (int i = 0; i < each.others().length; i++) {
                double other = score(fact, each.aboutHead(), each.others()[i]);
                sum += switch (config.loss()) {
                    case MARGIN_RANKING -> Math.max(0, margin - own + other);
                    case LOGISTIC -> Math.log(1 + Math.exp(other + margin));
                    case SELF_ADVERSARIAL -> each.shares()[i] * Math.log(1 + Math.exp(other + margin));
                    case SOFTMAX -> Math.exp(other);
                };
            }
            return switch (config.loss()) {
                case MARGIN_RANKING -> sum;
                case LOGISTIC, SELF_ADVERSARIAL -> sum + Math.log(1 + Math.exp(-own - margin));
                case SOFTMAX -> Math.log(Math.exp(own - margin) + sum) - (own - margin);
            };
        }

        boolean comparesKnownFacts() {
            return all.stream()
                    .anyMatch(each -> Arrays.stream(each.others())
                            .anyMatch(other -> isFact(each.fact(), each.aboutHead(), other)));
        }
    }

    private static void assertDoesWhatASlowTwinDoes(String scorer, KnowledgeConfig config) {
        KnowledgeTables tables = tables(scorer, config);
        SlowTwin twin = SlowTwin.of(tables, config);
        KnowledgeTables moved = tables.copy();

        TrainingStep.Sum sum = step(moved, config, 0.5f, 2);

        assertThat(sum.loss()).isCloseTo(twin.loss(), within(1e-4));
        assertThat(sum.count()).isCloseTo(11.75, within(1e-9));
        assertMoved(
                TinyKnowledge.values(tables.nodes()),
                TinyKnowledge.values(moved.nodes()),
                TinyKnowledge.slopes(tables.nodes(), twin::loss));
        assertMoved(
                TinyKnowledge.values(tables.relations()),
                TinyKnowledge.values(moved.relations()),
                TinyKnowledge.slopes(tables.relations(), twin::loss));
    }

    private static void assertMoved(float[] before, float[] after, double[] slopes) {
        for (int i = 0; i < slopes.length; i++) {
            assertThat((before[i] - after[i]) / 0.5)
                    .as("slope %d", i)
                    .isCloseTo(slopes[i], within(2e-4 + 1e-4 * Math.abs(slopes[i])));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "marginRanking, transE-l1, false",
        "marginRanking, transE-l2, true",
        "logistic, complEx, false",
        "logistic, complEx, true",
        "logistic, twhin, false",
        "logistic, twhin, true",
        "logistic, product, false",
        "selfAdversarial, rotatE-l1, false",
        "selfAdversarial, rotatE-l2, true",
        "selfAdversarial, twhin, false",
        "softmax, distMult, false",
        "softmax, transE-l2, false",
        "softmax, twhin, false"
    })
    void doesWhatASlowTwinDoes(String loss, String scorer, boolean reciprocal) {
        Map<String, Object> recipe = Map.of("loss", loss, "reciprocalRelations", reciprocal);
        for (Map<String, Object> comparisons : List.<Map<String, Object>>of(
                Map.of("sharedNegatives", 1, "inBatchNegatives", false),
                Map.of("inBatchNegatives", true),
                Map.of("inBatchNegatives", false),
                Map.of("negativeSamplingRate", 0))) {
            Map<String, Object> changes = new HashMap<>(recipe);
            changes.putAll(comparisons);
            assertDoesWhatASlowTwinDoes(scorer, config(changes));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK})
    void doesWhatASlowTwinDoesWithOneSideOrOtherNodes(int sharedNegatives) {
        boolean inBatch = sharedNegatives > 1;
        for (Map<String, Object> changes : List.<Map<String, Object>>of(
                Map.of("corruptedSides", "either"),
                Map.of("sameLabelNegatives", false),
                Map.of("filteredNegatives", true),
                Map.of("negativeSamplingExponent", 0.75))) {
            Map<String, Object> all = new HashMap<>(changes);
            all.put("sharedNegatives", sharedNegatives);
            all.put("inBatchNegatives", inBatch);
            assertDoesWhatASlowTwinDoes("complEx", config(all));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK})
    void neverComparesAFactWithAnotherIfFiltered(int sharedNegatives) {
        Map<String, Object> changes = Map.of(
                "sharedNegatives",
                sharedNegatives,
                "inBatchNegatives",
                sharedNegatives > 1,
                "negativeSamplingRate",
                20,
                "filteredNegatives",
                true);
        KnowledgeConfig filtered = config(changes);
        Map<String, Object> unfiltered = new HashMap<>(changes);
        unfiltered.put("filteredNegatives", false);
        KnowledgeTables tables = tables("distMult", filtered);

        // the twin above shows that the step draws what the twin draws
        assertThat(SlowTwin.of(tables, filtered).comparesKnownFacts()).isFalse();
        assertThat(SlowTwin.of(tables, config(unfiltered)).comparesKnownFacts()).isTrue();
        assertDoesWhatASlowTwinDoes("distMult", filtered);
    }

    /** Users are replaced by users and items by items, so that tags are never touched. */
    @ParameterizedTest
    @CsvSource({"1, 0.0", "4, 0.0", "1, 0.75", "4, 0.75"})
    void neverComparesNodesOfAnotherLabel(int sharedNegatives, double exponent) {
        Map<String, Object> changes = new HashMap<>(Map.of(
                "sharedNegatives",
                sharedNegatives,
                "inBatchNegatives",
                sharedNegatives > 1,
                "negativeSamplingRate",
                50,
                "negativeSamplingExponent",
                exponent));
        KnowledgeTables tables = tables("twhin", config(changes));
        KnowledgeTables same = tables.copy();
        step(same, config(changes), 0.5f, 1);

        assertThat(same.nodes().row(10)).isEqualTo(tables.nodes().row(10));
        assertThat(same.nodes().row(11)).isEqualTo(tables.nodes().row(11));
        assertThat(same.nodes().row(0)).isNotEqualTo(tables.nodes().row(0));
        if (exponent == 0) {
            changes.put("sameLabelNegatives", false);
            KnowledgeTables any = tables.copy();
            step(any, config(changes), 0.5f, 1);
            assertThat(any.nodes().row(10)).isNotEqualTo(tables.nodes().row(10));
        }
    }

    /** The slope of a fact that is as good as certain is 0 in float; that of what it is compared with need not be. */
    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK})
    void pushesOthersAwayFromFactsThatAreCertain(int sharedNegatives) {
        KnowledgeConfig config = config(Map.of(
                "sharedNegatives",
                sharedNegatives,
                "inBatchNegatives",
                sharedNegatives > 1,
                "reciprocalRelations",
                true,
                "margin",
                0.0));
        KnowledgeTables tables = tables("product", config);
        for (int node = 0; node < NODES; node++) {
            tables.nodes().setRow(node, new float[] {12, 1, node, 0}, 0);
        }

        step(tables, config, 1e-3f, 1);

        for (int node = 0; node < 10; node++) {
            assertThat(tables.nodes().row(node)[0]).as("node %d", node).isLessThan(12);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, twhin, true", "1, rotatE-l1, false", "4, complEx, true", "4, transE-l2, false", "4, transE-l1, true"
    })
    void givesTheSameBitsAtAnyConcurrency(int sharedNegatives, String scorer, boolean sameLabel) {
        KnowledgeConfig config = config(Map.of(
                "sharedNegatives",
                sharedNegatives,
                "inBatchNegatives",
                sharedNegatives > 1,
                "sameLabelNegatives",
                sameLabel,
                "optimizer",
                "adam",
                "nodeDropout",
                0.3,
                "regularizer",
                "l2",
                "regularization",
                0.1));
        Seeds seeds = new Seeds(2);
        int[][] facts = new int[2000][];
        for (int i = 0; i < facts.length; i++) {
            int head = Seeds.bounded(seeds.at(i, 0), NODES);
            facts[i] = new int[] {head, i % RELATIONS, Seeds.bounded(seeds.at(i, 1), NODES)};
        }
        Triples many = TinyKnowledge.facts(NODES, RELATIONS, null, facts);
        long[] checksums = IntStream.of(1, 2, 4)
                .mapToLong(threads -> {
                    KnowledgeTables tables = tables(scorer, config);
                    try (TrainingRun run = TrainingRun.quiet(1, threads)) {
                        SampledStep step = new SampledStep(tables, many, LABELLED, config, run);
                        Permutation order = new Permutation(many.count(), 1);
                        step.train(order, 0, 1000, 0.01f, 1);
                        step.train(order, 1000, 2000, 0.01f, 2);
                    }
                    return Seeds.mix(
                            tables.nodes().checksum(), tables.relations().checksum());
                })
                .toArray();

        assertThat(checksums).containsOnly(checksums[0]);
    }
}
