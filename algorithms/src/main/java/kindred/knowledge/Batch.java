package kindred.knowledge;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.Arrays;
import kindred.graph.NodeIndex;
import kindred.graph.Triples;
import kindred.math.Permutation;

/** The facts of a step, cut into chunks; the facts of a chunk have ends of equal labels where that matters. */
final class Batch {

    private final Triples facts;
    private final NodeIndex nodes;
    private final int chunkSize;
    private final int[] members;
    private final int[] starts;
    private final long[] byLabels;
    private final int[] scratch;
    private int chunks;

    /** @param byLabels whether facts of a chunk must have ends of equal labels */
    Batch(Triples facts, NodeIndex nodes, int size, int chunkSize, boolean byLabels) {
        this.facts = facts;
        this.nodes = nodes;
        this.chunkSize = chunkSize;
        members = new int[size];
        starts = new int[largest(size, chunkSize, byLabels ? labelPairs(facts, nodes) : 0) + 1];
        this.byLabels = byLabels ? new long[size] : null;
        scratch = new int[size];
    }

    /** Chunks that a batch has at most: where labels matter, one more for each pair of labels that facts have. */
    static int largest(int size, int chunkSize, long labelPairs) {
        return (int) Math.min(size, (size + chunkSize - 1) / chunkSize + labelPairs);
    }

    private static int labelPairs(Triples facts, NodeIndex nodes) {
        LongSet pairs = new LongOpenHashSet();
        for (int fact = 0; fact < facts.count(); fact++) {
            pairs.add(labelPair(facts, nodes, fact));
        }
        return pairs.size();
    }

    private static long labelPair(Triples facts, NodeIndex nodes, int fact) {
        return (long) nodes.labelOf(facts.head(fact)) * nodes.labels().size() + nodes.labelOf(facts.tail(fact));
    }

    /** Chunks that a batch of this one's size has at most. */
    int mostChunks() {
        return starts.length - 1;
    }

    /** Takes the facts at these positions of an order. */
    void take(Permutation order, int from, int to) {
        int count = to - from;
        order.copy(from, count, members, scratch);
        if (byLabels != null) {
            sortByLabels(count);
        }
        chunks = 0;
        for (int i = 0; i < count; i++) {
            boolean full = chunks == 0 || i - starts[chunks - 1] == chunkSize;
            if (full || byLabels != null && byLabels[i] >>> 32 != byLabels[i - 1] >>> 32) {
                starts[chunks++] = i;
            }
        }
        starts[chunks] = count;
    }

    private void sortByLabels(int count) {
        for (int i = 0; i < count; i++) {
            scratch[i] = members[i];
            byLabels[i] = labelPair(facts, nodes, members[i]) << 32 | i;
        }
        Arrays.sort(byLabels, 0, count);
        for (int i = 0; i < count; i++) {
            members[i] = scratch[(int) byLabels[i]];
        }
    }

    int chunks() {
        return chunks;
    }

    /** First position of a chunk. */
    int start(int chunk) {
        return starts[chunk];
    }

    int size(int chunk) {
        return starts[chunk + 1] - starts[chunk];
    }

    /** The fact at a position. */
    int fact(int position) {
        return members[position];
    }

    /** Sum of the weights of all its facts. */
    double weight() {
        double sum = 0;
        for (int i = 0; i < starts[chunks]; i++) {
            sum += facts.weight(members[i]);
        }
        return sum;
    }
}
