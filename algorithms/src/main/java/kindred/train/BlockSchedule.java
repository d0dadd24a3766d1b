package kindred.train;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;

/**
 * Lets several threads train two embedding tables without locks, races, or any influence of the number of threads on the result:
 * the scheme of GraphVite (Zhu et al., WWW 2019) and PyTorch-BigGraph (Lerer et al., MLSys 2019).
 *
 * <p>Nodes are dealt to P blocks at random; a pair of nodes belongs to the bucket (block of the first, block of the second). Buckets
 * without a common first or second block touch different rows of both tables and may be trained at the same time. A bucket waits only for
 * the bucket before it in its row and the one before it in its column of the grid, so that the order in which any row of a table is
 * updated is always the same, and threads need not wait for one another at the end of every diagonal.
 *
 * <p>Blocks are dealt by weight: of every P nodes that follow one another in descending weight each block gets one. Blocks are thus random
 * samples of equal size, nearly equal total weight, and the same distribution of weights. Within a table, the rows of a block lie together,
 * heaviest first, while training runs.
 */
public final class BlockSchedule {

    private static final int ROWS_PER_TASK = 1024;
    private static final int SPINS = 256;
    private static final long LONG_WAIT_NANOS = 20_000;

    private final int blocks;
    private final int bits;
    private final int mask;
    private final int[] codes;
    private final int[] starts;

    /** A bucket's work. */
    @FunctionalInterface
    public interface Bucket {
        void train(int firstBlock, int secondBlock);
    }

    /**
     * @param weights how often each node is touched
     * @param blocks P, which must not depend on the number of threads
     */
    public BlockSchedule(Weights weights, int nodeCount, int blocks, Seeds seeds) {
        this.blocks = blocks;
        int largestBlock = (nodeCount + blocks - 1) / blocks;
        this.bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, largestBlock - 1));
        this.mask = (1 << bits) - 1;
        this.codes = new int[nodeCount];
        this.starts = new int[blocks + 1];
        deal(order(weights, nodeCount, seeds), seeds.fork("deal"));
    }

    /** A weight per node. */
    @FunctionalInterface
    public interface Weights {
        long of(int node);
    }

    /**
     * How many blocks suit a graph: one for tiny ones; otherwise enough for several threads to find work, and few enough for the buckets
     * to stay long.
     */
    public static int blocksFor(long nodeCount) {
        return nodeCount < 256 ? 1 : nodeCount < 1_000_000 ? 8 : 16;
    }

    private static int[] order(Weights weights, int nodeCount, Seeds seeds) {
        int[] order = new int[nodeCount];
        for (int node = 0; node < nodeCount; node++) {
            order[node] = node;
        }
        IntArrays.quickSort(order, (a, b) -> {
            int byWeight = Long.compare(weights.of(b), weights.of(a));
            int byChance = byWeight != 0 ? byWeight : Long.compare(seeds.at(a), seeds.at(b));
            return byChance != 0 ? byChance : Integer.compare(a, b);
        });
        return order;
    }

    private void deal(int[] order, Seeds seeds) {
        int[] hand = new int[blocks];
        for (int from = 0; from < order.length; from += blocks) {
            int size = Math.min(blocks, order.length - from);
            shuffle(hand, seeds.at(from));
            for (int i = 0; i < size; i++) {
                codes[order[from + i]] = hand[i] << bits | from / blocks;
                starts[hand[i] + 1]++;
            }
        }
        for (int block = 0; block < blocks; block++) {
            starts[block + 1] += starts[block];
        }
    }

    private static void shuffle(int[] hand, long seed) {
        long state = seed;
        for (int i = 0; i < hand.length; i++) {
            int j = Seeds.bounded(Seeds.scramble(state += Seeds.GAMMA), i + 1);
            hand[i] = hand[j];
            hand[j] = i;
        }
    }

    public int blocks() {
        return blocks;
    }

    public int nodeCount() {
        return codes.length;
    }

    /** Block and place within the block of a node, in one number. */
    public int code(int node) {
        return codes[node];
    }

    public int block(int code) {
        return code >>> bits;
    }

    /** Place within its block of the node with this code; 0 is the heaviest. */
    public int place(int code) {
        return code & mask;
    }

    /** First row of a block. */
    public int start(int block) {
        return starts[block];
    }

    public int size(int block) {
        return starts[block + 1] - starts[block];
    }

    /** Row of a node in a table that is being trained. */
    public int row(int node) {
        int code = codes[node];
        return starts[code >>> bits] + (code & mask);
    }

    /** A table for training, a row per node, with values between {@code -bound} and {@code bound} that depend on seed and node. */
    EmbeddingTable randomTable(int dimension, float bound, Seeds seeds, TrainingRun run) {
        EmbeddingTable table = new EmbeddingTable(codes.length, dimension);
        run.parallel((codes.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK, task -> {
            for (int node = task * ROWS_PER_TASK; node < Math.min(codes.length, (task + 1) * ROWS_PER_TASK); node++) {
                float[] page = table.page(row(node));
                int offset = table.offset(row(node));
                long state = seeds.at(node);
                for (int i = offset; i < offset + dimension; i++) {
                    page[i] = bound * (2 * Seeds.unitFloat(Seeds.scramble(state += Seeds.GAMMA)) - 1);
                }
            }
        });
        return table;
    }

    /** The node of every row. */
    int[] nodesByRow() {
        int[] nodes = new int[codes.length];
        for (int node = 0; node < codes.length; node++) {
            nodes[row(node)] = node;
        }
        return nodes;
    }

    /** Trains every bucket once, on all threads of the run. For two tables: one for the first blocks, one for the second. */
    public void run(TrainingRun run, Bucket bucket) {
        AtomicIntegerArray done = new AtomicIntegerArray(blocks * blocks);
        AtomicBoolean failed = new AtomicBoolean();
        run.parallel(blocks * blocks, task -> {
            int round = task / blocks;
            int first = task % blocks;
            boolean free = round == 0
                    || await(done, task - blocks, failed, run)
                            && await(done, (round - 1) * blocks + (first + 1) % blocks, failed, run);
            if (free) {
                train(bucket, first, (first + round) % blocks, failed);
                done.set(task, 1);
            }
        });
    }

    /**
     * Trains every bucket once, on all threads of the run, when both blocks of a bucket stand in one and the same table. In round r the
     * blocks i and r - i (modulo P) meet, which pairs off all blocks, each pair once in P rounds; whoever has a pair trains both of
     * its buckets.
     */
    public void runInOneTable(TrainingRun run, Bucket bucket) {
        int[] meetings = meetings();
        AtomicIntegerArray done = new AtomicIntegerArray(blocks * blocks);
        AtomicBoolean failed = new AtomicBoolean();
        run.parallel(meetings.length, task -> {
            int first = meetings[task] / blocks;
            int second = meetings[task] % blocks;
            int round = (first + second) % blocks;
            boolean free = round == 0
                    || await(done, meeting(first, round - 1), failed, run)
                            && await(done, meeting(second, round - 1), failed, run);
            if (free) {
                train(bucket, first, second, failed);
                if (first != second) {
                    train(bucket, second, first, failed);
                }
                done.set(meetings[task], 1);
            }
        });
    }

    /** All pairs of blocks, round by round. */
    private int[] meetings() {
        int[] meetings = new int[blocks * (blocks + 1) / 2];
        int next = 0;
        for (int round = 0; round < blocks; round++) {
            for (int block = 0; block < blocks; block++) {
                if (meeting(block, round) / blocks == block) {
                    meetings[next++] = meeting(block, round);
                }
            }
        }
        return meetings;
    }

    /** The pair that a block belongs to in a round, the lower block first, in one number. */
    private int meeting(int block, int round) {
        int other = Math.floorMod(round - block, blocks);
        return Math.min(block, other) * blocks + Math.max(block, other);
    }

    private static void train(Bucket bucket, int first, int second, AtomicBoolean failed) {
        try {
            bucket.train(first, second);
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    /** Waits for a bucket that another thread has begun; false if that will never end because some bucket failed. */
    private static boolean await(AtomicIntegerArray done, int task, AtomicBoolean failed, TrainingRun run) {
        for (int spins = 0; done.get(task) == 0; spins++) {
            if (failed.get()) {
                return false;
            }
            if (spins > SPINS) {
                run.checkCancelled();
                LockSupport.parkNanos(LONG_WAIT_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
        return true;
    }

    /** Moves the rows of a trained table to the numbers of their nodes, in place. */
    public void restoreOrder(EmbeddingTable table) {
        int dimension = table.dimension();
        float[] first = new float[dimension];
        BitSet moved = new BitSet(codes.length);
        for (int node = 0; node < codes.length; node++) {
            if (moved.get(node)) {
                continue;
            }
            System.arraycopy(table.page(node), table.offset(node), first, 0, dimension);
            int gap = node;
            moved.set(gap);
            for (int source = row(gap); source != node; source = row(gap)) {
                table.setRow(gap, table.page(source), table.offset(source));
                gap = source;
                moved.set(gap);
            }
            table.setRow(gap, first, 0);
        }
    }

    /** Bytes on the heap for a graph of this size, when both tables and the order are built. */
    public static long bytes(long nodeCount) {
        return 4 * nodeCount + nodeCount / 8;
    }
}
