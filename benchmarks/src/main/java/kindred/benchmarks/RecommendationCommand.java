package kindred.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kindred.benchmarks.Training.Trained;
import kindred.config.Check;
import kindred.evaluate.Contestant;
import kindred.evaluate.Popularity;
import kindred.evaluate.RankingTrial;
import kindred.evaluate.RankingTrial.Interval;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.judge.EmbeddingContestant;
import kindred.model.EmbeddingTable;
import kindred.retrieve.Similarity;
import kindred.train.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Embeds the graph of known interactions, then ranks all other items for every user and compares with what they took. */
@Command(
        name = RecommendationCommand.NAME,
        mixinStandardHelpOptions = true,
        description =
                "How well vectors of users and items foretell what users took: all unknown items ranked, against popularity.")
final class RecommendationCommand implements Callable<Integer> {

    static final String NAME = "recommendation";

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainerOptions options = new TrainerOptions();

    @Option(names = "--top-k", split = ",", paramLabel = "K", description = "Lengths of the lists. Default: 10,20.")
    private List<Integer> topK = RankingTrial.Config.DEFAULTS.topK();

    @Option(
            names = "--similarity",
            paramLabel = "NAME",
            description = "How vectors are compared: dot or cosine. Default: the preset's, else dot.")
    private Similarity similarity;

    @Option(
            names = "--holdout",
            paramLabel = "R",
            description =
                    "Judge on this share of every user's known interactions, held out of training, instead of on the test:"
                            + " for choosing settings.")
    private double holdout;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Resamples for the confidence intervals. Default: 1000.")
    private int bootstrap = RankingTrial.Config.DEFAULTS.bootstrapSamples();

    @Override
    public Integer call() {
        options.check();
        Check.range("holdout", holdout, 0.0, 0.9);
        RankingTrial.Config protocol = new RankingTrial.Config(topK, bootstrap);
        Training training = new Training(options.trainer(), options.config());
        Report report = new Report(NAME, options, training.config());
        try (ConsoleProgress progress = new ConsoleProgress()) {
            Stopwatch watch = new Stopwatch();
            InteractionData data = InteractionData.read(options.folder(), holdout, options.seed());
            RankingTrial trial = new RankingTrial(data.known(), data.test());
            Projection graph = data.graph();
            report.seconds("read", watch.seconds());
            Trained trained = training.trainWatched(graph, options.seed(), options.concurrency(), progress);
            report.seconds("train", trained.seconds());
            watch.seconds();
            judge(data, trial, trained, protocol, progress, report);
            report.seconds("evaluate", watch.seconds());
            report.print(spec.commandLine().getOut(), trained);
        }
        return 0;
    }

    private void judge(
            InteractionData data,
            RankingTrial trial,
            Trained trained,
            RankingTrial.Config protocol,
            ConsoleProgress progress,
            Report report) {
        NodeIndex nodes = trained.model().nodes();
        EmbeddingTable vectors = trained.model().embeddings();
        int firstUser = nodes.start(nodes.labels().indexOf(InteractionData.USER));
        int firstItem = nodes.start(nodes.labels().indexOf(InteractionData.ITEM));
        EmbeddingTable items = new EmbeddingTable(data.items(), vectors.dimension());
        for (int item = 0; item < data.items(); item++) {
            items.setRow(item, vectors.page(firstItem + item), vectors.offset(firstItem + item));
        }
        Contestant embedding = new EmbeddingContestant(vectors, firstUser, items, 0, similarity(), data.known());
        report.row(
                "method",
                "k",
                "recall",
                "95 %",
                "",
                "NDCG",
                "95 %",
                "",
                "precision",
                "hit rate",
                "MRR",
                "MAP",
                "coverage",
                "diversity");
        try (TrainingRun run = new TrainingRun(options.seed(), options.concurrency(), progress, () -> false)) {
            trial.judge(embedding, items, protocol, run)
                    .forEach(score -> add(report, options.trainer().name(), "", score));
            trial.judge(new Popularity(data.known()), items, protocol, run)
                    .forEach(score -> add(report, "popularity", "popularity.", score));
        }
        report.metric("users", trial.users().length);
    }

    private Similarity similarity() {
        if (similarity != null) {
            return similarity;
        }
        String preset = options.preset().option("similarity").orElse(Similarity.DOT.toString());
        return Similarity.valueOf(preset.toUpperCase(Locale.ROOT));
    }

    private static void add(Report report, String method, String prefix, RankingTrial.Score score) {
        String at = "@" + score.k();
        interval(report, prefix + "recall" + at, score.recall());
        interval(report, prefix + "ndcg" + at, score.ndcg());
        report.metric(prefix + "precision" + at, score.precision().mean());
        report.metric(prefix + "hitRate" + at, score.hitRate().mean());
        report.metric(prefix + "mrr" + at, score.mrr().mean());
        report.metric(prefix + "map" + at, score.map().mean());
        report.metric(prefix + "coverage" + at, score.coverage());
        score.diversity().ifPresent(diversity -> report.metric(prefix + "diversity" + at, diversity));
        report.row(
                method,
                score.k(),
                score.recall().mean(),
                score.recall().lower(),
                score.recall().upper(),
                score.ndcg().mean(),
                score.ndcg().lower(),
                score.ndcg().upper(),
                score.precision().mean(),
                score.hitRate().mean(),
                score.mrr().mean(),
                score.map().mean(),
                score.coverage(),
                score.diversity().isPresent() ? (Object) score.diversity().getAsDouble() : "-");
    }

    private static void interval(Report report, String name, Interval interval) {
        report.metric(name, interval.mean());
        report.metric(name + ".lower", interval.lower());
        report.metric(name + ".upper", interval.upper());
    }
}
