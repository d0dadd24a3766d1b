package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kindred.benchmarks.BenchCommandTest.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeCommandTest {

    private static final int NODES = 24;
    private static final String SMALL =
            "{\"embeddingDimension\": 8, \"epochs\": 20, \"batchSize\": 32, \"trainingType\": \"oneVersusAll\", \"regularization\": 0.05}";

    @TempDir
    private Path folder;

    /** Nodes of three kinds: those of a kind are alike, and each kind follows another. */
    @BeforeEach
    void writeTables() {
        List<String> nodes = new ArrayList<>(List.of("#id label"));
        List<List<String>> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            parts.add(new ArrayList<>(List.of("#head relation tail")));
        }
        for (int a = 0; a < NODES; a++) {
            nodes.add(a + " " + (a % 2 == 0 ? "Even" : "Odd"));
            for (int b = 0; b < NODES; b++) {
                int draw = (a * 7 + b * 13 + a * b) % 10;
                List<String> part = parts.get(draw == 0 ? 1 : draw == 1 ? 2 : 0);
                if (a % 3 == b % 3 && a != b) {
                    part.add(a + " 0 " + b);
                }
                if ((a + 1) % 3 == b % 3) {
                    part.add(a + " 1 " + b);
                }
            }
        }
        TestTables.write(folder, "nodes", nodes.toArray(String[]::new));
        TestTables.write(folder, "relations", "#id key", "0 resembles", "1 precedes");
        TestTables.write(folder, "train", parts.get(0).toArray(String[]::new));
        TestTables.write(folder, "valid", parts.get(1).toArray(String[]::new));
        TestTables.write(folder, "test", parts.get(2).toArray(String[]::new));
        trainFacts = parts.get(0).size() - 1;
        validFacts = parts.get(1).size() - 1;
        testFacts = parts.get(2).size() - 1;
    }

    private int trainFacts;
    private int validFacts;
    private int testFacts;

    private Outcome bench(String... further) {
        List<String> call = new ArrayList<>(
                List.of("knowledge", "--trainer", "distMult", "--data", folder.toString(), "--config", SMALL));
        call.addAll(List.of(further));
        Outcome outcome = Outcome.of(call.toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metrics(Outcome outcome) {
        return (Map<String, Object>) outcome.json().get("metrics");
    }

    private static double metric(Outcome outcome, String name) {
        return ((Number) metrics(outcome).get(name)).doubleValue();
    }

    @Test
    void ranksTheEndsOfTestFacts() {
        Outcome outcome = bench();

        assertThat(metrics(outcome))
                .containsEntry("trainFacts", (double) trainFacts)
                .containsEntry("testFacts", (double) testFacts)
                .containsKeys("hits@1", "hits@3", "heads.hits@10", "tails.meanRank");
        // two of three nodes are wrong, and few of the rest are left by the filter
        assertThat(metric(outcome, "mrr")).isGreaterThan(0.5);
        assertThat(metric(outcome, "hits@10")).isGreaterThan(0.9);
        assertThat(metric(outcome, "meanRank")).isBetween(1.0, 5.0);
        assertThat((metric(outcome, "heads.mrr") + metric(outcome, "tails.mrr")) / 2)
                .isCloseTo(metric(outcome, "mrr"), within(1e-12));
        assertThat(outcome.out())
                .containsPattern("test +ranks +MRR +mean rank +hits@1 +hits@3 +hits@10\\R"
                        + "overall +%d .*\\Rheads +%d .*\\Rtails .*\\Rleakage: ".formatted(2 * testFacts, testFacts));
    }

    @Test
    void findsOutWhatTheTrainingGivesAway() {
        Outcome outcome = bench();

        // who resembles another is resembled by it
        assertThat(metrics(outcome)).containsEntry("leakage.implications", 1.0);
        assertThat(metric(outcome, "leakage.impliedBy.inverse")).isBetween(0.2, 0.6);
        assertThat(metric(outcome, "leakage.impliedBy.either")).isEqualTo(metric(outcome, "leakage.impliedBy.inverse"));
        assertThat(metrics(outcome))
                .containsEntry("leakage.repeated", 0.0)
                .containsEntry("leakage.anyRelation.duplicate", 0.0);
        assertThat(outcome.out())
                .containsPattern(
                        "leakage: \\d+\\.\\d % of these facts are given away by a training fact .* \\(1 implications\\);");
    }

    @Test
    void judgesOnValidationFactsWhereSettingsAreToBeChosen() {
        Outcome outcome = bench("--validate");

        assertThat(metrics(outcome)).containsEntry("testFacts", (double) validFacts);
        assertThat(outcome.out()).containsPattern("valid +ranks +MRR");
        assertThat(outcome.json().get("checksum")).isEqualTo(bench().json().get("checksum"));
    }

    @Test
    void showsEachRelation() {
        assertThat(bench("--per-relation").out())
                .containsPattern("tails .*\\Rprecedes +\\d+ .*\\Rresembles +\\d+ .*\\Rleakage");
        assertThat(bench().out()).doesNotContain("precedes");
    }

    @Test
    void givesTheSameFiguresAtAnyConcurrency() {
        Outcome two = bench("--concurrency", "2");
        Outcome one = bench("--concurrency", "1");

        assertThat(metrics(one)).isEqualTo(metrics(two));
        assertThat(one.json().get("checksum")).isEqualTo(two.json().get("checksum"));
    }

    @Test
    void explainsThatNodeVectorsAloneCannotBeJudged() {
        Outcome outcome = Outcome.of(
                "knowledge",
                "--trainer",
                "node2vec",
                "--data",
                folder.toString(),
                "--config",
                "{\"embeddingDimension\": 4, \"iterations\": 1, \"walksPerNode\": 1}");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith(
                        "kindred bench: `node2vec` has vectors of nodes but none of relations to score facts with, so that `knowledge` cannot judge it.");
    }

    @Test
    void measuresSpeedOnAKnowledgeGraph() {
        Outcome outcome = Outcome.of(
                "speed", "--trainer", "distMult", "--data", folder.toString(), "--config", SMALL, "--share", "0.5,1");

        assertThat(outcome.err()).isEmpty();
        assertThat(metrics(outcome)).containsEntry("arcs@1.0", (double) trainFacts);
    }
}
