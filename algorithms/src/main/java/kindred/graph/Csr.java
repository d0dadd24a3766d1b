package kindred.graph;

import java.util.function.IntUnaryOperator;

/**
 * Directed adjacency in compressed sparse rows: for each source the ascending list of its targets, with optional weights.
 *
 * <p>Positions run over all arcs as longs, so more than 2<sup>31</sup> arcs fit; targets and weights live in pages of
 * 2<sup>27</sup> entries. Parallel arcs stay (they repeat the target). Immutable once built; safe for any number of readers.
 */
public final class Csr {

    private static final int PAGE_BITS = 27;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final long[] offsets;
    private final int[][] targets;
    private final float[][] weights;

    private Csr(long[] offsets, int[][] targets, float[][] weights) {
        this.offsets = offsets;
        this.targets = targets;
        this.weights = weights;
    }

    public int nodeCount() {
        return offsets.length - 1;
    }

    public long arcCount() {
        return offsets[offsets.length - 1];
    }

    public boolean isWeighted() {
        return weights != null;
    }

    /** Position of the first arc that leaves the node. */
    public long first(int node) {
        return offsets[node];
    }

    /** One past the position of the last arc that leaves the node. */
    public long end(int node) {
        return offsets[node + 1];
    }

    public int degree(int node) {
        return (int) (offsets[node + 1] - offsets[node]);
    }

    public int target(long position) {
        return targets[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK];
    }

    /** Weight of the arc at this position; 1 in an unweighted graph. */
    public float weight(long position) {
        return weights == null ? 1f : weights[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK];
    }

    /** Sum of the weights of the arcs that leave the node; its degree in an unweighted graph. */
    public double weightedDegree(int node) {
        if (weights == null) {
            return degree(node);
        }
        double sum = 0;
        for (long arc = first(node); arc < end(node); arc++) {
            sum += weight(arc);
        }
        return sum;
    }

    /** Whether an arc leads from source to target: binary search, O(log degree). */
    public boolean contains(int source, int target) {
        return find(source, target) >= 0;
    }

    /** Position of an arc from source to target (of parallel ones, any), or -1. */
    public long find(int source, int target) {
        long low = offsets[source];
        long high = offsets[source + 1] - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            int found = target(middle);
            if (found < target) {
                low = middle + 1;
            } else if (found > target) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** Which arcs to keep. */
    @FunctionalInterface
    public interface ArcTest {
        boolean keeps(int source, int target);
    }

    /** The same nodes with those arcs that pass the test, which parallel arcs do together. */
    public Csr retain(ArcTest test) {
        int[] kept = new int[nodeCount()];
        for (int source = 0; source < nodeCount(); source++) {
            for (long arc = first(source); arc < end(source); arc++) {
                kept[source] += test.keeps(source, target(arc)) ? 1 : 0;
            }
        }
        Builder builder = new Builder(nodeCount(), source -> kept[source], isWeighted());
        for (int source = 0; source < nodeCount(); source++) {
            long position = builder.first(source);
            for (long arc = first(source); arc < end(source); arc++) {
                if (test.keeps(source, target(arc))) {
                    builder.set(position++, target(arc), weight(arc));
                }
            }
        }
        return builder.build();
    }

    /** The same arcs turned round. O(nodes + arcs), one thread; targets come out ascending because sources are visited so. */
    public Csr transpose() {
        int[] inDegrees = new int[nodeCount()];
        for (long arc = 0; arc < arcCount(); arc++) {
            inDegrees[target(arc)]++;
        }
        Builder builder = new Builder(nodeCount(), node -> inDegrees[node], isWeighted());
        long[] next = builder.csr.offsets.clone();
        for (int source = 0; source < nodeCount(); source++) {
            for (long arc = first(source); arc < end(source); arc++) {
                builder.set(next[target(arc)]++, source, weight(arc));
            }
        }
        return builder.csr;
    }

    /** Bytes on the heap of a structure of this size. */
    public static long bytes(long nodeCount, long arcCount, boolean weighted) {
        return 8 * (nodeCount + 1) + arcCount * (weighted ? 8 : 4);
    }

    public long bytes() {
        return bytes(nodeCount(), arcCount(), isWeighted());
    }

    /**
     * Fills a structure whose degrees are known beforehand. Different sources may be filled by different threads; every
     * position must be set once, then each source sorted, before {@link #build()}.
     */
    public static final class Builder {

        private final Csr csr;

        public Builder(int nodeCount, IntUnaryOperator degrees, boolean weighted) {
            long[] offsets = new long[nodeCount + 1];
            for (int node = 0; node < nodeCount; node++) {
                offsets[node + 1] = offsets[node] + degrees.applyAsInt(node);
            }
            int pages = (int) ((offsets[nodeCount] + PAGE_MASK) >>> PAGE_BITS);
            int[][] targets = new int[pages][];
            float[][] weights = weighted ? new float[pages][] : null;
            for (int page = 0; page < pages; page++) {
                int length = (int) Math.min(1L << PAGE_BITS, offsets[nodeCount] - ((long) page << PAGE_BITS));
                targets[page] = new int[length];
                if (weighted) {
                    weights[page] = new float[length];
                }
            }
            csr = new Csr(offsets, targets, weights);
        }

        public long first(int source) {
            return csr.offsets[source];
        }

        /** Sets the arc at a position; the weight is dropped in an unweighted structure. */
        public void set(long position, int target, float weight) {
            csr.targets[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK] = target;
            if (csr.weights != null) {
                csr.weights[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK] = weight;
            }
        }

        /** Sorts the arcs of one source by target, then weight: the order a parallel reader delivers them in must not show. */
        public void sort(int source) {
            long first = csr.offsets[source];
            int degree = csr.degree(source);
            if (isSorted(first, degree)) {
                return;
            }
            long[] keys = new long[degree];
            for (int i = 0; i < degree; i++) {
                // weights are never negative, so their bits order like the numbers
                keys[i] = (long) csr.target(first + i) << 32
                        | Float.floatToRawIntBits(csr.weight(first + i)) & 0xffffffffL;
            }
            java.util.Arrays.sort(keys);
            for (int i = 0; i < degree; i++) {
                set(first + i, (int) (keys[i] >>> 32), Float.intBitsToFloat((int) keys[i]));
            }
        }

        private boolean isSorted(long first, int degree) {
            for (long arc = first + 1; arc < first + degree; arc++) {
                int difference = Integer.compare(csr.target(arc - 1), csr.target(arc));
                if (difference > 0 || difference == 0 && csr.weight(arc - 1) > csr.weight(arc)) {
                    return false;
                }
            }
            return true;
        }

        public Csr build() {
            return csr;
        }
    }
}
