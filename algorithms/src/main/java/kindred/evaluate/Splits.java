package kindred.evaluate;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntComparator;
import java.util.Arrays;
import java.util.stream.IntStream;
import kindred.math.Seeds;

/**
 * Divides relationships into those to train on, those to choose settings by, and those to judge with. Which part a relationship
 * falls into depends on the seed, its ends and its timestamp, not on the order in which relationships arrive.
 *
 * <p>Except in {@link #temporal}, all relationships between the same two nodes fall into the same part: a recommender that has seen
 * one of them would know the other.
 */
public final class Splits {

    /** The part of a relationship. */
    public enum Part {
        TRAIN("train"),
        VALID("valid"),
        TEST("test");

        private final String text;

        Part(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final long[] sources;
    private final long[] targets;
    private final long[] order;
    private final int[] sorted;
    private final Part[] parts;

    private Splits(long[] sources, long[] targets, long[] order) {
        this.sources = sources;
        this.targets = targets;
        this.order = order;
        this.sorted = IntStream.range(0, sources.length).toArray();
        this.parts = new Part[sources.length];
        Arrays.fill(parts, Part.TRAIN);
    }

    /**
     * Draws at random.
     *
     * @param testRatio share of the pairs to test with
     * @param validationRatio share of the pairs to validate with
     * @param perSource whether each source gives its share (rounded; it keeps at least one pair to train on), or only all together
     */
    public static Part[] random(
            long[] sources, long[] targets, double testRatio, double validationRatio, boolean perSource, Seeds seeds) {
        Seeds draws = seeds.fork("random split");
        long[] order = new long[sources.length];
        Arrays.setAll(order, i -> draws.at(sources[i], targets[i]) >>> 1);
        Splits split = new Splits(sources, targets, order);
        if (perSource) {
            split.sort(split::bySource);
            split.eachSource((from, to, pairs) -> split.giveShares(from, to, pairs, testRatio, validationRatio));
        } else {
            split.sort(split::byOrder);
            split.giveShares(0, sources.length, split.pairs(0, sources.length), testRatio, validationRatio);
        }
        return split.parts;
    }

    /**
     * Tests with the latest pair of each source and, if wanted, validates with the one before. A pair counts at its first timestamp;
     * of equally late pairs the one with the higher target id is the later. A source keeps at least one pair to train on: with fewer
     * than two pairs it gives none, with fewer than three none to validate with.
     */
    public static Part[] leaveLastOut(long[] sources, long[] targets, long[] timestamps, boolean validation) {
        long[] first = firstTimestamps(sources, targets, timestamps);
        Splits split = new Splits(sources, targets, first);
        split.sort(split::bySource);
        split.eachSource((from, to, pairs) -> {
            int test = pairs >= 2 ? 1 : 0;
            int valid = validation && pairs >= 3 ? 1 : 0;
            split.give(from, to, pairs - test - valid, valid);
        });
        return split.parts;
    }

    /**
     * Draws at random from all together, and leaves those to train on which keep connected whatever is connected: the division for link
     * prediction (Grover and Leskovec, KDD 2016, section 4.4). Direction does not matter, and relationships between the same two nodes stay
     * together in either direction. If more are needed to connect than the ratios leave, the parts to test and to validate with are
     * smaller than asked for.
     *
     * @param testRatio share of the pairs to test with
     * @param validationRatio share of the pairs to validate with
     * @throws IllegalArgumentException if not a single pair can be tested with
     */
    public static Part[] connected(
            long[] sources, long[] targets, double testRatio, double validationRatio, Seeds seeds) {
        return new ConnectedSplit(sources, targets, seeds).parts(testRatio, validationRatio);
    }

    /**
     * Tests with the latest relationships of all, so that training never sees what happened after. Relationships of one moment
     * stay together, which may move a part's size away from its ratio; the nearest possible one is taken.
     *
     * @throws IllegalArgumentException if all relationships happened at so few moments that a part would stay empty
     */
    public static Part[] temporal(long[] timestamps, double testRatio, double validationRatio) {
        long[] sorted = timestamps.clone();
        Arrays.parallelSort(sorted);
        int testStart = boundary(sorted, sorted.length, testRatio * sorted.length, "test");
        int validStart = validationRatio == 0
                ? testStart
                : boundary(sorted, testStart, validationRatio * sorted.length, "validation");
        Part[] parts = new Part[timestamps.length];
        for (int i = 0; i < parts.length; i++) {
            boolean test = testStart < sorted.length && timestamps[i] >= sorted[testStart];
            parts[i] = test
                    ? Part.TEST
                    : validStart < testStart && timestamps[i] >= sorted[validStart] ? Part.VALID : Part.TRAIN;
        }
        return parts;
    }

    /** Where, before {@code end}, a part of about the wanted size begins, so that it does not cut through one moment. */
    private static int boundary(long[] sorted, int end, double wanted, String part) {
        int ideal = Math.min(end - 1, Math.max(1, (int) Math.round(end - wanted)));
        int earlier = ideal;
        while (earlier > 0 && sorted[earlier - 1] == sorted[ideal]) {
            earlier--;
        }
        int later = ideal;
        while (later < end && sorted[later] == sorted[ideal]) {
            later++;
        }
        if (earlier == 0 && later == end) {
            throw new IllegalArgumentException(
                    "A temporal split needs different timestamps, but no moment separates a %s part from the rest of %d relationships."
                            .formatted(part, sorted.length));
        }
        boolean takeEarlier = earlier > 0 && (later == end || ideal - earlier <= later - ideal);
        return takeEarlier ? earlier : later;
    }

    private static long[] firstTimestamps(long[] sources, long[] targets, long[] timestamps) {
        Splits pairs = new Splits(sources, targets, timestamps);
        pairs.sort((a, b) -> {
            int ends = pairs.byEnds(a, b);
            return ends != 0 ? ends : Long.compare(timestamps[a], timestamps[b]);
        });
        long[] first = new long[timestamps.length];
        long current = 0;
        for (int i = 0; i < first.length; i++) {
            current = i == 0 || !pairs.samePair(i - 1, i) ? timestamps[pairs.sorted[i]] : current;
            first[pairs.sorted[i]] = current;
        }
        return first;
    }

    private interface SourceVisitor {
        void visit(int from, int to, int pairs);
    }

    private void eachSource(SourceVisitor visitor) {
        int from = 0;
        for (int to = 1; to <= sorted.length; to++) {
            if (to == sorted.length || sources[sorted[to]] != sources[sorted[from]]) {
                visitor.visit(from, to, pairs(from, to));
                from = to;
            }
        }
    }

    /** Different pairs among sorted positions in which equal pairs are neighbours. */
    private int pairs(int from, int to) {
        int pairs = 0;
        for (int i = from; i < to; i++) {
            pairs += i == from || !samePair(i - 1, i) ? 1 : 0;
        }
        return pairs;
    }

    private void giveShares(int from, int to, int pairs, double testRatio, double validationRatio) {
        int test = (int) Math.min(Math.max(0, pairs - 1), Math.round(pairs * testRatio));
        int valid = (int) Math.min(Math.max(0, pairs - 1 - test), Math.round(pairs * validationRatio));
        give(from, to, pairs - test - valid, valid);
    }

    /** The first {@code train} pairs train, the next {@code valid} validate, the others test. */
    private void give(int from, int to, int train, int valid) {
        int pair = -1;
        for (int i = from; i < to; i++) {
            pair += i == from || !samePair(i - 1, i) ? 1 : 0;
            parts[sorted[i]] = pair < train ? Part.TRAIN : pair < train + valid ? Part.VALID : Part.TEST;
        }
    }

    private boolean samePair(int i, int j) {
        return byEnds(sorted[i], sorted[j]) == 0;
    }

    private void sort(IntComparator comparator) {
        IntArrays.parallelQuickSort(sorted, comparator);
    }

    private int bySource(int a, int b) {
        int source = Long.compare(sources[a], sources[b]);
        return source != 0 ? source : byOrder(a, b);
    }

    private int byOrder(int a, int b) {
        int compared = Long.compare(order[a], order[b]);
        return compared != 0 ? compared : byEnds(a, b);
    }

    private int byEnds(int a, int b) {
        int source = Long.compare(sources[a], sources[b]);
        return source != 0 ? source : Long.compare(targets[a], targets[b]);
    }
}
