package kindred.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kindred.benchmarks.Training.Trained;
import kindred.config.Check;
import kindred.evaluate.RankingTrial;
import kindred.graph.Projection;
import kindred.judge.IndexContestant;
import kindred.knowledge.ScoreImportance;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Model;
import kindred.model.QuantisedTable;
import kindred.retrieve.QuantisedIndex;
import kindred.retrieve.Similarity;
import kindred.retrieve.VectorIndex;
import kindred.train.ProductQuantisation;
import kindred.train.ProductQuantisation.Importance;
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
            description =
                    "How vectors are compared: dot, cosine or euclidean. Default: the preset's, else dot, or as a knowledge model scores facts.")
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

    @Option(
            names = "--side-edges",
            description =
                    "Train on the relationships of `edges.tsv.gz` as well, such as those of items to genres. Default: on interactions alone.")
    private boolean sideEdges;

    @Option(
            names = "--quantisation-parts",
            paramLabel = "N",
            description =
                    "Judge the vectors once more when they are compressed to so many bytes each; divides their dimension.")
    private int quantisationParts;

    @Option(
            names = "--hide-users",
            paramLabel = "R",
            description =
                    "Leave this share of the users out of training, and serve them from the clusters of the items that they have.")
    private double hiddenShare;

    @Option(
            names = "--clusters",
            paramLabel = "N",
            description =
                    "With --hide-users: clusters of items, if the model does not bring its own. Default: ${DEFAULT-VALUE}.")
    private int clusters = 256;

    @Option(
            names = "--top-clusters",
            paramLabel = "N",
            description = "With --hide-users: clusters that describe a user at most. Default: ${DEFAULT-VALUE}.")
    private int topClusters = 20;

    @Option(
            names = "--refreshes",
            paramLabel = "N",
            description =
                    "Keep 5 %% of the interactions back for each of so many refreshes, train again when they come in, and say how far vectors move.")
    private int refreshes;

    @Option(
            names = "--refresh-config",
            paramLabel = "JSON",
            description =
                    "With --refreshes: configuration over that of the first training. A node property that it asks for has the vectors from before.")
    private String refreshConfig = "{}";

    @Override
    public Integer call() {
        options.check();
        Check.range("holdout", holdout, 0.0, 0.9);
        Check.range("hide-users", hiddenShare, 0.0, 0.9);
        Check.range("clusters", clusters, 1, 1_000_000);
        Check.range("top-clusters", topClusters, 1, 1_000_000);
        Check.range("refreshes", refreshes, 0, 10);
        requireOneQuestion();
        RankingTrial.Config protocol = new RankingTrial.Config(topK, bootstrap);
        Training training = new Training(options.trainer(), options.config());
        refreshing();
        if (quantisationParts > 0 && training.embeddingDimension().isPresent()) {
            ProductQuantisation.check(
                    "quantisation-parts",
                    quantisationParts,
                    training.embeddingDimension().getAsInt());
        }
        Report report = new Report(NAME, options, training.config());
        try (ConsoleProgress progress = new ConsoleProgress();
                TrainingRun run = new TrainingRun(options.seed(), options.concurrency(), progress, () -> false)) {
            Stopwatch watch = new Stopwatch();
            InteractionData data = InteractionData.read(options.folder(), holdout, options.seed());
            SideEdges side = sideEdges ? SideEdges.read(options.folder(), data) : SideEdges.NONE;
            report.seconds("read", watch.seconds());
            RecommendationJudge judge = new RecommendationJudge(data, protocol, report, run);
            Trained trained = judge(data, side, training, progress, judge, report);
            judge.judgePopularity(
                    Matching.of(trained.model(), trained.model().embeddings(), data, Optional.of(Similarity.DOT))
                            .items());
            report.seconds("train", trained.seconds());
            report.seconds("evaluate", watch.seconds() - trained.seconds());
            report.print(spec.commandLine().getOut(), trained);
        }
        return 0;
    }

    private Training refreshing() {
        Map<String, Object> config = new LinkedHashMap<>(options.config());
        config.putAll(options.preset().object("refresh-config"));
        config.putAll(TrainerOptions.read("--refresh-config", refreshConfig));
        return new Training(options.trainer(), config);
    }

    private void requireOneQuestion() {
        long asked = Stream.of(quantisationParts > 0, hiddenShare > 0, refreshes > 0)
                .filter(Boolean::booleanValue)
                .count();
        if (asked > 1) {
            throw new BenchFailure(
                    "`--quantisation-parts`, `--hide-users` and `--refreshes` are questions of their own; ask one at a time.");
        }
    }

    private Trained judge(
            InteractionData data,
            SideEdges side,
            Training training,
            ConsoleProgress progress,
            RecommendationJudge judge,
            Report report) {
        String name = options.trainer().name();
        if (hiddenShare > 0) {
            judge.header();
            HiddenUsers.Settings settings = new HiddenUsers.Settings(hiddenShare, clusters, topClusters);
            return new HiddenUsers(data, side, settings, similarity(), options.seed())
                    .judge(name, training, options, progress, judge, report);
        }
        if (refreshes > 0) {
            judge.header("mean cosine", "lowest");
            return new Refreshes(data, side, refreshes, similarity())
                    .judge(name, training, refreshing(), options, progress, judge, report);
        }
        judge.header();
        Projection graph = data.graph(data.known(), side, user -> true);
        Trained trained = training.trainWatched(graph, options.seed(), options.concurrency(), progress);
        EmbeddingTable vectors = trained.model().embeddings();
        Matching matching = Matching.of(trained.model(), vectors, data, similarity());
        judge.judge(name, "", matching.contestant(data.known()), data.test(), matching.items());
        if (quantisationParts > 0) {
            judgeCompressed(data, graph, trained.model(), judge, report);
        }
        return trained;
    }

    /** Users' vectors are compressed as well; they are decompressed to ask with, and items are not. */
    private void judgeCompressed(
            InteractionData data, Projection graph, Model model, RecommendationJudge judge, Report report) {
        EmbeddingTable vectors = model.embeddings();
        Stopwatch watch = new Stopwatch();
        Importance importance = model instanceof KnowledgeEmbeddings facts
                ? ScoreImportance.of(vectors, facts.relations(), graph, judge.run())
                : Importance.even(vectors.rows(), vectors.dimension());
        QuantisedTable table = ProductQuantisation.of(vectors, importance, quantisationParts, judge.run());
        report.seconds("quantise", watch.seconds());
        report.metric("quantised.error", ProductQuantisation.error(vectors, table, importance, judge.run()));
        report.metric(
                "quantised.compression",
                (double) EmbeddingTable.bytes(vectors.rows(), vectors.dimension()) / table.codes().length);
        report.metric("quantised.bytes", (double) table.bytes());
        EmbeddingTable decoded = new EmbeddingTable(table.rows(), table.dimension());
        for (int row = 0; row < table.rows(); row++) {
            table.decode(row, decoded.page(row), decoded.offset(row));
        }
        Matching matching = Matching.of(model, decoded, data, similarity());
        int firstItem = model.nodes().start(model.nodes().labels().indexOf(InteractionData.ITEM));
        VectorIndex index = new QuantisedIndex(table, firstItem, firstItem + data.items(), matching.similarity());
        judge.judge(
                options.trainer().name() + ", " + quantisationParts + " bytes",
                "quantised.",
                new IndexContestant(matching.users(), index, firstItem, data.known()),
                data.test(),
                matching.items());
    }

    /** What the user chose, or else the preset; empty for what suits the model. */
    private Optional<Similarity> similarity() {
        return similarity != null
                ? Optional.of(similarity)
                : options.preset().option("similarity").map(name -> Similarity.valueOf(name.toUpperCase(Locale.ROOT)));
    }
}
