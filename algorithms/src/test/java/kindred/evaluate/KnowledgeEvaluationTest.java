package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import kindred.evaluate.KnowledgeEvaluation.Directions;
import kindred.evaluate.KnowledgeEvaluation.Result;
import kindred.evaluate.KnowledgeEvaluation.Score;
import kindred.graph.KnownTriples;
import kindred.graph.Triples;
import kindred.math.Seeds;
import kindred.train.Progress;
import kindred.train.TrainingCancelledException;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class KnowledgeEvaluationTest {

    private static final List<String> TYPES = List.of("A", "B", "C", "D");

    /** Scores one fact. */
    private interface FactScore {
        float of(int head, int relation, int tail);
    }

    /** Scores all nodes one by one, and counts the questions. */
    private record EachByItself(int nodeCount, FactScore score, AtomicInteger questions) implements LinkScores {

        EachByItself(int nodeCount, FactScore score) {
            this(nodeCount, score, new AtomicInteger());
        }

        @Override
        public void tails(int[] heads, int[] relations, float[] out) {
            questions.addAndGet(heads.length);
            for (int i = 0; i < heads.length; i++) {
                for (int node = 0; node < nodeCount; node++) {
                    out[i * nodeCount + node] = score.of(heads[i], relations[i], node);
                }
            }
        }

        @Override
        public void heads(int[] relations, int[] tails, float[] out) {
            questions.addAndGet(tails.length);
            for (int i = 0; i < tails.length; i++) {
                for (int node = 0; node < nodeCount; node++) {
                    out[i * nodeCount + node] = score.of(node, relations[i], tails[i]);
                }
            }
        }
    }

    /** Facts as {head, relation, tail}. */
    private static Triples triples(int nodeCount, int[]... facts) {
        return new Triples(
                nodeCount,
                TYPES,
                Arrays.stream(facts).mapToInt(fact -> fact[0]).toArray(),
                Arrays.stream(facts).mapToInt(fact -> fact[1]).toArray(),
                Arrays.stream(facts).mapToInt(fact -> fact[2]).toArray(),
                null);
    }

    private static Result judge(Triples test, KnownTriples known, LinkScores scores) {
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            return new KnowledgeEvaluation(test, known).judge(scores, run);
        }
    }

    /** The figures of these ranks. */
    private static Score score(double... ranks) {
        return new Score(
                ranks.length,
                Arrays.stream(ranks).map(rank -> 1 / rank).average().orElseThrow(),
                Arrays.stream(ranks).average().orElseThrow(),
                share(ranks, 1),
                share(ranks, 3),
                share(ranks, 10));
    }

    private static double share(double[] ranks, int most) {
        return Arrays.stream(ranks).filter(rank -> rank <= most).count() / (double) ranks.length;
    }

    private static void assertAgree(Score found, Score expected) {
        assertThat(found.mrr()).isCloseTo(expected.mrr(), within(1e-12));
        assertThat(found.meanRank()).isCloseTo(expected.meanRank(), within(1e-12));
        assertThat(found)
                .isEqualTo(new Score(
                        expected.ranks(),
                        found.mrr(),
                        found.meanRank(),
                        expected.hitsAt1(),
                        expected.hitsAt3(),
                        expected.hitsAt10()));
    }

    @Test
    void looksForBothEndsAmongAllNodes() {
        Triples test = triples(5, new int[][] {{0, 0, 1}, {2, 1, 4}});
        // tails: the higher the number the better; heads: the other way round
        LinkScores scores = new EachByItself(5, (head, relation, tail) -> tail - 10 * head);

        Result result = judge(test, new KnownTriples(test), scores);

        Directions first = result.byType().get("A");
        assertThat(first.tails()).isEqualTo(score(4));
        assertThat(first.heads()).isEqualTo(score(1));
        Directions second = result.byType().get("B");
        assertThat(second.tails()).isEqualTo(score(1));
        assertThat(second.heads()).isEqualTo(score(3));
        assertThat(second.both()).isEqualTo(score(3, 1));
        assertThat(result.byType()).containsOnlyKeys("A", "B");
        assertAgree(result.overall().heads(), score(1, 3));
        assertAgree(result.overall().tails(), score(4, 1));
        assertAgree(result.overall().both(), score(1, 3, 4, 1));
    }

    @Test
    void leavesOutOtherAnswersThatAreTrue() {
        Triples test = triples(6, new int[][] {{0, 0, 1}, {0, 0, 3}});
        Triples train = triples(6, new int[][] {{0, 0, 5}, {0, 0, 4}, {0, 1, 2}});
        LinkScores scores = new EachByItself(6, (head, relation, tail) -> tail);

        // 5 and 4 are known, so that only 2 stands before 1, and nothing before 3
        assertThat(judge(test, new KnownTriples(train, test), scores).overall().tails())
                .isEqualTo(score(2, 1));
        assertThat(judge(test, new KnownTriples(train), scores).overall().tails())
                .isEqualTo(score(3, 1));
        assertThat(judge(test, new KnownTriples(triples(6)), scores).overall().tails())
                .isEqualTo(score(5, 3));
    }

    @Test
    void givesHalfOfThePlacesToNodesThatScoreTheSame() {
        Triples test = triples(9, new int[] {0, 0, 1});
        LinkScores constant = new EachByItself(9, (head, relation, tail) -> 0);

        assertThat(judge(test, new KnownTriples(test), constant).overall().both())
                .isEqualTo(score(5, 5));
        // one of two at the top
        LinkScores shared = new EachByItself(9, (head, relation, tail) -> tail < 2 ? 1 : 0);
        assertThat(judge(test, new KnownTriples(test), shared).overall().tails())
                .isEqualTo(score(1.5));
        // a known answer with the same score does not share the place
        Triples train = triples(9, new int[] {0, 0, 0});
        assertThat(judge(test, new KnownTriples(train, test), shared).overall().tails())
                .isEqualTo(score(1));
    }

    @Test
    void takesScoresThatAreNoNumbersForTheWorst() {
        Triples test = triples(4, new int[] {0, 0, 1});
        KnownTriples known = new KnownTriples(test);
        LinkScores answer = new EachByItself(4, (head, relation, tail) -> tail == 1 ? Float.NaN : -1e30f);
        assertThat(judge(test, known, answer).overall().tails()).isEqualTo(score(4));
        LinkScores others = new EachByItself(4, (head, relation, tail) -> tail == 1 ? -1e30f : Float.NaN);
        assertThat(judge(test, known, others).overall().tails()).isEqualTo(score(1));
        LinkScores all = new EachByItself(4, (head, relation, tail) -> Float.NaN);
        assertThat(judge(test, known, all).overall().tails()).isEqualTo(score(2.5));
    }

    @Test
    void asksAQuestionOfSeveralFactsOnce() {
        Triples test = triples(8, new int[][] {{0, 0, 1}, {2, 0, 3}, {0, 0, 4}, {0, 1, 1}, {0, 0, 1}});
        EachByItself scores = new EachByItself(8, (head, relation, tail) -> head * tail);

        Result result = judge(test, new KnownTriples(test), scores);

        // (0 A ?), (2 A ?), (0 B ?), (? A 1), (? A 3), (? A 4), (? B 1)
        assertThat(scores.questions().get()).isEqualTo(7);
        assertThat(result.overall().tails().ranks()).isEqualTo(5);
        assertThat(result.overall().both().ranks()).isEqualTo(10);
        assertThat(result.byType().get("A").heads().ranks()).isEqualTo(4);
    }

    private static Triples random(Seeds seeds, int nodeCount, int count) {
        int[][] facts = IntStream.range(0, count)
                .mapToObj(i -> new int[] {
                    Seeds.bounded(seeds.at(i, 0), nodeCount),
                    Seeds.bounded(seeds.at(i, 1), TYPES.size()),
                    Seeds.bounded(seeds.at(i, 2), nodeCount)
                })
                .toArray(int[][]::new);
        return triples(nodeCount, facts);
    }

    /** Few different values, so many ties, and now and then something odd. */
    private static float drawn(Seeds seeds, int head, int relation, int tail) {
        int value = Seeds.bounded(seeds.fork("score").at(head * 1000L + tail, relation), 12);
        return switch (value) {
            case 0 -> Float.NaN;
            case 1 -> Float.NEGATIVE_INFINITY;
            case 2 -> -0f;
            case 3 -> 0f;
            case 4 -> Float.POSITIVE_INFINITY;
            default -> value;
        };
    }

    /** The rank by the definition, one node after the other. */
    private static double slowRank(Triples facts, int fact, boolean tails, List<Triples> known, FactScore score) {
        int truth = tails ? facts.tail(fact) : facts.head(fact);
        float own = slowScore(facts, fact, tails, truth, score);
        int better = 0;
        int equal = 0;
        for (int node = 0; node < facts.nodeCount(); node++) {
            if (node != truth && !slowKnown(facts, fact, tails, node, known)) {
                float other = slowScore(facts, fact, tails, node, score);
                better += other > own ? 1 : 0;
                equal += other == own ? 1 : 0;
            }
        }
        return 1 + better + 0.5 * equal;
    }

    private static float slowScore(Triples facts, int fact, boolean tails, int node, FactScore score) {
        int head = tails ? facts.head(fact) : node;
        int tail = tails ? node : facts.tail(fact);
        float value = score.of(head, facts.relation(fact), tail);
        return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
    }

    private static boolean slowKnown(Triples facts, int fact, boolean tails, int node, List<Triples> known) {
        int head = tails ? facts.head(fact) : node;
        int tail = tails ? node : facts.tail(fact);
        return known.stream()
                .anyMatch(part -> IntStream.range(0, part.count())
                        .anyMatch(i -> part.head(i) == head
                                && part.relation(i) == facts.relation(fact)
                                && part.tail(i) == tail));
    }

    @Test
    void agreesWithTheSlowForm() {
        Seeds seeds = new Seeds(3);
        Triples test = random(seeds.fork("test"), 30, 500);
        Triples train = random(seeds.fork("train"), 30, 700);
        FactScore score = (head, relation, tail) -> drawn(seeds, head, relation, tail);

        Result found = judge(test, new KnownTriples(train, test), new EachByItself(30, score));

        for (int relation = 0; relation < TYPES.size(); relation++) {
            List<Double> heads = new ArrayList<>();
            List<Double> tails = new ArrayList<>();
            for (int fact = 0; fact < test.count(); fact++) {
                if (test.relation(fact) == relation) {
                    heads.add(slowRank(test, fact, false, List.of(train, test), score));
                    tails.add(slowRank(test, fact, true, List.of(train, test), score));
                }
            }
            Directions directions = found.byType().get(TYPES.get(relation));
            assertAgree(directions.heads(), score(array(heads)));
            assertAgree(directions.tails(), score(array(tails)));
            heads.addAll(tails);
            assertAgree(directions.both(), score(array(heads)));
        }
        assertThat(found.overall().both().ranks()).isEqualTo(1000);
        double mean = found.byType().values().stream()
                .mapToDouble(each -> each.both().meanRank() * each.both().ranks())
                .sum();
        assertThat(found.overall().both().meanRank()).isCloseTo(mean / 1000, within(1e-9));
        assertThat(found.overall().both().mrr()).isBetween(0.05, 0.9);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(i -> i).toArray();
    }

    @Test
    void givesTheSameFiguresAtAnyConcurrency() {
        Seeds seeds = new Seeds(8);
        Triples test = random(seeds, 400, 900);
        LinkScores scores = new EachByItself(400, (head, relation, tail) -> drawn(seeds, head, relation, tail));
        KnowledgeEvaluation evaluation = new KnowledgeEvaluation(test, new KnownTriples(test));
        try (TrainingRun one = TrainingRun.quiet(1, 1);
                TrainingRun four = TrainingRun.quiet(1, 4)) {
            Result result = evaluation.judge(scores, one);
            assertThat(evaluation.judge(scores, four)).isEqualTo(result);
            assertThat(evaluation.meanReciprocalRank(scores, four))
                    .isEqualTo(result.overall().both().mrr());
        }
    }

    /** Counts what it hears of. */
    private static final class Ear implements Progress {
        private final AtomicLong volume = new AtomicLong();
        private final AtomicLong done = new AtomicLong();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void begin(String task, long work) {
            volume.addAndGet(work);
        }

        @Override
        public void advance(long work) {
            done.addAndGet(work);
        }

        @Override
        public void end() {
            ended.incrementAndGet();
        }
    }

    @Test
    void reportsProgressUnlessATrainingWatchesItself() {
        Triples test = random(new Seeds(5), 50, 300);
        KnowledgeEvaluation evaluation = new KnowledgeEvaluation(test, new KnownTriples(test));
        LinkScores scores = new EachByItself(50, (head, relation, tail) -> head + tail);
        Ear ear = new Ear();
        try (TrainingRun run = new TrainingRun(1, 2, ear, () -> false)) {
            evaluation.meanReciprocalRank(scores, run);
            assertThat(ear.volume).hasValue(0);
            assertThat(ear.done).hasValue(0);
            evaluation.judge(scores, run);
        }
        assertThat(ear.volume).hasValue(600);
        assertThat(ear.done).hasValue(600);
        assertThat(ear.ended).hasValue(1);
    }

    @Test
    void stopsWhenCancelled() {
        Triples test = random(new Seeds(5), 50, 1000);
        KnowledgeEvaluation evaluation = new KnowledgeEvaluation(test, new KnownTriples(test));
        AtomicBoolean cancelled = new AtomicBoolean();
        EachByItself scores = new EachByItself(50, (head, relation, tail) -> {
            cancelled.set(true);
            return 0;
        });
        try (TrainingRun run = new TrainingRun(1, 1, Progress.NONE, cancelled::get)) {
            assertThatThrownBy(() -> evaluation.judge(scores, run)).isInstanceOf(TrainingCancelledException.class);
        }
        assertThat(scores.questions().get()).isLessThan(500);
    }

    @Test
    void refusesWhatItCannotJudge() {
        Triples none = triples(3);
        KnownTriples nothing = new KnownTriples(none);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnowledgeEvaluation(none, nothing))
                .withMessage("There is no test fact, so there is nothing to evaluate.");
        LinkScores scores = new EachByItself(4, (head, relation, tail) -> 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judge(triples(3, new int[] {0, 0, 1}), nothing, scores))
                .withMessage("Scores of 4 nodes do not fit facts over 3 nodes.");
    }
}
