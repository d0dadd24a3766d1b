package kindred.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import kindred.benchmarks.Training.Trained;
import kindred.config.Check;
import kindred.data.DataFolder;
import kindred.graph.Projection;
import kindred.train.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Trains with different numbers of threads and compares how fast each was, after one run that warms up and watches memory; or on
 * different shares of the relationships, and compares what each took.
 */
@Command(
        name = SpeedCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "How fast a trainer is with 1 and with 2 threads, and whether both give the same bits.")
final class SpeedCommand implements Callable<Integer> {

    static final String NAME = "speed";

    /** How the metrics begin in which trainers count what they have worked through, such as {@code trainingPairs}. */
    private static final String WORK = "training";

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainerOptions options = new TrainerOptions();

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "Numbers of threads to compare. Default: 1,2.")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs for each, of which the fastest counts. Default: ${DEFAULT-VALUE}.")
    private int repeat = 1;

    @Option(names = "--directed", description = "Follow edges from source to target only. Default: both ways.")
    private boolean directed;

    @Option(
            names = "--share",
            split = ",",
            paramLabel = "R",
            description =
                    "Instead of numbers of threads, compares random shares of the relationships, such as 0.25,0.5,1: how time and memory grow.")
    private List<Double> shares = List.of();

    @Override
    public Integer call() {
        options.check();
        threads.forEach(count -> Check.range("threads", count, 1, 1024));
        Check.range("repeat", repeat, 1, 100);
        Growth.check(shares);
        Training training = new Training(options.trainer(), options.config());
        Report report = new Report(NAME, options, training.config());
        try (ConsoleProgress progress = new ConsoleProgress()) {
            Stopwatch watch = new Stopwatch();
            Projection graph = read(training);
            report.seconds("read", watch.seconds());
            Trained shown = shares.isEmpty()
                    ? compareThreads(training, graph, progress, report)
                    : new Growth(training, options, repeat, progress, report).measure(graph, shares);
            report.print(spec.commandLine().getOut(), shown);
        }
        return 0;
    }

    private Projection read(Training training) {
        DataFolder folder = options.folder();
        if (folder.has("edges")) {
            return GraphData.read(folder, !directed, training.usesWeights(), training.needsFeatures());
        }
        return KnowledgeData.isIn(folder)
                ? KnowledgeData.read(folder).graph()
                : InteractionData.read(folder, 0, options.seed()).graph();
    }

    private Trained compareThreads(Training training, Projection graph, Progress progress, Report report) {
        Trained first = training.trainWatched(graph, options.seed(), options.concurrency(), progress);
        report.seconds("warmUp", first.seconds());
        List<Object> header = new ArrayList<>(List.of("threads", "seconds", "arcs/s"));
        Map<String, Double> counts = new TreeMap<>(first.model().provenance().metrics());
        counts.keySet().removeIf(name -> !name.startsWith(WORK));
        counts.keySet().forEach(name -> header.add(name + "/s"));
        header.add("speed-up");
        report.row(header.toArray());
        long checksum = first.model().embeddings().checksum();
        double slowest = 0;
        for (int count : threads) {
            double seconds = Double.MAX_VALUE;
            for (int i = 0; i < repeat; i++) {
                Trained trained = training.train(graph, options.seed(), count, progress);
                seconds = Math.min(seconds, trained.seconds());
                if (trained.model().embeddings().checksum() != checksum) {
                    throw new BenchFailure(
                            "%d and %d threads gave different embeddings.".formatted(options.concurrency(), count));
                }
            }
            slowest = slowest == 0 ? seconds : slowest;
            String at = "@" + count;
            report.seconds("train" + at, seconds);
            List<Object> row = new ArrayList<>(List.of(count, seconds, graph.arcCount() / seconds));
            report.metric("arcsPerSecond" + at, graph.arcCount() / seconds);
            for (Map.Entry<String, Double> work : counts.entrySet()) {
                row.add(work.getValue() / seconds);
                report.metric(work.getKey() + "PerSecond" + at, work.getValue() / seconds);
            }
            row.add(slowest / seconds);
            report.metric("speedUp" + at, slowest / seconds);
            report.row(row.toArray());
        }
        return first;
    }
}
