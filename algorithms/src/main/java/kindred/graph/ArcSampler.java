package kindred.graph;

import java.util.function.IntConsumer;
import kindred.math.AliasTable;
import kindred.math.Seeds;

/**
 * Draws one of the arcs that leave a node, in proportion to weight, in constant time: any arc of an unweighted graph, through an
 * alias table per node in a weighted one (8 bytes per arc and 8 per node). Immutable; safe for any number of threads.
 */
public final class ArcSampler {

    private static final int PAGE_BITS = 27;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int TASKS = 64;

    private final Csr graph;
    private final long[][] slots;
    private final double[] sums;

    /** Runs the tasks {@code 0..tasks-1}, on several threads or one. */
    @FunctionalInterface
    public interface Tasks {
        void run(int tasks, IntConsumer task);
    }

    public ArcSampler(Csr graph, Tasks tasks) {
        this.graph = graph;
        if (!graph.isWeighted()) {
            slots = null;
            sums = null;
            return;
        }
        slots = new long[(int) ((graph.arcCount() + PAGE_MASK) >>> PAGE_BITS)][];
        for (int page = 0; page < slots.length; page++) {
            slots[page] = new long[(int) Math.min(1L << PAGE_BITS, graph.arcCount() - ((long) page << PAGE_BITS))];
        }
        sums = new double[graph.nodeCount()];
        tasks.run(TASKS, this::build);
    }

    private void build(int task) {
        int from = (int) ((long) graph.nodeCount() * task / TASKS);
        int to = (int) ((long) graph.nodeCount() * (task + 1) / TASKS);
        int largest = 0;
        for (int node = from; node < to; node++) {
            largest = Math.max(largest, graph.degree(node));
        }
        AliasTable.Construction construction = new AliasTable.Construction(largest);
        double[] weights = new double[largest];
        long[] table = new long[largest];
        for (int node = from; node < to; node++) {
            build(node, construction, weights, table);
        }
    }

    private void build(int node, AliasTable.Construction construction, double[] weights, long[] table) {
        long first = graph.first(node);
        int degree = graph.degree(node);
        for (int i = 0; i < degree; i++) {
            weights[i] = graph.weight(first + i);
            sums[node] += weights[i];
        }
        if (construction.build(weights, degree, table, 0)) {
            for (int i = 0; i < degree; i++) {
                slots[(int) ((first + i) >>> PAGE_BITS)][(int) (first + i) & PAGE_MASK] = table[i];
            }
        }
    }

    /** Whether no arc can be taken from the node: it has none, or all of them weigh nothing. */
    public boolean isDeadEnd(int node) {
        return weightSum(node) == 0;
    }

    /** Sum of the weights of the node's arcs. */
    public double weightSum(int node) {
        return sums == null ? graph.degree(node) : sums[node];
    }

    /** The target of a random arc of a node that is no dead end. */
    public int draw(int node, long bits) {
        long first = graph.first(node);
        int arc = Seeds.bounded(bits, graph.degree(node));
        if (slots != null) {
            long position = first + arc;
            arc = AliasTable.outcome(slots[(int) (position >>> PAGE_BITS)][(int) position & PAGE_MASK], arc, bits);
        }
        return graph.target(first + arc);
    }

    /** Bytes on the heap for a graph of this size. */
    public static long bytes(long nodeCount, long arcCount, boolean weighted) {
        return weighted ? AliasTable.bytes(arcCount) + 8 * nodeCount : 0;
    }
}
