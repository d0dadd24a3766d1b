package kindred.train;

import it.unimi.dsi.fastutil.ints.IntArrays;

/**
 * The binary tree over all visited nodes whose mean path length, weighted by visits, is the least possible (Huffman, 1952). Its inner
 * nodes are numbered in ascending weight, so the root is the last.
 */
final class HuffmanTree {

    private static final int NONE = -1;

    private final int[] leafParents;
    private final int[] innerParents;
    private final long[] weights;

    /** @param visits how often each node is visited; nodes that never are do not stand in the tree */
    HuffmanTree(BlockSchedule.Weights visits, int nodeCount) {
        int[] leaves = leaves(visits, nodeCount);
        leafParents = new int[nodeCount];
        java.util.Arrays.fill(leafParents, NONE);
        int inner = Math.max(0, leaves.length - 1);
        innerParents = new int[inner];
        weights = new long[inner];
        int leaf = 0;
        int merged = 0;
        for (int i = 0; i < inner; i++) {
            for (int bit = 0; bit < 2; bit++) {
                // inner nodes come into being in ascending weight, so the lightest of all is the next of either kind
                if (merged == i || leaf < leaves.length && visits.of(leaves[leaf]) <= weights[merged]) {
                    weights[i] += visits.of(leaves[leaf]);
                    leafParents[leaves[leaf++]] = i << 1 | bit;
                } else {
                    weights[i] += weights[merged];
                    innerParents[merged++] = i << 1 | bit;
                }
            }
        }
        if (inner > 0) {
            innerParents[inner - 1] = NONE;
        }
    }

    /** Visited nodes, rarest first. */
    private static int[] leaves(BlockSchedule.Weights visits, int nodeCount) {
        int[] leaves = new int[nodeCount];
        int count = 0;
        for (int node = 0; node < nodeCount; node++) {
            if (visits.of(node) > 0) {
                leaves[count++] = node;
            }
        }
        leaves = java.util.Arrays.copyOf(leaves, count);
        IntArrays.quickSort(leaves, (a, b) -> {
            int byVisits = Long.compare(visits.of(a), visits.of(b));
            return byVisits != 0 ? byVisits : Integer.compare(a, b);
        });
        return leaves;
    }

    /** Number of inner nodes: one less than visited nodes. */
    int innerCount() {
        return weights.length;
    }

    /** Visits below an inner node: how often its vector is touched per visit of a context. */
    long weight(int inner) {
        return weights[inner];
    }

    /** Number of inner nodes on the way from a node to the root; 0 for a node that is not in the tree. */
    int pathLength(int node) {
        int length = 0;
        for (int up = leafParents[node]; up != NONE; up = innerParents[up >> 1]) {
            length++;
        }
        return length;
    }

    /**
     * The way from a node up to the root: inner node in the upper bits, in the lowest the branch that leads down to where one comes from.
     *
     * @param into receives {@link #pathLength} numbers
     */
    int path(int node, int[] into) {
        int length = 0;
        for (int up = leafParents[node]; up != NONE; up = innerParents[up >> 1]) {
            into[length++] = up;
        }
        return length;
    }

    /** Bytes on the heap for a graph of this size. */
    static long bytes(long nodeCount) {
        return 16 * nodeCount;
    }
}
