package kindred.evaluate;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kindred.math.Seeds;

/**
 * Pairs of different nodes, each once, in ascending order. Nodes are numbers of rows in an embedding table. Undirected pairs have the lower
 * number first. Immutable.
 */
public final class Links {

    private static final int ATTEMPTS_PER_PAIR = 100;

    private final long[] pairs;

    private Links(long[] pairs) {
        this.pairs = pairs;
    }

    /** Collects pairs; repeated ones count once, those of a node with itself not at all. */
    public static Links of(int[] sources, int[] targets, boolean undirected) {
        return new Links(IntStream.range(0, sources.length)
                .filter(i -> sources[i] != targets[i])
                .mapToLong(i -> pair(sources[i], targets[i], undirected))
                .sorted()
                .distinct()
                .toArray());
    }

    private static long pair(int source, int target, boolean undirected) {
        return undirected && source > target ? (long) target << 32 | source : (long) source << 32 | target;
    }

    public int size() {
        return pairs.length;
    }

    int source(int i) {
        return (int) (pairs[i] >>> 32);
    }

    int target(int i) {
        return (int) pairs[i];
    }

    /** Those that the other does not have. */
    public Links without(Links other) {
        return new Links(Arrays.stream(pairs)
                .filter(pair -> Arrays.binarySearch(other.pairs, pair) < 0)
                .toArray());
    }

    /** Those that stand here or there. */
    public Links with(Links other) {
        return new Links(LongStream.concat(Arrays.stream(pairs), Arrays.stream(other.pairs))
                .sorted()
                .distinct()
                .toArray());
    }

    /** A random choice of so many; all if there are no more. */
    Links sample(int count, Seeds seeds) {
        if (count >= pairs.length) {
            return this;
        }
        long[] shuffled = pairs.clone();
        for (int i = 0; i < count; i++) {
            int j = i + Seeds.bounded(seeds.at(i), shuffled.length - i);
            long chosen = shuffled[j];
            shuffled[j] = shuffled[i];
            shuffled[i] = chosen;
        }
        return new Links(Arrays.stream(shuffled, 0, count).sorted().toArray());
    }

    /**
     * Where the ends of pairs are drawn from.
     *
     * @param sources possible sources, ascending
     * @param targets possible targets, ascending
     */
    public record Ends(int[] sources, int[] targets) {

        /**
         * The ends of relationships. If they are undirected, any node with a relationship may be either end, unless no node is both source
         * and target of some: then, as with users and items, one end stays a source and the other a target.
         */
        public static Ends of(int[] sources, int[] targets, boolean undirected) {
            int[] from = Arrays.stream(sources).sorted().distinct().toArray();
            int[] to = Arrays.stream(targets).sorted().distinct().toArray();
            int[] nodes = IntStream.concat(Arrays.stream(from), Arrays.stream(to))
                    .sorted()
                    .distinct()
                    .toArray();
            boolean apart = nodes.length == from.length + to.length;
            return undirected && !apart ? new Ends(nodes, nodes) : new Ends(from, to);
        }
    }

    /**
     * As many pairs as asked for that do not stand here, drawn at random.
     *
     * @throws IllegalArgumentException if the nodes are so densely linked that hardly another pair can be found
     */
    Links absent(int count, Ends ends, boolean undirected, Seeds seeds) {
        LongOpenHashSet absent = new LongOpenHashSet(count);
        long attempts = ATTEMPTS_PER_PAIR * (long) count;
        for (long i = 0; absent.size() < count; i++) {
            if (i == attempts) {
                throw new IllegalArgumentException(
                        "Only %d of %d pairs of nodes without a relationship were found in %d draws: the graph is too dense to be judged by them."
                                .formatted(absent.size(), count, attempts));
            }
            int source = ends.sources()[Seeds.bounded(seeds.at(i, 0), ends.sources().length)];
            int target = ends.targets()[Seeds.bounded(seeds.at(i, 1), ends.targets().length)];
            long pair = pair(source, target, undirected);
            if (source != target && Arrays.binarySearch(pairs, pair) < 0) {
                absent.add(pair);
            }
        }
        return new Links(Arrays.stream(absent.toLongArray()).sorted().toArray());
    }
}
