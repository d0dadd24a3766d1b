package kindred.benchmarks;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import kindred.benchmarks.Training.Trained;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import kindred.evaluate.ClassAssignments;
import kindred.evaluate.NodeClassification;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.train.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Embeds the whole graph, then reads the nodes' classes off the vectors with {@link NodeClassification}. */
@Command(
        name = NodeClassificationCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "How well a linear classifier reads the nodes' classes off their vectors: micro and macro F1.")
final class NodeClassificationCommand implements Callable<Integer> {

    static final String NAME = "node-classification";

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainerOptions options = new TrainerOptions();

    @Option(
            names = "--train-ratio",
            split = ",",
            paramLabel = "R",
            description =
                    "Shares of the labelled nodes to train the classifier on. Default: the folder's own split.tsv.gz, else 0.1,0.5,0.9.")
    private List<Double> trainRatios = List.of();

    @Option(
            names = "--shuffles",
            paramLabel = "N",
            description = "Random splits to average over. Default: ${DEFAULT-VALUE}.")
    private int shuffles = NodeClassification.Config.DEFAULTS.shuffles();

    @Option(names = "--normalize", description = "Scale the vectors to length 1 first.")
    private boolean normalize;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Which of the folder's own splits, where it has several.")
    private String splitName = "";

    @Option(names = "--directed", description = "Follow edges from source to target only. Default: both ways.")
    private boolean directed;

    @Override
    public Integer call() {
        options.check();
        DataFolder folder = options.folder();
        folder.require(GraphData.NEEDS_CLASSES, "edges", "labels");
        boolean ownSplit = trainRatios.isEmpty() && folder.has("split");
        List<Double> ratios = trainRatios.isEmpty() ? NodeClassification.Config.DEFAULTS.trainRatios() : trainRatios;
        NodeClassification.Config protocol = new NodeClassification.Config(ratios, shuffles, normalize);
        Training training = new Training(options.trainer(), options.config());
        Report report = new Report(NAME, options, training.config());
        try (ConsoleProgress progress = new ConsoleProgress()) {
            Stopwatch watch = new Stopwatch();
            Projection graph = GraphData.read(folder, !directed, training.usesWeights(), training.needsFeatures());
            ClassAssignments classes = GraphData.readClasses(folder, graph.nodes());
            report.seconds("read", watch.seconds());
            Trained trained = training.trainWatched(graph, options.seed(), options.concurrency(), progress);
            report.seconds("train", trained.seconds());
            watch.seconds();
            try (TrainingRun run = new TrainingRun(options.seed(), options.concurrency(), progress, () -> false)) {
                if (ownSplit) {
                    judgeSplit(folder, graph.nodes(), classes, trained, run, report);
                } else {
                    judgeShuffles(protocol, classes, trained, run, report);
                }
            }
            report.seconds("evaluate", watch.seconds());
            report.print(spec.commandLine().getOut(), trained);
        }
        return 0;
    }

    private static void judgeShuffles(
            NodeClassification.Config protocol,
            ClassAssignments classes,
            Trained trained,
            TrainingRun run,
            Report report) {
        report.row("train ratio", "micro F1", "+-", "macro F1", "+-", "accuracy", "+-");
        for (NodeClassification.Score score :
                NodeClassification.evaluate(trained.model().embeddings(), classes, protocol, run)) {
            String at = "@" + score.trainRatio();
            report.metric("microF1" + at, score.microF1().mean());
            report.metric("microF1StdDev" + at, score.microF1().standardDeviation());
            report.metric("macroF1" + at, score.macroF1().mean());
            report.metric("macroF1StdDev" + at, score.macroF1().standardDeviation());
            report.metric("accuracy" + at, score.accuracy().mean());
            report.row(
                    String.valueOf(score.trainRatio()),
                    score.microF1().mean(),
                    score.microF1().standardDeviation(),
                    score.macroF1().mean(),
                    score.macroF1().standardDeviation(),
                    score.accuracy().mean(),
                    score.accuracy().standardDeviation());
        }
    }

    private void judgeSplit(
            DataFolder folder,
            NodeIndex nodes,
            ClassAssignments classes,
            Trained trained,
            TrainingRun run,
            Report report) {
        IntArrayList train = new IntArrayList();
        IntArrayList test = new IntArrayList();
        try (TsvFile file = folder.open("split")) {
            int node = file.column("node");
            int part = file.column("split");
            int name = file.hasColumn("name") ? file.column("name") : -1;
            if (name >= 0 && splitName.isEmpty()) {
                throw new BenchFailure(
                        "`split.tsv.gz` holds several splits; choose one with --split, or give --train-ratio.");
            }
            while (file.next()) {
                int example = Arrays.binarySearch(classes.rows(), nodes.nodeOf(file.whole(node)));
                if (example >= 0 && (name < 0 || file.text(name).equals(splitName))) {
                    IntArrayList chosen = file.text(part).equals("train") ? train : test;
                    if (!file.text(part).equals("valid")) {
                        chosen.add(example);
                    }
                }
            }
        }
        NodeClassification.Score score = NodeClassification.evaluateSplit(
                trained.model().embeddings(), classes, train.toIntArray(), test.toIntArray(), normalize, run);
        report.metric("microF1", score.microF1().mean());
        report.metric("macroF1", score.macroF1().mean());
        report.metric("accuracy", score.accuracy().mean());
        report.row("train", "test", "micro F1", "macro F1", "accuracy");
        report.row(
                score.trainCount(),
                score.testCount(),
                score.microF1().mean(),
                score.macroF1().mean(),
                score.accuracy().mean());
    }
}
