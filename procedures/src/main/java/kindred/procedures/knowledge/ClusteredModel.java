package kindred.procedures.knowledge;

import java.util.Optional;
import kindred.config.Check;
import kindred.knowledge.TwHin;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Model;
import kindred.model.NodeClusters;
import kindred.procedures.catalog.UserModels;

/**
 * A model out of the catalogue that describes nodes by clusters of those that it knows.
 *
 * @param name in the catalogue
 * @param content the model itself
 * @param clusters its clusters
 */
record ClusteredModel(String name, KnowledgeEmbeddings content, NodeClusters clusters) {

    private static final String TRAINER = new TwHin().name();

    /** @throws IllegalArgumentException if there is none of this name, or it has no clusters */
    static ClusteredModel load(UserModels models, String name) {
        Check.notBlank("modelName", name);
        Model model = models.load(name);
        Optional<NodeClusters> clusters =
                model instanceof KnowledgeEmbeddings knowledge ? knowledge.clusters() : Optional.empty();
        return clusters.map(found -> new ClusteredModel(name, (KnowledgeEmbeddings) model, found))
                .orElseThrow(() -> withoutClusters(name, model.provenance().trainer()));
    }

    private static IllegalArgumentException withoutClusters(String name, String trainer) {
        return new IllegalArgumentException(
                trainer.equals(TRAINER)
                        ? "Model with name `%s` has no clusters, by which nodes are described. Train one with `clusterLabel`."
                                .formatted(name)
                        : "Model with name `%s` was trained by `%s`, which knows nothing of nodes that it has not seen. Train one with `kindred.%s.train` and `clusterLabel`."
                                .formatted(name, trainer, TRAINER));
    }

    /** The number of a node that has a cluster; -1 if it has none, or the model does not know it. */
    int clustered(long id) {
        int node = content.nodes().nodeOf(id);
        return node >= 0 && clusters.clusterOf()[node] >= 0 ? node : -1;
    }
}
