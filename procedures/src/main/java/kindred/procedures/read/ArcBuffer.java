package kindred.procedures.read;

import java.util.ArrayList;
import java.util.List;
import kindred.graph.Csr;
import kindred.train.TrainingRun;

/**
 * Arcs in the order in which the store hands them out, kept until all degrees are known. The store is read only once: between two
 * readings others may commit, and the degrees of the first would not fit the arcs of the second.
 */
final class ArcBuffer {

    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int NODES_PER_TASK = 1 << 14;

    private final boolean weighted;
    private final List<int[]> sources = new ArrayList<>();
    private final List<int[]> targets = new ArrayList<>();
    private final List<float[]> weights = new ArrayList<>();
    private long size;

    ArcBuffer(boolean weighted) {
        this.weighted = weighted;
    }

    /** Bytes for so many arcs. */
    static long bytes(long arcs, boolean weighted) {
        return arcs * (weighted ? 12 : 8);
    }

    void add(int source, int target, float weight) {
        int at = (int) (size++ & (PAGE - 1));
        if (at == 0) {
            sources.add(new int[PAGE]);
            targets.add(new int[PAGE]);
            if (weighted) {
                weights.add(new float[PAGE]);
            }
        }
        int page = sources.size() - 1;
        sources.get(page)[at] = source;
        targets.get(page)[at] = target;
        if (weighted) {
            weights.get(page)[at] = weight;
        }
    }

    /** The adjacency of all arcs; with {@code bothWays}, each stands at both of its ends. */
    Csr toCsr(int nodeCount, boolean bothWays, TrainingRun run) {
        int[] degrees = new int[nodeCount];
        for (int page = 0; page < sources.size(); page++) {
            count(sources.get(page), page, degrees);
            if (bothWays) {
                count(targets.get(page), page, degrees);
            }
        }
        Csr.Builder builder = new Csr.Builder(nodeCount, node -> degrees[node], weighted);
        for (int page = 0; page < sources.size(); page++) {
            run.checkCancelled();
            fill(builder, page, degrees, bothWays);
        }
        run.parallel((nodeCount + NODES_PER_TASK - 1) / NODES_PER_TASK, task -> {
            int end = (int) Math.min(nodeCount, (task + 1L) * NODES_PER_TASK);
            for (int node = task * NODES_PER_TASK; node < end; node++) {
                builder.sort(node);
            }
        });
        return builder.build();
    }

    private int lengthOf(int page) {
        return (int) Math.min(PAGE, size - ((long) page << PAGE_BITS));
    }

    private void count(int[] ends, int page, int[] degrees) {
        for (int i = 0; i < lengthOf(page); i++) {
            degrees[ends[i]]++;
        }
    }

    /** Counts the degrees down to zero on the way, so that they serve as the next free place of each source. */
    private void fill(Csr.Builder builder, int page, int[] left, boolean bothWays) {
        int[] from = sources.get(page);
        int[] to = targets.get(page);
        for (int i = 0; i < lengthOf(page); i++) {
            float weight = weighted ? weights.get(page)[i] : 1f;
            builder.set(builder.first(from[i]) + --left[from[i]], to[i], weight);
            if (bothWays) {
                builder.set(builder.first(to[i]) + --left[to[i]], from[i], weight);
            }
        }
    }
}
