package kindred.knowledge;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kindred.graph.Csr;
import kindred.graph.GraphSize;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.graph.RelationshipSlice;
import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.math.Permutation;
import kindred.math.SymmetricEigen;
import kindred.model.AffineMap;
import kindred.model.EmbeddingTable;
import kindred.model.NodeClusters;
import kindred.train.MemoryEstimate;
import kindred.train.TrainingRun;

/**
 * Learns what turns an inductive mixture into a vector such as training would have given: a mixture of items lies among items, but a user's vector need not,
 * since training moves it away from what the user does not have. For each label it is the affine map that fits the trained nodes of that label best, from
 * the mixtures of their own relationships, by ridge regression. A label gets none if it has hardly more nodes to learn from than the map has rows.
 */
public final class MixtureMaps {

    /** Nodes of a label to learn from: far more than a map has numbers per row. */
    private static final int SAMPLE = 1 << 16;

    private static final int BLOCK = 256;
    private static final double RIDGE = 0.01;

    private final NodeClusters clusters;
    private final EmbeddingTable nodes;
    private final Projection graph;
    private final TrainingRun run;
    private final int dimension;
    private final Gemm gemm;

    /** What ridge regression needs of the examples, some of which wait to be summed up. */
    private final class Sums {
        private final int width = dimension + 1;
        private final float[] mixtures = new float[BLOCK * width];
        private final float[] targets = new float[BLOCK * dimension];
        private final float[] squares = new float[width * width];
        private final float[] products = new float[width * dimension];
        private int count;
        private int waiting;

        private void add(float[] mixture, int node) {
            System.arraycopy(mixture, 0, mixtures, waiting * width, dimension);
            mixtures[waiting * width + dimension] = 1;
            System.arraycopy(nodes.page(node), nodes.offset(node), targets, waiting * dimension, dimension);
            count++;
            if (++waiting == BLOCK) {
                sumUp();
            }
        }

        private void sumUp() {
            Matrix left = Matrix.of(mixtures, waiting, width);
            Matrix right = Matrix.of(targets, waiting, dimension);
            gemm.multiplyAdd(left.transposed(), left, Matrix.of(squares, width, width));
            gemm.multiplyAdd(left.transposed(), right, Matrix.of(products, width, dimension));
            waiting = 0;
        }

        /** {@code (S + ridge)^-1 P}, the ridge in proportion to the mean of the squares; the constant has none. */
        private AffineMap solve() {
            double[] regularised = new double[width * width];
            double trace = 0;
            for (int i = 0; i < squares.length; i++) {
                regularised[i] = squares[i];
                trace += i % (width + 1) == 0 && i < squares.length - 1 ? squares[i] : 0;
            }
            for (int i = 0; i < dimension; i++) {
                regularised[i * (width + 1)] += RIDGE * trace / dimension + Double.MIN_NORMAL;
            }
            SymmetricEigen eigen = new SymmetricEigen(regularised, width);
            float[] values = new float[width * dimension];
            for (int rank = 0; rank < width; rank++) {
                double[] vector = eigen.vector(rank);
                double inverse = eigen.value(rank) > 1e-12 * eigen.value(0) ? 1 / eigen.value(rank) : 0;
                for (int column = 0; column < dimension; column++) {
                    double along = 0;
                    for (int i = 0; i < width; i++) {
                        along += vector[i] * products[i * dimension + column];
                    }
                    for (int i = 0; i < width; i++) {
                        values[i * dimension + column] += (float) (vector[i] * along * inverse);
                    }
                }
            }
            return new AffineMap(dimension, values);
        }
    }

    private MixtureMaps(NodeClusters clusters, EmbeddingTable nodes, Projection graph, TrainingRun run) {
        this.clusters = clusters;
        this.nodes = nodes;
        this.graph = graph;
        this.run = run;
        this.dimension = nodes.dimension();
        this.gemm = new Gemm(run::parallel);
    }

    /**
     * The same clusters with a map for each label of nodes that have no cluster themselves.
     *
     * @param nodes the vectors of all nodes
     * @param graph what they were trained on
     */
    public static NodeClusters fit(NodeClusters clusters, EmbeddingTable nodes, Projection graph, TrainingRun run) {
        MixtureMaps fitting = new MixtureMaps(clusters, nodes, graph, run);
        Map<String, AffineMap> maps = new TreeMap<>();
        NodeIndex index = graph.nodes();
        for (int label = 0; label < index.labels().size(); label++) {
            String name = index.labels().get(label);
            fitting.map(index.start(label), index.end(label)).ifPresent(map -> maps.put(name, map));
        }
        return new NodeClusters(clusters.centroids(), clusters.clusterOf(), maps);
    }

    private Optional<AffineMap> map(int from, int end) {
        Sums sums = new Sums();
        Permutation drawn =
                new Permutation(end - from, run.seeds().fork("mixtures").seed());
        for (int i = 0; i < end - from && sums.count < SAMPLE; i++) {
            if (i % BLOCK == 0) {
                run.checkCancelled();
            }
            int node = from + drawn.at(i);
            if (clusters.clusterOf()[node] < 0) {
                mixture(node).ifPresent(mixture -> sums.add(mixture.sum(clusters), node));
            }
        }
        sums.sumUp();
        return sums.count < 2 * (dimension + 1) ? Optional.empty() : Optional.of(sums.solve());
    }

    private Optional<InductiveMixture> mixture(int node) {
        IntArrayList neighbours = new IntArrayList();
        for (RelationshipSlice slice : graph.relationships()) {
            add(slice.out(), node, neighbours);
            if (!slice.isUndirected()) {
                add(slice.in(), node, neighbours);
            }
        }
        return InductiveMixture.of(clusters, neighbours.toIntArray(), null, InductiveMixture.TOP_CLUSTERS);
    }

    private static void add(Csr arcs, int node, IntArrayList neighbours) {
        for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
            neighbours.add(arcs.target(arc));
        }
    }

    /** Bytes on the heap; relationships are looked at from either end. */
    static MemoryEstimate estimate(GraphSize graph, long dimension) {
        return MemoryEstimate.of(
                "maps of mixtures",
                Csr.bytes(graph.nodeCount(), graph.arcCount(), graph.weighted())
                        + 8 * graph.nodeCount() * (graph.relationshipTypes() - 1L)
                        + 8 * (BLOCK + 4 * (dimension + 1)) * (dimension + 1));
    }
}
