package kindred.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A division of some nodes into clusters of similar vectors, by which nodes that training has not seen are described: TwHIN's inductive
 * mixtures (El-Kishky et al., KDD 2022).
 *
 * @param centroids a row per cluster
 * @param clusterOf for each node of the model its cluster, or -1 if it is not among the divided ones
 * @param maps for labels of other nodes what turns a mixture of centroids into a vector such as trained nodes of that label have
 */
public record NodeClusters(EmbeddingTable centroids, int[] clusterOf, Map<String, AffineMap> maps) {

    public NodeClusters {
        for (int cluster : clusterOf) {
            if (cluster < -1 || cluster >= centroids.rows()) {
                throw new IllegalArgumentException(
                        "A node is in cluster %d, but there are %d clusters.".formatted(cluster, centroids.rows()));
            }
        }
        for (AffineMap map : maps.values()) {
            if (map.dimension() != centroids.dimension()) {
                throw new IllegalArgumentException(
                        "A map of vectors of dimension %d does not fit centroids of dimension %d."
                                .formatted(map.dimension(), centroids.dimension()));
            }
        }
        maps = Collections.unmodifiableMap(new TreeMap<>(maps));
    }

    /** Clusters without maps: mixtures are vectors among the divided nodes. */
    public NodeClusters(EmbeddingTable centroids, int[] clusterOf) {
        this(centroids, clusterOf, Map.of());
    }

    public int clusters() {
        return centroids.rows();
    }

    /** The map of the first label that has one. */
    public Optional<AffineMap> mapOf(Iterable<String> labels) {
        for (String label : labels) {
            if (maps.containsKey(label)) {
                return Optional.of(maps.get(label));
            }
        }
        return Optional.empty();
    }

    /** Bytes on the heap. */
    public long bytes() {
        long dimension = centroids.dimension();
        return EmbeddingTable.bytes(centroids.rows(), centroids.dimension())
                + (long) Integer.BYTES * clusterOf.length
                + Float.BYTES * (dimension + 1) * dimension * maps.size();
    }
}
