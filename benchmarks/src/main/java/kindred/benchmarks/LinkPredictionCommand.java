package kindred.benchmarks;

import java.util.concurrent.Callable;
import kindred.benchmarks.Training.Trained;
import kindred.config.Check;
import kindred.evaluate.LinkPrediction;
import kindred.graph.Projection;
import kindred.train.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hides some relationships, embeds the graph of the others, and tells the hidden ones from pairs without a relationship. */
@Command(
        name = LinkPredictionCommand.NAME,
        mixinStandardHelpOptions = true,
        description =
                "How well vectors tell hidden relationships from pairs of nodes without one: AUC and average precision.")
final class LinkPredictionCommand implements Callable<Integer> {

    static final String NAME = "link-prediction";

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainerOptions options = new TrainerOptions();

    @Option(
            names = "--test-ratio",
            paramLabel = "R",
            description =
                    "Share of the relationships to hide; what is left stays connected. Default: ${DEFAULT-VALUE}.")
    private double testRatio = 0.5;

    @Option(
            names = "--train-samples",
            paramLabel = "N",
            description = "Known relationships that the classifiers learn from at most. Default: ${DEFAULT-VALUE}.")
    private int trainSamples = LinkPrediction.Config.DEFAULTS.trainSamples();

    @Option(names = "--directed", description = "Follow edges from source to target only. Default: both ways.")
    private boolean directed;

    @Override
    public Integer call() {
        options.check();
        Check.rangeAbove("test-ratio", testRatio, 0, 0.99);
        LinkPrediction.Config protocol = new LinkPrediction.Config(trainSamples);
        Training training = new Training(options.trainer(), options.config());
        Report report = new Report(NAME, options, training.config());
        try (ConsoleProgress progress = new ConsoleProgress()) {
            Stopwatch watch = new Stopwatch();
            Projection graph =
                    GraphData.read(options.folder(), !directed, training.usesWeights(), training.needsFeatures());
            HiddenLinks links = HiddenLinks.of(graph, !directed, testRatio, options.seed());
            report.seconds("read", watch.seconds());
            Trained trained = training.trainWatched(links.rest(), options.seed(), options.concurrency(), progress);
            report.seconds("train", trained.seconds());
            watch.seconds();
            judge(links.task(), trained, protocol, progress, report);
            report.seconds("evaluate", watch.seconds());
            report.print(spec.commandLine().getOut(), trained);
        }
        return 0;
    }

    private void judge(
            LinkPrediction.Task task,
            Trained trained,
            LinkPrediction.Config protocol,
            ConsoleProgress progress,
            Report report) {
        report.metric("trainRelationships", task.known().size());
        report.metric("testRelationships", task.test().size());
        report.row("method", "AUC", "average precision");
        try (TrainingRun run = new TrainingRun(options.seed(), options.concurrency(), progress, () -> false)) {
            for (LinkPrediction.Score score :
                    LinkPrediction.evaluate(trained.model().embeddings(), task, protocol, run)) {
                report.metric("auc." + score.method(), score.auc());
                report.metric("averagePrecision." + score.method(), score.averagePrecision());
                report.row(score.method(), score.auc(), score.averagePrecision());
            }
        }
    }
}
