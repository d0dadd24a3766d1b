package kindred.train;

import java.util.Arrays;
import kindred.graph.Walks;
import kindred.math.Seeds;

/**
 * Turns walks into pairs for training, a bounded number of walks at a time: takes the walks, leaves out some of the visits to frequent nodes,
 * slides a window over the rest, and sorts the pairs into buckets.
 *
 * <p>The work is cut into a fixed number of shards of consecutive walks, which threads share. Each shard first counts its pairs per bucket, then
 * writes them to a place of its own, so the order of pairs within a bucket is always that of the walks.
 */
final class Episodes {

    private static final int SHARDS = 32;

    private final Walks walks;
    private final BlockSchedule schedule;
    private final int window;
    private final boolean splitsByContext;
    private final int buckets;
    private final float[] keep;
    private final Seeds windowSeeds;
    private final Seeds keepSeeds;
    private final int[] codes;
    private final int[] lengths;
    private final int[] next;
    private final int[] starts;
    private long[] pairs = new long[0];

    /** @param keep share of its visits to be kept, per code; null keeps all */
    Episodes(
            Walks walks,
            BlockSchedule schedule,
            int window,
            boolean splitsByContext,
            float[] keep,
            int largest,
            Seeds seeds) {
        this.walks = walks;
        this.schedule = schedule;
        this.window = window;
        this.splitsByContext = splitsByContext;
        this.buckets = splitsByContext ? schedule.blocks() * schedule.blocks() : schedule.blocks();
        this.keep = keep;
        this.windowSeeds = seeds.fork("windows");
        this.keepSeeds = seeds.fork("subsampling");
        this.codes = new int[largest * walks.length()];
        this.lengths = new int[largest];
        this.next = new int[SHARDS * buckets];
        this.starts = new int[buckets + 1];
    }

    long[] pairs() {
        return pairs;
    }

    /** Number of pairs. */
    int size() {
        return starts[buckets];
    }

    /** Position of the first pair of the bucket of two blocks. */
    int start(int firstBlock, int secondBlock) {
        return starts[bucket(firstBlock, secondBlock)];
    }

    /** One past the position of the last pair of the bucket of two blocks. */
    int end(int firstBlock, int secondBlock) {
        return starts[bucket(firstBlock, secondBlock) + 1];
    }

    private int bucket(int firstBlock, int secondBlock) {
        return splitsByContext ? firstBlock * schedule.blocks() + secondBlock : firstBlock;
    }

    /** Replaces the pairs by those of the walks {@code first .. first + count}. */
    void fill(long first, int count, TrainingRun run) {
        run.parallel(SHARDS, shard -> {
            int from = (int) ((long) count * shard / SHARDS);
            int to = (int) ((long) count * (shard + 1) / SHARDS);
            take(first, from, to);
            Arrays.fill(next, shard * buckets, (shard + 1) * buckets, 0);
            pair(first, from, to, shard * buckets, false);
        });
        int total = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            starts[bucket] = total;
            for (int shard = 0; shard < SHARDS; shard++) {
                int size = next[shard * buckets + bucket];
                next[shard * buckets + bucket] = total;
                total = Math.addExact(total, size);
            }
        }
        starts[buckets] = total;
        if (pairs.length < total) {
            pairs = new long[total + total / 16];
        }
        run.parallel(SHARDS, shard -> {
            int from = (int) ((long) count * shard / SHARDS);
            int to = (int) ((long) count * (shard + 1) / SHARDS);
            pair(first, from, to, shard * buckets, true);
        });
    }

    private void take(long first, int from, int to) {
        for (int walk = from; walk < to; walk++) {
            int offset = walk * walks.length();
            int length = walks.walk(first + walk, codes, offset);
            long state = keepSeeds.at(first + walk);
            int kept = 0;
            for (int i = offset; i < offset + length; i++) {
                int node = codes[i];
                if (keep == null || Seeds.unitFloat(Seeds.scramble(state += Seeds.GAMMA)) < keep[node]) {
                    codes[offset + kept++] = schedule.code(node);
                }
            }
            lengths[walk] = kept;
        }
    }

    /** Counts the pairs of some walks per bucket, or writes them. */
    private void pair(long first, int from, int to, int shardStart, boolean write) {
        for (int walk = from; walk < to; walk++) {
            int begin = walk * walks.length();
            int end = begin + lengths[walk];
            long state = windowSeeds.at(first + walk);
            for (int i = begin; i < end; i++) {
                int reach = 1 + Seeds.bounded(Seeds.scramble(state += Seeds.GAMMA), window);
                int low = Math.max(begin, i - reach);
                int high = Math.min(end - 1, i + reach);
                if (write) {
                    write(i, low, high, shardStart);
                } else {
                    count(i, low, high, shardStart);
                }
            }
        }
    }

    private void count(int centre, int low, int high, int shardStart) {
        int row = shardStart + bucket(schedule.block(codes[centre]), 0);
        if (!splitsByContext) {
            next[row] += high - low;
            return;
        }
        for (int i = low; i <= high; i++) {
            if (i != centre) {
                next[row + schedule.block(codes[i])]++;
            }
        }
    }

    private void write(int centre, int low, int high, int shardStart) {
        int row = shardStart + bucket(schedule.block(codes[centre]), 0);
        long upper = (long) schedule.place(codes[centre]) << 32;
        for (int i = low; i <= high; i++) {
            if (i != centre) {
                int bucket = splitsByContext ? row + schedule.block(codes[i]) : row;
                pairs[next[bucket]++] = upper | codes[i];
            }
        }
    }

    /** Walks in dead ends and nodes that are left out make for fewer pairs than the most. */
    static MemoryEstimate estimate(long heldWalks, int walkLength, int window) {
        long pairs = heldWalks * walkLength * Math.min(window + 1, walkLength);
        return MemoryEstimate.sum(
                "walks and pairs in training",
                MemoryEstimate.of("walks", 4 * heldWalks * (walkLength + 1L)),
                MemoryEstimate.of("pairs", pairs, 8 * (pairs + pairs / 16)));
    }

    /** The share of a node's visits that GDS keeps: that of word2vec's code, with frequencies relative to all visits. */
    static double keepShare(double frequency, double factor) {
        return (Math.sqrt(frequency / factor) + 1) * (factor / frequency);
    }
}
