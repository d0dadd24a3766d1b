package kindred.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import kindred.benchmarks.Training.Trained;
import kindred.evaluate.RankingTrial.Score;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.knowledge.InductiveMixture;
import kindred.knowledge.MixtureMaps;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Model;
import kindred.model.NodeClusters;
import kindred.retrieve.Similarity;
import kindred.train.NodeClustering;
import kindred.train.Progress;

/**
 * How well new users are served that training has not seen, from the interactions that they have by then, by inductive mixtures. Compared with the users
 * that were trained, and with the same users when they are trained as well.
 */
final class HiddenUsers {

    /**
     * @param share share of the users to hide, drawn at random
     * @param clusters into how many clusters items are divided, if the model does not bring its own
     * @param topClusters how many of them describe a user at most
     */
    record Settings(double share, int clusters, int topClusters) {}

    private final InteractionData data;
    private final SideEdges side;
    private final Settings settings;
    private final Optional<Similarity> similarity;
    private final IntPredicate isHidden;

    HiddenUsers(InteractionData data, SideEdges side, Settings settings, Optional<Similarity> similarity, long seed) {
        this.data = data;
        this.side = side;
        this.settings = settings;
        this.similarity = similarity;
        Seeds seeds = new Seeds(seed).fork("hidden users");
        this.isHidden = user -> Seeds.unitDouble(seeds.at(user)) < settings.share();
    }

    /** Trains without the hidden users and with them, judges, and returns the model that does not know them. */
    Trained judge(
            String name,
            Training training,
            TrainerOptions options,
            Progress progress,
            RecommendationJudge judge,
            Report report) {
        Projection graph = data.graph(data.known(), side, isHidden.negate());
        Trained trained = training.trainWatched(graph, options.seed(), options.concurrency(), progress);
        Matching matching = Matching.of(trained.model(), trained.model().embeddings(), data, similarity);
        List<Score> known = judge.judge(
                name, "", matching.contestant(data.known()), data.test().ofUsers(isHidden.negate()), matching.items());
        Matching described = describe(trained.model(), graph, matching, judge, report);
        List<Score> mixtures = judge.judge(
                "hidden users, mixtures",
                "hidden.",
                described.contestant(data.known()),
                data.test().ofUsers(isHidden),
                matching.items());
        for (int i = 0; i < known.size(); i++) {
            report.metric(
                    "hidden.recallRatio@" + known.get(i).k(),
                    mixtures.get(i).recall().mean() / known.get(i).recall().mean());
        }
        judgeTrained(training, options, progress, judge);
        return trained;
    }

    private void judgeTrained(Training training, TrainerOptions options, Progress progress, RecommendationJudge judge) {
        Model model = training.train(
                        data.graph(data.known(), side, user -> true), options.seed(), options.concurrency(), progress)
                .model();
        Matching matching = Matching.of(model, model.embeddings(), data, similarity);
        judge.judge(
                "hidden users, trained",
                "hiddenTrained.",
                matching.contestant(data.known()),
                data.test().ofUsers(isHidden),
                matching.items());
    }

    /** Gives each hidden user the vector of the mixture of the items that it has. One without items keeps zeros. */
    private Matching describe(
            Model model, Projection graph, Matching matching, RecommendationJudge judge, Report report) {
        NodeClusters clusters = clusters(model, graph, judge);
        EmbeddingTable users = new EmbeddingTable(data.users(), matching.users().dimension());
        double parts = 0;
        int described = 0;
        for (int user = 0; user < data.users(); user++) {
            if (isHidden.test(user)) {
                int[] neighbours = Arrays.stream(data.known().items(user))
                        .map(item -> model.nodes().nodeOf((long) data.users() + item))
                        .toArray();
                Optional<InductiveMixture> mixture =
                        InductiveMixture.of(clusters, neighbours, null, settings.topClusters());
                if (mixture.isPresent()) {
                    float[] vector = mixture.get().vector(clusters, List.of(InteractionData.USER));
                    users.setRow(user, matching.userOfVector().apply(vector), 0);
                    parts += mixture.get().clusters().length;
                    described++;
                }
            }
        }
        report.metric("hidden.described", described);
        report.metric("hidden.clusters", clusters.clusters());
        report.metric("hidden.clustersPerUser", described == 0 ? 0 : parts / described);
        return new Matching(users, matching.items(), matching.similarity(), matching.userOfVector());
    }

    private NodeClusters clusters(Model model, Projection graph, RecommendationJudge judge) {
        if (model instanceof KnowledgeEmbeddings knowledge
                && knowledge.clusters().isPresent()) {
            return knowledge.clusters().get();
        }
        NodeIndex nodes = model.nodes();
        int label = nodes.labels().indexOf(InteractionData.ITEM);
        NodeClusters found = NodeClustering.of(
                model.embeddings(),
                IntStream.range(nodes.start(label), nodes.end(label)).toArray(),
                settings.clusters(),
                judge.run());
        return MixtureMaps.fit(found, model.embeddings(), graph, judge.run());
    }
}
