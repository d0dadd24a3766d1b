package kindred.evaluate;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import kindred.evaluate.Splits.Part;
import kindred.math.Seeds;

/**
 * Hides a random share of the relationships so that those which are left connect whatever was connected: a random spanning forest is set
 * aside first (Kruskal's, in random order), and only other relationships are hidden. The direction of relationships does not matter.
 */
final class ConnectedSplit {

    private final long[] low;
    private final long[] high;
    private final long[] order;
    private final int[] sorted;

    ConnectedSplit(long[] sources, long[] targets, Seeds seeds) {
        Seeds draws = seeds.fork("connected split");
        low = new long[sources.length];
        high = new long[sources.length];
        order = new long[sources.length];
        for (int i = 0; i < sources.length; i++) {
            low[i] = Math.min(sources[i], targets[i]);
            high[i] = Math.max(sources[i], targets[i]);
            order[i] = draws.at(low[i], high[i]);
        }
        sorted = IntStream.range(0, sources.length).toArray();
        IntArrays.parallelQuickSort(sorted, this::compare);
    }

    private int compare(int a, int b) {
        int byOrder = Long.compare(order[a], order[b]);
        return byOrder != 0 ? byOrder : compareEnds(a, b);
    }

    private int compareEnds(int a, int b) {
        int byLow = Long.compare(low[a], low[b]);
        return byLow != 0 ? byLow : Long.compare(high[a], high[b]);
    }

    /** @throws IllegalArgumentException if not a single pair can be tested with */
    Part[] parts(double testRatio, double validationRatio) {
        BitSet needed = new BitSet(sorted.length);
        int pairs = 0;
        Forest forest = new Forest(sorted.length);
        for (int i = 0; i < sorted.length; i++) {
            boolean begins = begins(i);
            pairs += begins ? 1 : 0;
            needed.set(i, begins ? forest.join(low[sorted[i]], high[sorted[i]]) : needed.get(i - 1));
        }
        int free = pairs - forest.joins;
        int test = (int) Math.min(free, Math.round(pairs * testRatio));
        int valid = (int) Math.min(free - test, Math.round(pairs * validationRatio));
        if (test == 0) {
            throw new IllegalArgumentException(
                    "None of %d relationships can be held back: %d are needed to keep the graph connected, and the test ratio is %s."
                            .formatted(sorted.length, forest.joins, testRatio));
        }
        return give(needed, test, valid);
    }

    private boolean begins(int i) {
        return i == 0 || compareEnds(sorted[i - 1], sorted[i]) != 0;
    }

    /** Of the pairs that are not needed, the first test, the next validate, the others train. */
    private Part[] give(BitSet needed, int test, int valid) {
        Part[] parts = new Part[sorted.length];
        Arrays.fill(parts, Part.TRAIN);
        int pair = -1;
        for (int i = 0; i < sorted.length; i++) {
            if (!needed.get(i)) {
                pair += begins(i) ? 1 : 0;
                parts[sorted[i]] = pair < test ? Part.TEST : pair < test + valid ? Part.VALID : Part.TRAIN;
            }
        }
        return parts;
    }

    /** Which nodes are connected so far. */
    private static final class Forest {
        private final Long2IntOpenHashMap numbers;
        private final int[] parents;
        private int joins;

        Forest(int relationships) {
            numbers = new Long2IntOpenHashMap();
            parents = new int[2 * relationships];
        }

        /** Joins the trees of two nodes, and says whether they were two. */
        boolean join(long a, long b) {
            int rootA = root(number(a));
            int rootB = root(number(b));
            parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
            joins += rootA == rootB ? 0 : 1;
            return rootA != rootB;
        }

        private int number(long node) {
            int next = numbers.size();
            int number = numbers.getOrDefault(node, next);
            if (number == next) {
                numbers.put(node, next);
                parents[next] = next;
            }
            return number;
        }

        private int root(int node) {
            int current = node;
            while (parents[current] != current) {
                parents[current] = parents[parents[current]];
                current = parents[current];
            }
            return current;
        }
    }
}
