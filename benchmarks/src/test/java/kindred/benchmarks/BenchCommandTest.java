package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kindred.catalog.Trainers;
import kindred.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

    @TempDir
    private Path folder;

    /** What one call printed, and how it ended. */
    record Outcome(int exitCode, String out, String err) {

        static Outcome of(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine command = BenchCommand.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true));
            int exitCode = command.execute(arguments);
            return new Outcome(exitCode, out.toString(), err.toString());
        }

        Map<String, Object> json() {
            List<String> lines = out.lines().toList();
            try {
                return JSON.std.mapFrom(lines.get(lines.size() - 1));
            } catch (IOException e) {
                throw new AssertionError("The last line is no JSON object: " + lines.get(lines.size() - 1), e);
            }
        }
    }

    @Test
    void listsProtocolsTrainersAndPresets() {
        Outcome outcome = Outcome.of("list");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.json().get("protocols"))
                .isEqualTo(List.of("node-classification", "link-prediction", "knowledge", "recommendation", "speed"));
        assertThat(outcome.json().get("trainers"))
                .isEqualTo(Trainers.all().stream().map(Trainer::name).toList());
        assertThat(outcome.out()).contains("node-classification  How well a linear classifier reads");
    }

    @Test
    void explainsWrongCommandLines() {
        assertThat(Outcome.of().exitCode()).isEqualTo(2);
        assertThat(Outcome.of().err()).startsWith("A protocol is missing.").contains("Usage: kindred bench");
        assertThat(Outcome.of("speed", "--data", "x").err()).startsWith("Missing required option: '--trainer=NAME'");
        assertThat(Outcome.of("speed", "--trainer", "x", "--data", "x", "--seed", "one")
                        .err())
                .startsWith("Invalid value for option '--seed': 'one' is not a long");
    }

    @Test
    void namesTheTrainersWhereOneIsUnknown() {
        Outcome outcome = Outcome.of("speed", "--trainer", "deepTalk", "--data", "x");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("kindred bench: There is no trainer `deepTalk`");
        assertThat(outcome.out()).isEmpty();
    }

    private static final String SMALL =
            "{\"embeddingDimension\": 8, \"walkLength\": 10, \"windowSize\": 3, \"iterations\": 20,"
                    + " \"positiveSamplingFactor\": 1.0, \"initialLearningRate\": 0.1}";

    /** Two rings of 20 nodes, with one edge between them; a node's class is its ring. */
    private Path rings() {
        Path path = folder.resolve("rings");
        List<String> edges = new ArrayList<>(List.of("#source target", "0 20"));
        List<String> labels = new ArrayList<>(List.of("#node class"));
        for (int node = 0; node < 40; node++) {
            int ring = node / 20 * 20;
            edges.add(node + " " + (ring + (node + 1) % 20));
            edges.add(node + " " + (ring + (node + 2) % 20));
            labels.add(node + " " + node / 20);
        }
        return write(path, "edges", edges, "labels", labels);
    }

    /** Users and items of two tastes; the last item of each user is the test. */
    private Path tastes() {
        Path path = folder.resolve("tastes");
        List<String> train = new ArrayList<>(List.of("#user item"));
        List<String> test = new ArrayList<>(List.of("#user item"));
        for (int user = 0; user < 30; user++) {
            for (int i = 0; i < 6; i++) {
                int item = (user * 3 + i * 4) % 15 * 2 + user % 2;
                (i == 5 ? test : train).add(user + " " + item);
            }
        }
        return write(path, "train", train, "test", test);
    }

    private static Path write(
            Path path, String first, List<String> firstLines, String second, List<String> secondLines) {
        assertThat(path.toFile().mkdir()).isTrue();
        TestTables.write(path, first, firstLines.toArray(String[]::new));
        TestTables.write(path, second, secondLines.toArray(String[]::new));
        return path;
    }

    @Test
    void printsTheContractOfNodeClassification() {
        Path data = rings();
        String[] call = {
            "node-classification",
            "--trainer",
            "NODE2VEC",
            "--data",
            data.toString(),
            "--config",
            SMALL,
            "--seed",
            "5",
            "--concurrency",
            "2",
            "--train-ratio",
            "0.5,0.75",
            "--shuffles",
            "3"
        };
        Outcome outcome = Outcome.of(call);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        Map<String, Object> json = outcome.json();
        assertThat(json.keySet())
                .containsExactly(
                        "protocol",
                        "trainer",
                        "data",
                        "config",
                        "seed",
                        "concurrency",
                        "metrics",
                        "checksum",
                        "seconds",
                        "peakBytes",
                        "estimatedBytes");
        assertThat(json)
                .containsEntry("protocol", "node-classification")
                .containsEntry("trainer", "node2vec")
                .containsEntry("data", "rings")
                .containsEntry("seed", 5)
                .containsEntry("concurrency", 2);
        assertThat(map(json.get("config"))).containsEntry("walkLength", 10).containsEntry("walksPerNode", 10);
        assertThat((double) map(json.get("metrics")).get("microF1@0.5")).isGreaterThan(0.8);
        assertThat(map(json.get("seconds"))).containsOnlyKeys("read", "train", "evaluate");
        assertThat(((Number) json.get("estimatedBytes")).longValue()).isPositive();
        assertThat(outcome.out()).contains("train ratio  micro F1").contains("0.75");

        call[10] = "1";
        Map<String, Object> again = Outcome.of(call).json();
        assertThat(again.get("checksum")).isEqualTo(json.get("checksum"));
        assertThat(again.get("metrics")).isEqualTo(json.get("metrics"));
        call[8] = "6";
        assertThat(Outcome.of(call).json().get("checksum")).isNotEqualTo(json.get("checksum"));
    }

    @Test
    void judgesOnTheFoldersOwnSplit() {
        Path data = rings();
        List<String> split = new ArrayList<>(List.of("#node split"));
        for (int node = 0; node < 40; node++) {
            split.add(node + " " + (node % 4 == 0 ? "train" : node % 4 == 1 ? "valid" : "test"));
        }
        TestTables.write(data, "split", split.toArray(String[]::new));
        Outcome outcome = Outcome.of(
                "node-classification", "--trainer", "node2vec", "--data", data.toString(), "--config", SMALL);
        assertThat(map(outcome.json().get("metrics"))).containsOnlyKeys("microF1", "macroF1", "accuracy");
        assertThat(outcome.out()).containsPattern("train +test +micro F1.*\\R10 +20 ");
    }

    @Test
    void judgesRecommendationsBesidePopularity() throws IOException {
        Path config = Files.writeString(folder.resolve("config.json"), SMALL);
        Outcome outcome = Outcome.of(
                "recommendation",
                "--trainer",
                "node2vec",
                "--data",
                tastes().toString(),
                "--config",
                config.toString(),
                "--top-k",
                "5",
                "--similarity",
                "COSINE",
                "--bootstrap",
                "50");
        assertThat(outcome.err()).isEmpty();
        Map<String, Object> metrics = map(outcome.json().get("metrics"));
        assertThat(metrics)
                .containsKeys(
                        "ndcg@5",
                        "precision@5",
                        "hitRate@5",
                        "mrr@5",
                        "map@5",
                        "coverage@5",
                        "diversity@5",
                        "popularity.recall@5",
                        "recall@5.lower",
                        "recall@5.upper")
                .containsEntry("users", 30.0);
        assertThat((double) metrics.get("recall@5")).isGreaterThan((double) metrics.get("popularity.recall@5"));
    }

    private static final String FACTS =
            "{\"embeddingDimension\": 16, \"epochs\": 30, \"batchSize\": 32, \"initialLearningRate\": 0.1}";

    private Outcome recommend(String... further) {
        return recommendBy("distMult", FACTS, further);
    }

    private static Outcome recommendBy(String trainer, String config, String... further) {
        List<String> call = new ArrayList<>(List.of(
                "recommendation", "--trainer", trainer, "--config", config, "--top-k", "5", "--bootstrap", "50"));
        call.addAll(List.of(further));
        return Outcome.of(call.toArray(String[]::new));
    }

    /** Items of one parity share a genre. */
    private Path tastesWithGenres() {
        Path path = folder.resolve("genres");
        List<String> history = new ArrayList<>(List.of("#user item"));
        List<String> nodes = new ArrayList<>(List.of("#id label"));
        List<String> edges = new ArrayList<>(List.of("#source target type"));
        for (int user = 0; user < 30; user++) {
            nodes.add(user + " User");
            for (int i = 0; i < 6; i++) {
                history.add(user + " " + (100 + (user * 3 + i * 4) % 15 * 2 + user % 2));
            }
        }
        for (int item = 100; item < 130; item++) {
            nodes.add(item + " Book");
            edges.add(item + " " + (200 + item % 2) + " HAS_GENRE");
        }
        nodes.add("200 Genre");
        nodes.add("201 Genre");
        write(path, "history", history, "nodes", nodes);
        TestTables.write(path, "edges", edges.toArray(String[]::new));
        return path;
    }

    @Test
    void ranksItemsAsAKnowledgeModelScoresFacts() {
        Outcome outcome = recommend("--data", tastesWithGenres().toString(), "--side-edges");
        assertThat(outcome.err()).isEmpty();
        Map<String, Object> metrics = map(outcome.json().get("metrics"));
        assertThat((double) metrics.get("recall@5")).isGreaterThan((double) metrics.get("popularity.recall@5"));
        Outcome alone = recommend("--data", folder.resolve("genres").toString());
        assertThat(alone.json().get("checksum")).isNotEqualTo(outcome.json().get("checksum"));
    }

    @Test
    void judgesCompressedVectors() {
        String data = tastes().toString();
        Map<String, Object> whole = map(
                recommend("--data", data, "--quantisation-parts", "16").json().get("metrics"));
        Map<String, Object> small = map(
                recommend("--data", data, "--quantisation-parts", "4").json().get("metrics"));
        assertThat(small).containsEntry("quantised.compression", 16.0);
        assertThat(small.get("recall@5")).isEqualTo(whole.get("recall@5"));
        // 60 nodes have fewer different values than there are codewords, so nothing is lost
        assertThat((double) small.get("quantised.error")).isLessThan(1e-10);
        assertThat(small.get("quantised.recall@5")).isEqualTo(whole.get("recall@5"));
        assertThat(recommend("--data", data, "--quantisation-parts", "5").err())
                .startsWith("kindred bench: Value for `quantisation-parts` was `5`, but must divide the 16 dimensions");
    }

    @Test
    void servesUsersThatTrainingHasNotSeen() {
        Outcome outcome = recommend("--data", tastes().toString(), "--hide-users", "0.3", "--clusters", "4");
        assertThat(outcome.err()).isEmpty();
        Map<String, Object> metrics = map(outcome.json().get("metrics"));
        double hidden = (double) metrics.get("hidden.users");
        assertThat(hidden).isBetween(3.0, 15.0).isEqualTo(metrics.get("hiddenTrained.users"));
        assertThat((double) metrics.get("users")).isEqualTo(30 - hidden);
        assertThat(metrics).containsEntry("hidden.described", hidden).containsEntry("hidden.clusters", 4.0);
        assertThat((double) metrics.get("hidden.clustersPerUser")).isBetween(1.0, 4.0);
        assertThat((double) metrics.get("hidden.recallRatio@5"))
                .isEqualTo((double) metrics.get("hidden.recall@5") / (double) metrics.get("recall@5"));
        assertThat((double) metrics.get("hidden.recall@5")).isGreaterThan((double) metrics.get("popularity.recall@5"));
    }

    @Test
    void refreshesModelsAndSaysHowFarVectorsMove() {
        Outcome outcome = recommend("--data", tastes().toString(), "--refreshes", "2");
        assertThat(outcome.err()).isEmpty();
        Map<String, Object> metrics = map(outcome.json().get("metrics"));
        assertThat(metrics)
                .containsKeys("first.recall@5", "refresh1.recall@5", "refresh2.recall@5")
                .doesNotContainKey("first.meanCosine");
        assertThat((double) metrics.get("refresh2.meanCosine")).isBetween(-1.0, 0.9999);
        assertThat((double) metrics.get("refresh2.lowestCosine"))
                .isLessThan((double) metrics.get("refresh2.meanCosine"));
        assertThat(outcome.out()).contains("distMult, 90 % of the interactions").contains("mean cosine");
        Outcome all = recommend("--data", folder.resolve("tastes").toString());
        assertThat(all.json().get("checksum")).isEqualTo(outcome.json().get("checksum"));
    }

    @Test
    void handsTheFormerVectorsToATrainerThatStartsFromThem() {
        String data = tastes().toString();
        String config = "{\"embeddingDimension\": 16, \"epochs\": 20, \"batchSize\": 32}";
        Map<String, Object> afresh = map(recommendBy("twhin", config, "--data", data, "--refreshes", "1")
                .json()
                .get("metrics"));
        Outcome outcome = recommendBy(
                "twhin",
                config,
                "--data",
                data,
                "--refreshes",
                "1",
                "--refresh-config",
                "{\"warmStartProperty\": \"former\", \"anchor\": 0.1}");
        assertThat(outcome.err()).isEmpty();
        Map<String, Object> warm = map(outcome.json().get("metrics"));
        assertThat(warm.get("first.recall@5")).isEqualTo(afresh.get("first.recall@5"));
        assertThat((double) warm.get("refresh1.meanCosine")).isGreaterThan((double) afresh.get("refresh1.meanCosine"));
        assertThat((double) warm.get("refresh1.meanCosine")).isLessThan(0.99999);
    }

    @Test
    void explainsQuestionsItCannotAnswer() {
        Path data = tastes();
        assertThat(recommend("--data", data.toString(), "--refreshes", "1", "--hide-users", "0.1")
                        .err())
                .startsWith("kindred bench: `--quantisation-parts`, `--hide-users` and `--refreshes` are questions");
        assertThat(recommend("--data", data.toString(), "--refreshes", "1", "--refresh-config", "[]")
                        .err())
                .startsWith("kindred bench: `--refresh-config` must be a JSON object or the path of a file with one");
        assertThat(recommend("--data", data.toString(), "--side-edges").err())
                .startsWith("kindred bench: The data folder `" + data + "` has no `edges.tsv.gz`. Side edges need");
        TestTables.write(data, "nodes", "#id label", "0 User");
        TestTables.write(data, "edges", "#source target", "0 1");
        assertThat(recommend("--data", data.toString(), "--side-edges").err())
                .startsWith("kindred bench: Id 0 is a user's and an item's. Side edges need");
        Path genres = tastesWithGenres();
        TestTables.write(genres, "edges", "#source target", "100 0");
        assertThat(recommend("--data", genres.toString(), "--side-edges").err())
                .startsWith("kindred bench: `edges.tsv.gz` connects user 0 with item 100, which could tell");
        TestTables.write(genres, "edges", "#source target", "100 999");
        assertThat(recommend("--data", genres.toString(), "--side-edges").err())
                .startsWith("kindred bench: `edges.tsv.gz` names node 999, which `nodes.tsv.gz` does not have.");
    }

    @Test
    void predictsHiddenLinks() {
        Outcome outcome = Outcome.of(
                "link-prediction",
                "--trainer",
                "node2vec",
                "--data",
                rings().toString(),
                "--config",
                SMALL,
                "--test-ratio",
                "0.25",
                "--train-samples",
                "1000");
        assertThat(outcome.err()).isEmpty();
        Map<String, Object> metrics = map(outcome.json().get("metrics"));
        assertThat(metrics)
                .containsEntry("testRelationships", 20.0)
                .containsEntry("trainRelationships", 61.0)
                .containsKeys("auc.average", "auc.l1", "auc.dot", "averagePrecision.l2", "averagePrecision.cosine");
        assertThat((double) metrics.get("auc.hadamard")).isGreaterThan(0.75);
        assertThat((double) metrics.get("auc.cosine")).isGreaterThan(0.75);
        assertThat(outcome.out()).containsPattern("method +AUC +average precision\\Rhadamard ");
    }

    @Test
    void comparesThreads() {
        Outcome outcome = Outcome.of(
                "speed",
                "--trainer",
                "node2vec",
                "--data",
                rings().toString(),
                "--config",
                SMALL,
                "--threads",
                "1,2,3");
        assertThat(map(outcome.json().get("metrics")))
                .containsKeys("arcsPerSecond@1", "trainingPairsPerSecond@2", "speedUp@3");
        assertThat(outcome.out()).contains("trainingPairs/s").doesNotContain("isolatedNodes");
    }

    @Test
    void comparesSharesOfTheRelationships() {
        String data = rings().toString();
        Outcome outcome = Outcome.of(
                "speed", "--trainer", "node2vec", "--data", data, "--config", SMALL, "--share", "1,0.25,0.5");
        assertThat(outcome.err()).isEmpty();
        Map<String, Object> metrics = map(outcome.json().get("metrics"));
        assertThat(metrics).containsEntry("arcs@1.0", 162.0).containsKeys("timeExponent", "memoryExponent");
        assertThat((double) metrics.get("arcs@0.25")).isBetween(16.0, 70.0);
        assertThat((double) metrics.get("arcs@0.5"))
                .isGreaterThan((double) metrics.get("arcs@0.25"))
                .isLessThan(120.0);
        assertThat((double) metrics.get("peakBytes@1.0")).isPositive();
        assertThat(map(outcome.json().get("seconds"))).containsKeys("train@0.25", "train@0.5", "train@1.0");
        assertThat(outcome.out()).containsPattern("share +arcs +seconds +peak MiB +estimated MiB\\R0.25 ");
        Outcome full = Outcome.of("speed", "--trainer", "node2vec", "--data", data, "--config", SMALL);
        assertThat(outcome.json().get("checksum")).isEqualTo(full.json().get("checksum"));
    }

    @Test
    void explainsSharesThatItCannotCompare() {
        String[] call = {
            "speed", "--trainer", "node2vec", "--data", rings().toString(), "--config", SMALL, "--share", "0.5,1.5"
        };
        assertThat(Outcome.of(call).err())
                .startsWith("kindred bench: Value for `--share` was `1.5`, but must be within the range (0.0, 1.0].");
        call[8] = "1";
        assertThat(Outcome.of(call).err())
                .startsWith(
                        "kindred bench: `--share` compares; give at least two different shares, such as 0.25,0.5,1.");
        call[8] = "1e-9,1";
        assertThat(Outcome.of(call).err())
                .startsWith(
                        "kindred bench: A share of 1.0E-9 of 162 relationships can not be compared with all of them.");
    }

    @Test
    void explainsWrongDataAndConfigurations() {
        Path data = rings();
        assertThat(Outcome.of("recommendation", "--trainer", "node2vec", "--data", data.toString())
                        .err())
                .startsWith("kindred bench: The data folder `" + data + "` has no `train.tsv.gz`. Recommendation needs")
                .contains("The folder holds edges.tsv.gz, labels.tsv.gz.");
        assertThat(Outcome.of("speed", "--trainer", "node2vec", "--data", "/nowhere")
                        .err())
                .startsWith("kindred bench: The data folder `/nowhere` does not exist.");
        assertThat(Outcome.of(
                                "speed",
                                "--trainer",
                                "node2vec",
                                "--data",
                                data.toString(),
                                "--config",
                                "{\"walkLenght\": 3}")
                        .err())
                .startsWith(
                        "kindred bench: Unexpected configuration key: walkLenght (Did you mean one of [walkLength, walksPerNode]?)");
        assertThat(Outcome.of("speed", "--trainer", "node2vec", "--data", data.toString(), "--config", "walks")
                        .err())
                .startsWith(
                        "kindred bench: `--config` must be a JSON object or the path of a file with one, but `walks` is neither.");
        assertThat(Outcome.of("speed", "--trainer", "node2vec", "--data", data.toString(), "--config", "{3}")
                        .err())
                .startsWith("kindred bench: `--config` is not a JSON object: ");
        assertThat(Outcome.of("speed", "--trainer", "node2vec", "--data", data.toString(), "--preset", "blogcatalogue")
                        .err())
                .startsWith(
                        "kindred bench: There is no preset `blogcatalogue` for `node2vec` (Did you mean [blogcatalog]?)");
        assertThat(Outcome.of("speed", "--trainer", "node2vec", "--data", data.toString(), "--concurrency", "0")
                        .err())
                .startsWith("kindred bench: Value for `concurrency` was `0`, but must be within the range [1, 1024].");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }
}
