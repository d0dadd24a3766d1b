package kindred.graph;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import kindred.math.SparseMatrix;

/** Graphs as sparse matrices, for trainers that factorise them. Rows and columns are node numbers. */
public final class AdjacencyMatrices {

    private AdjacencyMatrices() {}

    /**
     * The probabilities of one step of a random walk: entry (i, j) is the weight of i's arcs to j over the weight of all of its arcs. Parallel
     * arcs stand beside one another. Rows of nodes without an arc that weighs anything are zero.
     */
    public static SparseMatrix transitions(Csr arcs) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder(arcs.nodeCount(), arcs.nodeCount(), arcs::degree);
        for (int node = 0; node < arcs.nodeCount(); node++) {
            double sum = arcs.weightedDegree(node);
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                builder.set(arc, arcs.target(arc), sum == 0 ? 0 : (float) (arcs.weight(arc) / sum));
            }
        }
        return builder.build();
    }

    /**
     * The weights of all relationships, whatever their type and direction: directed ones stand at both ends, parallel ones are added
     * up, loops are left out, and what weighs nothing too. A symmetric matrix without repeated entries, columns ascending.
     */
    public static SparseMatrix symmetric(Projection graph) {
        Neighbours neighbours = new Neighbours(graph);
        SparseMatrix.Builder builder = new SparseMatrix.Builder(graph.nodeCount(), graph.nodeCount(), neighbours::load);
        for (int node = 0; node < graph.nodeCount(); node++) {
            int count = neighbours.load(node);
            long first = builder.first(node);
            for (int i = 0; i < count; i++) {
                builder.set(first + i, neighbours.targets[i], (float) neighbours.weights[i]);
            }
        }
        return builder.build();
    }

    /** One node's neighbours at a time, merged. */
    private static final class Neighbours {

        private final Projection graph;
        private int[] found = new int[16];
        private double[] foundWeights = new double[16];
        private int[] targets = new int[16];
        private double[] weights = new double[16];
        private int count;

        Neighbours(Projection graph) {
            this.graph = graph;
        }

        /** Loads a node's neighbours and returns how many different ones there are. */
        int load(int node) {
            count = 0;
            for (RelationshipSlice slice : graph.relationships()) {
                add(slice.out(), node);
                if (!slice.isUndirected()) {
                    add(slice.in(), node);
                }
            }
            return merge();
        }

        private void add(Csr arcs, int node) {
            ensure(count + arcs.degree(node));
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                if (arcs.target(arc) != node && arcs.weight(arc) > 0) {
                    found[count] = arcs.target(arc);
                    foundWeights[count++] = arcs.weight(arc);
                }
            }
        }

        private void ensure(int capacity) {
            if (capacity > found.length) {
                int length = Math.max(capacity, 2 * found.length);
                found = Arrays.copyOf(found, length);
                foundWeights = Arrays.copyOf(foundWeights, length);
                targets = new int[length];
                weights = new double[length];
            }
        }

        /** Sorts by target, stably, so that weights are added up in the same order every time. */
        private int merge() {
            int[] order = new int[count];
            for (int i = 0; i < count; i++) {
                order[i] = i;
            }
            IntArrays.mergeSort(order, (a, b) -> Integer.compare(found[a], found[b]));
            int different = 0;
            for (int i : order) {
                if (different > 0 && targets[different - 1] == found[i]) {
                    weights[different - 1] += foundWeights[i];
                } else {
                    targets[different] = found[i];
                    weights[different++] = foundWeights[i];
                }
            }
            return different;
        }
    }
}
