package kindred.benchmarks;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kindred.benchmarks.Training.Trained;
import kindred.evaluate.Interactions;
import kindred.graph.FeatureTable;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.model.Drift;
import kindred.model.EmbeddingTable;
import kindred.model.Model;
import kindred.retrieve.Similarity;
import kindred.train.Progress;

/**
 * What becomes of vectors when interactions keep coming in and the graph is trained again: how good they are each time, and how far they move from those
 * before. All stages are judged on the same test, and none may recommend what is known in the end.
 *
 * <p>A trainer that asks for a node property when it refreshes gets there the vectors that it gave before.
 */
final class Refreshes {

    /** Share of the known interactions that comes in between two trainings. */
    private static final double SHARE = 0.05;

    private final InteractionData data;
    private final SideEdges side;
    private final int refreshes;
    private final Optional<Similarity> similarity;

    Refreshes(InteractionData data, SideEdges side, int refreshes, Optional<Similarity> similarity) {
        this.data = data;
        this.side = side;
        this.refreshes = refreshes;
        this.similarity = similarity;
    }

    /**
     * Trains once and after each refresh, judges every time, and returns the last model.
     *
     * @param first how to train at first
     * @param again how to train when vectors are there
     */
    Trained judge(
            String name,
            Training first,
            Training again,
            TrainerOptions options,
            Progress progress,
            RecommendationJudge judge,
            Report report) {
        Trained trained = null;
        for (int stage = 0; stage <= refreshes; stage++) {
            double share = 1 - SHARE * (refreshes - stage);
            Interactions interactions = data.knownShare(share, options.seed());
            Model former = trained == null ? null : trained.model();
            Projection graph = data.graph(interactions, side, user -> true);
            trained = former == null
                    ? first.trainWatched(graph, options.seed(), options.concurrency(), progress)
                    : again.trainWatched(
                            withVectors(graph, again.nodeProperties(), former),
                            options.seed(),
                            options.concurrency(),
                            progress);
            Matching matching = Matching.of(trained.model(), trained.model().embeddings(), data, similarity);
            String prefix = stage == 0 ? "first." : "refresh" + stage + ".";
            Object[] drift = {"-", "-"};
            if (former != null) {
                Drift moved = Drift.between(former, trained.model());
                report.metric(prefix + "meanCosine", moved.meanCosine());
                report.metric(prefix + "lowestCosine", moved.lowestCosine());
                drift = new Object[] {moved.meanCosine(), moved.lowestCosine()};
            }
            judge.judge(
                    String.format(Locale.ROOT, "%s, %.0f %% of the interactions", name, 100 * share),
                    prefix,
                    matching.contestant(data.known()),
                    data.test(),
                    matching.items(),
                    drift);
        }
        return trained;
    }

    /** The graph with the vectors of a model as properties of those nodes that the model has. */
    static Projection withVectors(Projection graph, List<String> properties, Model model) {
        if (properties.isEmpty()) {
            return graph;
        }
        EmbeddingTable vectors = model.embeddings();
        NodeIndex nodes = graph.nodes();
        int dimension = vectors.dimension();
        List<FeatureTable> features = new ArrayList<>(graph.features());
        for (int label = 0; label < nodes.labels().size(); label++) {
            int rows = nodes.end(label) - nodes.start(label);
            float[] values = new float[Math.multiplyExact(rows, dimension)];
            BitSet missing = new BitSet(rows);
            for (int row = 0; row < rows; row++) {
                int node = model.nodes().nodeOf(nodes.databaseId(nodes.start(label) + row));
                if (node < 0) {
                    missing.set(row);
                } else {
                    System.arraycopy(vectors.page(node), vectors.offset(node), values, row * dimension, dimension);
                }
            }
            for (String property : properties) {
                features.add(new FeatureTable(label, property, dimension, values, missing));
            }
        }
        return new Projection(nodes, graph.relationships(), features);
    }
}
