package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kindred.evaluate.LinkPrediction.Config;
import kindred.evaluate.LinkPrediction.Method;
import kindred.evaluate.LinkPrediction.Score;
import kindred.evaluate.LinkPrediction.Task;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class LinkPredictionTest {

    private static final int GROUPS = 4;
    private static final int NODES = 80;

    /** Nodes of a group are linked, by chance to be known or to be tested; nobody else is. */
    private static Task groups() {
        Seeds seeds = new Seeds(1);
        int[] a = IntStream.range(0, NODES * NODES)
                .filter(i -> i / NODES < i % NODES && i / NODES % GROUPS == i % NODES % GROUPS)
                .toArray();
        int[][] known = ends(IntStream.of(a).filter(i -> seeds.at(i) % 2 == 0).toArray());
        int[][] test = ends(IntStream.of(a).filter(i -> seeds.at(i) % 2 != 0).toArray());
        int[] all = IntStream.range(0, NODES).toArray();
        return new Task(
                Links.of(known[0], known[1], true),
                Links.of(test[0], test[1], true),
                Links.of(new int[0], new int[0], true),
                new Links.Ends(all, all),
                true);
    }

    private static int[][] ends(int[] cells) {
        return new int[][] {
            IntStream.of(cells).map(i -> i / NODES).toArray(),
            IntStream.of(cells).map(i -> i % NODES).toArray()
        };
    }

    /** A vector points to the group of its node, plus noise of this size. */
    private static EmbeddingTable vectors(float noise) {
        Seeds seeds = new Seeds(2);
        EmbeddingTable table = new EmbeddingTable(NODES, GROUPS);
        for (int node = 0; node < NODES; node++) {
            float[] vector = new float[GROUPS];
            for (int i = 0; i < GROUPS; i++) {
                vector[i] = (i == node % GROUPS ? 1 : 0) + noise * (Seeds.unitFloat(seeds.at(node, i)) - 0.5f);
            }
            table.setRow(node, vector, 0);
        }
        return table;
    }

    private static Map<Method, Score> evaluate(EmbeddingTable vectors, Task task, Config config, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(5, concurrency)) {
            return LinkPrediction.evaluate(vectors, task, config, run).stream()
                    .collect(Collectors.toMap(Score::method, Function.identity()));
        }
    }

    @Test
    void tellsLinksFromOtherPairsByEveryMethodThatCan() {
        Map<Method, Score> scores = evaluate(vectors(0.2f), groups(), Config.DEFAULTS, 2);

        assertThat(scores).containsOnlyKeys(Method.values());
        for (Method method : List.of(Method.HADAMARD, Method.L1, Method.L2, Method.DOT, Method.COSINE)) {
            assertThat(scores.get(method).auc()).as("%s", method).isGreaterThan(0.99);
            assertThat(scores.get(method).averagePrecision()).as("%s", method).isGreaterThan(0.99);
        }
        // the mean of two vectors does not tell whether they are alike to a linear classifier
        assertThat(scores.get(Method.AVERAGE).auc()).isBetween(0.3, 0.8);
    }

    @Test
    void isNoBetterThanChanceOnNoise() {
        Seeds seeds = new Seeds(9);
        EmbeddingTable noise = new EmbeddingTable(NODES, GROUPS);
        for (int node = 0; node < NODES; node++) {
            for (int i = 0; i < GROUPS; i++) {
                noise.page(node)[noise.offset(node) + i] = Seeds.unitFloat(seeds.at(node, i)) - 0.5f;
            }
        }
        evaluate(noise, groups(), Config.DEFAULTS, 1).values().forEach(score -> {
            assertThat(score.auc()).as("%s", score).isBetween(0.4, 0.6);
            assertThat(score.averagePrecision()).as("%s", score).isBetween(0.4, 0.62);
        });
    }

    @Test
    void givesTheSameFiguresAtAnyConcurrency() {
        Config config = new Config(100);
        Map<Method, Score> one = evaluate(vectors(2), groups(), config, 1);

        assertThat(evaluate(vectors(2), groups(), config, 4)).isEqualTo(one);
        assertThat(one.get(Method.HADAMARD).auc()).isBetween(0.55, 0.99);
    }

    @Test
    void refusesWhatItCannotJudge() {
        Links none = Links.of(new int[0], new int[0], true);
        Task task = groups();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Task(task.known(), none, none, task.ends(), true))
                .withMessage("Link prediction needs relationships to train on and to test with, but has %d and 0."
                        .formatted(task.known().size()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Config(0))
                .withMessage("Value for `trainSamples` was `0`, but must be within the range [1, 100000000].");
    }
}
