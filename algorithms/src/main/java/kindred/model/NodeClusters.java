package kindred.model;

/**
 * A division of some nodes into clusters of similar vectors, by which nodes that training has not seen are described: TwHIN's inductive
 * mixtures (El-Kishky et al., KDD 2022).
 *
 * @param centroids a row per cluster
 * @param clusterOf for each node of the model its cluster, or -1 if it is not among the divided ones
 */
public record NodeClusters(EmbeddingTable centroids, int[] clusterOf) {

    public NodeClusters {
        for (int cluster : clusterOf) {
            if (cluster < -1 || cluster >= centroids.rows()) {
                throw new IllegalArgumentException(
                        "A node is in cluster %d, but there are %d clusters.".formatted(cluster, centroids.rows()));
            }
        }
    }

    public int clusters() {
        return centroids.rows();
    }
}
