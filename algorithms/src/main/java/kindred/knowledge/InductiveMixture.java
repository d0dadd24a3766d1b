package kindred.knowledge;

import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.Optional;
import kindred.math.Vectors;
import kindred.model.NodeClusters;

/**
 * What is known of a node that was not trained, from its relationships to nodes that were: TwHIN's inductive mixture (El-Kishky et al., KDD 2022, section
 * 4.3). The node is a mixture of the clusters that its neighbours fall into, {@code P(c | u) = count(u, c) / sum over c' of count(u, c')}, of which the
 * heaviest are kept and scaled to the sum 1. Nothing is trained, so new relationships count at once.
 *
 * @param clusters clusters, heaviest first, of equally heavy ones the lower number first; not empty
 * @param weights weight of each, above 0, with the sum 1
 */
public record InductiveMixture(int[] clusters, float[] weights) {

    /** How many clusters describe a node unless asked otherwise. */
    public static final int TOP_CLUSTERS = 20;

    /**
     * Describes a node by its neighbours.
     *
     * @param known the clusters of the trained nodes
     * @param neighbours numbers of the nodes that it has relationships to, as often as it has them; negative for a node that is not in the model
     * @param relationshipWeights how much each relationship counts, at least 0; null if each counts 1
     * @param topClusters how many clusters to keep at most, at least 1
     * @return empty if no relationship leads to a node that has a cluster, or all that do weigh nothing
     * @throws IllegalArgumentException if a relationship weight is negative or not finite
     */
    public static Optional<InductiveMixture> of(
            NodeClusters known, int[] neighbours, float[] relationshipWeights, int topClusters) {
        Int2DoubleOpenHashMap counts = new Int2DoubleOpenHashMap();
        for (int i = 0; i < neighbours.length; i++) {
            float weight = relationshipWeights == null ? 1 : relationshipWeights[i];
            if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "A relationship of weight %s cannot count in a mixture; weights must be finite and at least 0."
                                .formatted(weight));
            }
            int cluster = neighbours[i] < 0 ? -1 : known.clusterOf()[neighbours[i]];
            if (cluster >= 0) {
                counts.addTo(cluster, weight);
            }
        }
        return heaviest(counts, topClusters);
    }

    private static Optional<InductiveMixture> heaviest(Int2DoubleOpenHashMap counts, int topClusters) {
        int[] order = counts.keySet()
                .intStream()
                .filter(cluster -> counts.get(cluster) > 0)
                .sorted()
                .toArray();
        if (order.length == 0) {
            return Optional.empty();
        }
        IntArrays.mergeSort(order, (a, b) -> Double.compare(counts.get(b), counts.get(a)));
        int[] kept = Arrays.copyOf(order, Math.min(topClusters, order.length));
        double sum = Arrays.stream(kept).mapToDouble(counts::get).sum();
        float[] weights = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            weights[i] = (float) (counts.get(kept[i]) / sum);
        }
        return Optional.of(new InductiveMixture(kept, weights));
    }

    /**
     * The mixture as one vector such as training gives to nodes of a label: the centroids' weighted sum, mapped as {@link MixtureMaps} has learned for the
     * first of the node's labels that it has a map for. Without one it is the sum itself.
     */
    public float[] vector(NodeClusters known, Iterable<String> labels) {
        float[] sum = sum(known);
        return known.mapOf(labels).map(map -> map.of(sum)).orElse(sum);
    }

    /**
     * The weighted sum of the clusters' centroids. It lies among the targets, so it is compared with them as it is, without the vector of a relation.
     */
    public float[] sum(NodeClusters known) {
        float[] vector = new float[known.centroids().dimension()];
        for (int i = 0; i < clusters.length; i++) {
            Vectors.axpy(
                    weights[i],
                    known.centroids().page(clusters[i]),
                    known.centroids().offset(clusters[i]),
                    vector,
                    0,
                    vector.length);
        }
        return vector;
    }
}
