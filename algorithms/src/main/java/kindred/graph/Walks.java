package kindred.graph;

import kindred.math.Permutation;
import kindred.math.Seeds;

/**
 * A numbered corpus of walks that is never held: a number of passes over all nodes, each in a random order of its own, one walk per
 * node. Walk {@code i} can be taken again at any time, by any thread, and is the same walk.
 */
public final class Walks {

    private final Walker walker;
    private final int nodeCount;
    private final int length;
    private final Seeds seeds;
    private final Permutation[] orders;

    /**
     * @param passes walks per node
     * @param length most nodes in a walk
     */
    public Walks(Walker walker, int nodeCount, int passes, int length, Seeds seeds) {
        this.walker = walker;
        this.nodeCount = nodeCount;
        this.length = length;
        this.seeds = seeds.fork("walks");
        this.orders = new Permutation[passes];
        Seeds starts = seeds.fork("starts");
        for (int pass = 0; pass < passes; pass++) {
            orders[pass] = new Permutation(nodeCount, starts.at(pass));
        }
    }

    public int nodeCount() {
        return nodeCount;
    }

    public int passes() {
        return orders.length;
    }

    /** Number of walks. */
    public long count() {
        return (long) orders.length * nodeCount;
    }

    /** Most nodes in a walk. */
    public int length() {
        return length;
    }

    /** Writes a walk into an array and returns its number of nodes, at least 1. */
    public int walk(long number, int[] into, int offset) {
        int pass = (int) (number / nodeCount);
        int start = orders[pass].at((int) (number % nodeCount));
        return walker.walk(start, seeds.at(pass, start), into, offset, length);
    }
}
