package kindred.graph;

import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;

/**
 * Answers which tails a head has, and which heads a tail has, by a relation: what filtered evaluation leaves out, what a filtered negative
 * must not be, and what a prediction must not repeat. Facts that are given several times count once. Immutable.
 */
public final class KnownTriples {

    private final int nodeCount;
    private final Index tailsOf;
    private final Index headsOf;

    /** Facts over the same nodes and relations, such as those of training, validation and test. */
    public KnownTriples(Triples... parts) {
        nodeCount = parts[0].nodeCount();
        tailsOf = new Index(parts, true, nodeCount);
        headsOf = new Index(parts, false, nodeCount);
    }

    /** The nodes that answer a query, ascending, as a part of an array. */
    public record Answers(int[] nodes, int from, int to) {

        public int count() {
            return to - from;
        }

        public boolean contains(int node) {
            return Arrays.binarySearch(nodes, from, to, node) >= 0;
        }
    }

    /** For each pair of relation and node the nodes at the other end, in compressed sparse rows over the pairs that occur. */
    private static final class Index {
        private final long[] keys;
        private final int[] starts;
        private final int[] answers;

        Index(Triples[] parts, boolean tails, int nodeCount) {
            int count = Math.toIntExact(
                    Arrays.stream(parts).mapToLong(Triples::count).sum());
            long[] pairs = new long[count];
            int[] others = new int[count];
            int next = 0;
            for (Triples part : parts) {
                for (int i = 0; i < part.count(); i++) {
                    int node = tails ? part.head(i) : part.tail(i);
                    others[next] = tails ? part.tail(i) : part.head(i);
                    pairs[next++] = (long) part.relation(i) * nodeCount + node;
                }
            }
            int[] order = order(pairs, others);
            long[] distinct = new long[count];
            int[] begin = new int[count + 1];
            int[] members = new int[count];
            int found = 0;
            int size = 0;
            for (int position : order) {
                if (found == 0 || distinct[found - 1] != pairs[position]) {
                    begin[found] = size;
                    distinct[found++] = pairs[position];
                }
                if (size == begin[found - 1] || members[size - 1] != others[position]) {
                    members[size++] = others[position];
                }
            }
            begin[found] = size;
            keys = Arrays.copyOf(distinct, found);
            starts = Arrays.copyOf(begin, found + 1);
            answers = Arrays.copyOf(members, size);
        }

        private static int[] order(long[] pairs, int[] others) {
            long[] seconds = new long[others.length];
            Arrays.setAll(seconds, i -> others[i]);
            int[] order = new int[others.length];
            Arrays.setAll(order, i -> i);
            LongArrays.radixSortIndirect(order, pairs, seconds, true);
            return order;
        }

        Answers of(long key) {
            int found = Arrays.binarySearch(keys, key);
            return found < 0 ? new Answers(answers, 0, 0) : new Answers(answers, starts[found], starts[found + 1]);
        }
    }

    /** The tails of (head, relation, ?). */
    public Answers tails(int head, int relation) {
        return tailsOf.of((long) relation * nodeCount + head);
    }

    /** The heads of (?, relation, tail). */
    public Answers heads(int relation, int tail) {
        return headsOf.of((long) relation * nodeCount + tail);
    }

    public boolean contains(int head, int relation, int tail) {
        return tails(head, relation).contains(tail);
    }

    /** Bytes on the heap, at most, for so many facts, when built. */
    public static long bytes(long count) {
        return 2 * count * 16;
    }
}
