package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import kindred.evaluate.RankingTrial.Config;
import kindred.evaluate.RankingTrial.Score;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class RankingTrialTest {

    private static final Contestant ALWAYS_THREE_ONE = (users, depth, into) -> {
        Arrays.fill(into, -1);
        for (int i = 0; i < users.length; i++) {
            into[i * depth] = 3;
            if (depth > 1) {
                into[i * depth + 1] = 1;
            }
        }
    };

    @Test
    void averagesOverUsersThatHaveSomethingToPredict() {
        Interactions known = Interactions.of(3, 5, new int[] {0, 1}, new int[] {0, 0});
        Interactions test = Interactions.of(3, 5, new int[] {0, 2, 2}, new int[] {3, 1, 4});
        List<Score> scores = judge(new RankingTrial(known, test), new Config(List.of(1, 2), 100), 1);
        assertThat(scores).extracting(Score::users).containsExactly(2, 2);
        assertThat(scores.get(0).recall().mean()).isEqualTo(0.5); // 1 and 0
        assertThat(scores.get(1).recall().mean()).isEqualTo(0.75); // 1 and 1/2
        assertThat(scores.get(1).mrr().mean()).isEqualTo(0.75); // 1 and 1/2
        assertThat(scores.get(1).hitRate().mean()).isEqualTo(1);
        assertThat(scores.get(0).coverage()).isEqualTo(0.2);
        assertThat(scores.get(1).coverage()).isEqualTo(0.4);
        assertThat(scores.get(1).diversity()).isEmpty();
    }

    @Test
    void leavesOutTestItemsThatAreKnown() {
        Interactions known = Interactions.of(2, 5, new int[] {0, 1}, new int[] {3, 0});
        Interactions test = Interactions.of(2, 5, new int[] {0, 0, 1}, new int[] {3, 1, 0});
        RankingTrial trial = new RankingTrial(known, test);
        assertThat(trial.alreadyKnown()).isEqualTo(2);
        assertThat(trial.users()).containsExactly(0);
        assertThat(judge(trial, new Config(List.of(2), 10), 1).get(0).recall().mean())
                .isEqualTo(1.0);
    }

    @Test
    void refusesToJudgeOnNothing() {
        Interactions known = Interactions.of(2, 5, new int[] {0}, new int[] {3});
        Interactions none = Interactions.of(2, 5, new int[0], new int[0]);
        assertThatThrownBy(() -> new RankingTrial(known, none))
                .hasMessage("There is no test relationship, so there is nothing to evaluate.");
        assertThatThrownBy(() -> new RankingTrial(known, known))
                .hasMessage(
                        "Each of the 1 test relationships leads to an item that its user knows already, so there is nothing to evaluate.");
        assertThatThrownBy(() -> new Config(List.of(0), 10))
                .hasMessage("Value for `topK` was `0`, but must be within the range [1, 10000].");
    }

    @Test
    void measuresTheDiversityOfTheLists() {
        Interactions known = Interactions.of(1, 5, new int[] {0}, new int[] {0});
        Interactions test = Interactions.of(1, 5, new int[] {0}, new int[] {1});
        EmbeddingTable vectors = new EmbeddingTable(5, 2);
        vectors.setRow(1, new float[] {3, 0}, 0);
        vectors.setRow(3, new float[] {5, 5}, 0);
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            Score score = new RankingTrial(known, test)
                    .judge(ALWAYS_THREE_ONE, vectors, new Config(List.of(2), 10), run)
                    .get(0);
            assertThat(score.diversity().orElseThrow()).isCloseTo(1 - Math.sqrt(0.5), within(1e-6));
        }
    }

    @Test
    void givesTheSameIntervalsForASeedAtAnyConcurrency() {
        RankingTrial trial = manyUsers();
        Config config = new Config(List.of(2), 200);
        List<Score> once = judge(trial, config, 1);
        assertThat(judge(trial, config, 3)).isEqualTo(once);
    }

    @Test
    void bracketsTheMeanAsTheNormalApproximationDoes() {
        Score score = judge(manyUsers(), new Config(List.of(1), 2000), 2).get(0);
        double p = score.hitRate().mean();
        double halfWidth = 1.96 * Math.sqrt(p * (1 - p) / score.users());
        assertThat(score.hitRate().lower()).isCloseTo(p - halfWidth, within(0.004));
        assertThat(score.hitRate().upper()).isCloseTo(p + halfWidth, within(0.004));
    }

    private static RankingTrial manyUsers() {
        int[] users = new int[2000];
        int[] items = new int[2000];
        Seeds seeds = new Seeds(3);
        for (int user = 0; user < 2000; user++) {
            users[user] = user;
            items[user] = 1 + Seeds.bounded(seeds.at(user), 4);
        }
        return new RankingTrial(
                Interactions.of(2000, 5, new int[] {0}, new int[] {0}), Interactions.of(2000, 5, users, items));
    }

    private static List<Score> judge(RankingTrial trial, Config config, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(11, concurrency)) {
            return trial.judge(ALWAYS_THREE_ONE, null, config, run);
        }
    }
}
