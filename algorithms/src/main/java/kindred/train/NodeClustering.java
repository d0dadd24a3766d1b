package kindred.train;

import java.util.Arrays;
import kindred.math.KMeans;
import kindred.math.KMeans.Clustering;
import kindred.math.KMeans.Seeding;
import kindred.model.EmbeddingTable;
import kindred.model.NodeClusters;

/**
 * Divides trained nodes into clusters by which nodes that training has not seen can be described (El-Kishky et al., "TwHIN", KDD 2022,
 * section 4.3). The same seed gives the same clusters at any concurrency.
 */
public final class NodeClustering {

    /** Up to so many clusters, the first centroids are spread by k-means++; drawing more of them so would take longer than all the rest. */
    private static final int MOST_SPREAD = 1024;

    private static final int ITERATIONS = 25;

    private NodeClustering() {}

    /**
     * Clusters some nodes.
     *
     * @param table the vectors of all nodes
     * @param nodes numbers of the nodes to divide, each once
     * @param clusters how many clusters at most; there are fewer where fewer vectors differ
     */
    public static NodeClusters of(EmbeddingTable table, int[] nodes, int clusters, TrainingRun run) {
        int dimension = table.dimension();
        run.progress().begin("clustering", 1);
        Clustering found = KMeans.of(
                (row, out, offset) ->
                        System.arraycopy(table.page(nodes[row]), table.offset(nodes[row]), out, offset, dimension),
                nodes.length,
                dimension,
                new KMeans.Settings(
                        clusters, ITERATIONS, false, clusters <= MOST_SPREAD ? Seeding.PLUS_PLUS : Seeding.SAMPLE),
                run.seeds().fork("node clusters"),
                run::parallel);
        run.progress().advance(1);
        run.progress().end();
        int[] clusterOf = new int[table.rows()];
        Arrays.fill(clusterOf, -1);
        for (int i = 0; i < nodes.length; i++) {
            clusterOf[nodes[i]] = found.clusterOf()[i];
        }
        EmbeddingTable centroids = new EmbeddingTable(found.clusters(), dimension);
        for (int cluster = 0; cluster < found.clusters(); cluster++) {
            centroids.setRow(cluster, found.centroids(), cluster * dimension);
        }
        return new NodeClusters(centroids, clusterOf);
    }

    /** Memory that {@link #of} needs beside the table, result included. */
    public static MemoryEstimate estimate(long nodes, int clusters, int dimension) {
        return MemoryEstimate.sum(
                "clusters",
                MemoryEstimate.of("cluster of each node", 4 * nodes),
                MemoryEstimate.of("centroids", EmbeddingTable.bytes(clusters, dimension)),
                MemoryEstimate.of("search for clusters", KMeans.bytes(nodes, clusters, dimension)));
    }
}
