package kindred.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import kindred.benchmarks.Training.Trained;
import kindred.evaluate.KnowledgeEvaluation;
import kindred.evaluate.KnowledgeEvaluation.Directions;
import kindred.evaluate.KnowledgeEvaluation.Score;
import kindred.evaluate.LeakageReport;
import kindred.graph.KnownTriples;
import kindred.graph.Triples;
import kindred.knowledge.KnowledgeScores;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Embeds the training facts of a knowledge graph, then looks for heads and tails of its test facts among all nodes. */
@Command(
        name = KnowledgeCommand.NAME,
        mixinStandardHelpOptions = true,
        description =
                "How high the true heads and tails of unseen facts stand among all nodes: filtered MRR, mean rank and hits.")
final class KnowledgeCommand implements Callable<Integer> {

    static final String NAME = "knowledge";

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainerOptions options = new TrainerOptions();

    @Option(
            names = "--validate",
            description = "Judge on the validation facts instead of the test: for choosing settings.")
    private boolean validate;

    @Option(names = "--per-relation", description = "Also show each relation by itself.")
    private boolean perRelation;

    @Override
    public Integer call() {
        options.check();
        Training training = new Training(options.trainer(), options.config());
        Report report = new Report(NAME, options, training.config());
        try (ConsoleProgress progress = new ConsoleProgress()) {
            Stopwatch watch = new Stopwatch();
            KnowledgeData data = KnowledgeData.read(options.folder());
            report.seconds("read", watch.seconds());
            Trained trained = training.trainWatched(data.graph(), options.seed(), options.concurrency(), progress);
            report.seconds("train", trained.seconds());
            KnowledgeEmbeddings model = model(trained);
            watch.seconds();
            judge(data, model, progress, report);
            report.seconds("evaluate", watch.seconds());
            report.print(spec.commandLine().getOut(), trained);
        }
        return 0;
    }

    private KnowledgeEmbeddings model(Trained trained) {
        if (trained.model() instanceof KnowledgeEmbeddings knowledge) {
            return knowledge;
        }
        throw new BenchFailure(
                "`%s` has vectors of nodes but none of relations to score facts with, so that `%s` cannot judge it."
                        .formatted(options.trainer().name(), NAME));
    }

    private void judge(KnowledgeData data, KnowledgeEmbeddings model, ConsoleProgress progress, Report report) {
        Triples judged = validate ? data.valid() : data.test();
        KnownTriples known = new KnownTriples(data.train(), data.valid(), data.test());
        report.metric("trainFacts", data.train().count());
        report.metric("testFacts", judged.count());
        report.row(validate ? "valid" : "test", "ranks", "MRR", "mean rank", "hits@1", "hits@3", "hits@10");
        try (TrainingRun run = new TrainingRun(options.seed(), options.concurrency(), progress, () -> false)) {
            KnowledgeEvaluation.Result result =
                    new KnowledgeEvaluation(judged, known).judge(KnowledgeScores.of(model), run);
            add(report, "overall", "", result.overall().both());
            add(report, "heads", "heads.", result.overall().heads());
            add(report, "tails", "tails.", result.overall().tails());
            if (perRelation) {
                addRelations(report, result.byType());
            }
        }
        addLeakage(report, LeakageReport.of(data.train(), judged));
    }

    private static void add(Report report, String name, String prefix, Score score) {
        report.metric(prefix + "mrr", score.mrr());
        report.metric(prefix + "meanRank", score.meanRank());
        report.metric(prefix + "hits@1", score.hitsAt1());
        report.metric(prefix + "hits@3", score.hitsAt3());
        report.metric(prefix + "hits@10", score.hitsAt10());
        addRow(report, name, score);
    }

    private static void addRow(Report report, String name, Score score) {
        report.row(
                name, score.ranks(), score.mrr(), score.meanRank(), score.hitsAt1(), score.hitsAt3(), score.hitsAt10());
    }

    private static void addRelations(Report report, Map<String, Directions> relations) {
        relations.forEach((type, directions) -> addRow(report, type, directions.both()));
    }

    private static void addLeakage(Report report, LeakageReport leakage) {
        report.metric("leakage.repeated", leakage.repeated());
        addShares(report, "leakage.anyRelation.", leakage.anyRelation());
        addShares(report, "leakage.impliedBy.", leakage.impliedBy());
        report.metric("leakage.implications", leakage.implications().size());
        report.note(String.format(
                Locale.ROOT,
                "leakage: %.1f %% of these facts are given away by a training fact of a relation that implies theirs (%d implications);"
                        + " the nodes of %.1f %% are connected in training by any relation; %.1f %% are training facts themselves",
                100 * leakage.impliedBy().either(),
                leakage.implications().size(),
                100 * leakage.anyRelation().either(),
                100 * leakage.repeated()));
    }

    private static void addShares(Report report, String prefix, LeakageReport.Shares shares) {
        report.metric(prefix + "duplicate", shares.duplicate());
        report.metric(prefix + "inverse", shares.inverse());
        report.metric(prefix + "either", shares.either());
    }
}
