package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import kindred.evaluate.NodeClassification.Config;
import kindred.evaluate.NodeClassification.Score;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class NodeClassificationTest {

    /** The classes of 120 examples, two digits each: the sum of 2^class. */
    private static final String CLASSES =
            "0209030817200124170224121603240209170820091606090205180805181612171617090106180805030820200112180109"
                    + "0608031801240516201201060804090608100501081204010608090902120301040901050208020608060902120904050808"
                    + "0602081203080612010904080206081005020912";

    /**
     * Expected figures: scikit-learn 1.9.1 on the same data, trained on the first half and tested on the second:
     * {@code OneVsRestClassifier(LogisticRegression(solver="liblinear", C=1, tol=1e-10))}, the true number of classes taken from
     * {@code predict_proba}, {@code f1_score} with averages micro and macro. Class 4 occurs in no test example.
     */
    @Test
    void agreesWithTheReferenceScorer() {
        int[] first = IntStream.range(0, 60).toArray();
        int[] second = IntStream.range(60, 120).toArray();
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            Score score = NodeClassification.evaluateSplit(vectors(), classes(), first, second, false, run);
            assertThat(score.microF1().mean()).isCloseTo(0.5777777777777777, within(1e-9));
            assertThat(score.macroF1().mean()).isCloseTo(0.4940790020790021, within(1e-9));
            assertThat(score.accuracy().mean()).isCloseTo(0.4166666666666667, within(1e-9));
            assertThat(score.trainRatio()).isEqualTo(0.5);
            assertThat(score.microF1().standardDeviation()).isZero();
        }
    }

    @Test
    void givesTheSameFiguresForASeedAtAnyConcurrency() {
        Config config = new Config(List.of(0.3, 0.7), 4, false);
        List<Score> once = evaluate(config, 7, 1);
        assertThat(evaluate(config, 7, 1)).isEqualTo(once);
        assertThat(evaluate(config, 7, 3)).isEqualTo(once);
        assertThat(evaluate(config, 8, 1)).isNotEqualTo(once);
    }

    @Test
    void reportsMeanAndSampleDeviationPerRatio() {
        List<Score> scores = evaluate(new Config(List.of(0.25, 0.5), 5, false), 3, 2);
        assertThat(scores).extracting(Score::trainRatio).containsExactly(0.25, 0.5);
        assertThat(scores).extracting(Score::trainCount).containsExactly(30, 60);
        assertThat(scores).extracting(Score::testCount).containsExactly(90, 60);
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.microF1().mean()).isBetween(0.4, 0.8);
            assertThat(score.microF1().standardDeviation()).isBetween(1e-4, 0.2);
        });
        assertThat(NodeClassification.Figure.of(new double[] {1, 2, 4}).standardDeviation())
                .isCloseTo(1.527525, within(1e-6));
    }

    @Test
    void separatesClustersWithoutError() {
        EmbeddingTable table = new EmbeddingTable(90, 2);
        int[][] classes = new int[90][];
        for (int i = 0; i < 90; i++) {
            double angle = i % 3 * 2 * Math.PI / 3 + i * 1e-3;
            table.setRow(i, new float[] {(float) (5 * Math.cos(angle)), (float) (5 * Math.sin(angle))}, 0);
            classes[i] = new int[] {i % 3};
        }
        ClassAssignments assignments = ClassAssignments.of(classes, List.of("a", "b", "c"));
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            Score score = NodeClassification.evaluate(table, assignments, new Config(List.of(0.5), 3, true), run)
                    .get(0);
            assertThat(score.microF1().mean()).isEqualTo(1.0);
            assertThat(score.macroF1().mean()).isEqualTo(1.0);
            assertThat(score.accuracy().mean()).isEqualTo(1.0);
        }
    }

    @Test
    void neverPredictsAClassThatNobodyShowedIt() {
        EmbeddingTable table = new EmbeddingTable(4, 1);
        table.setRow(1, new float[] {1}, 0);
        table.setRow(2, new float[] {0.9f}, 0);
        table.setRow(3, new float[] {0.9f}, 0);
        ClassAssignments assignments = ClassAssignments.of(new int[][] {{0}, {1}, {2}, {1}}, List.of("a", "b", "c"));
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            Score score = NodeClassification.evaluateSplit(
                    table, assignments, new int[] {0, 1}, new int[] {2, 3}, false, run);
            assertThat(score.testCount()).isEqualTo(2);
            // example 2 is taken for b, example 3 rightly so: b has F1 2/3, a and c have 0
            assertThat(score.macroF1().mean()).isCloseTo(2.0 / 9, within(1e-12));
            assertThat(score.microF1().mean()).isEqualTo(0.5);
        }
    }

    @Test
    void leavesOutWhatTheGivenSplitLeavesOut() {
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            int[] train = IntStream.range(0, 40).toArray();
            Score score =
                    NodeClassification.evaluateSplit(vectors(), classes(), train, new int[] {70, 71, 72}, false, run);
            assertThat(score.trainCount()).isEqualTo(40);
            assertThat(score.testCount()).isEqualTo(3);
            assertThat(score.accuracy().mean() * 3 % 1).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void refusesRatiosThatLeaveNothing() {
        assertThatThrownBy(() -> new Config(List.of(1.0), 1, false))
                .hasMessage("Value for `trainRatios` was `1.0`, but must be within the range (0.0, 1.0).");
        assertThatThrownBy(() -> new Config(List.of(), 1, false)).hasMessage("`trainRatios` can not be empty.");
        assertThatThrownBy(() -> new Config(List.of(0.5), 0, false))
                .hasMessage("Value for `shuffles` was `0`, but must be within the range [1, 10000].");
        assertThatThrownBy(() -> evaluate(new Config(List.of(0.001), 1, false), 1, 1))
                .hasMessage("A train ratio of 0.001 of 120 labelled nodes leaves none to train on.");
    }

    @Test
    void refusesASingleClass() {
        ClassAssignments one = ClassAssignments.of(new int[][] {{0}, {0}}, List.of("only"));
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            assertThatThrownBy(() -> NodeClassification.evaluate(new EmbeddingTable(2, 2), one, Config.DEFAULTS, run))
                    .hasMessage("Classification needs at least two classes, but there is only `only`.");
        }
    }

    private static List<Score> evaluate(Config config, long seed, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(seed, concurrency)) {
            return NodeClassification.evaluate(vectors(), classes(), config, run);
        }
    }

    private static EmbeddingTable vectors() {
        EmbeddingTable table = new EmbeddingTable(120, 6);
        for (int i = 0; i < 120; i++) {
            for (int j = 0; j < 6; j++) {
                table.page(i)[table.offset(i) + j] = (float) (((i * 53 + j * 97 + i * j * 7) % 211) / 70.0 - 1.5);
            }
        }
        return table;
    }

    private static ClassAssignments classes() {
        int[][] classes = new int[120][];
        for (int i = 0; i < 120; i++) {
            int bits = Integer.parseInt(CLASSES.substring(2 * i, 2 * i + 2));
            classes[i] = IntStream.range(0, 5).filter(c -> (bits >> c & 1) == 1).toArray();
        }
        return ClassAssignments.of(classes, List.of("0", "1", "2", "3", "4"));
    }
}
