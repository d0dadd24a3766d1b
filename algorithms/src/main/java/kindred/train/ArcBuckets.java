package kindred.train;

import kindred.graph.Csr;
import kindred.math.AliasTable;
import kindred.math.Seeds;

/**
 * The arcs of a graph, sorted into the buckets of a {@link BlockSchedule}, to be drawn in proportion to weight by one alias table per bucket.
 *
 * <p>Draws from a bucket are stratified: the slots of its table are cut into as many equal strata as there are draws, and each draw takes a
 * random slot of its stratum. Every arc is drawn as often as by independent draws, in expectation, with less variance; and as slots are
 * sorted by source, equal sources follow one another. Eight bytes an arc, sixteen in a weighted graph. Arcs of weight zero are left out.
 */
final class ArcBuckets {

    private final Csr arcs;
    private final BlockSchedule schedule;
    private final int blocks;
    private final long[][] pairs;
    private final long[][] slots;
    private final double[] weights;

    ArcBuckets(Csr arcs, BlockSchedule schedule, TrainingRun run) {
        this.arcs = arcs;
        this.schedule = schedule;
        this.blocks = schedule.blocks();
        this.pairs = new long[blocks * blocks][];
        this.slots = arcs.isWeighted() ? new long[blocks * blocks][] : null;
        this.weights = new double[blocks * blocks];
        int[] nodes = schedule.nodesByRow();
        run.parallel(blocks, block -> sort(block, nodes));
        run.parallel(blocks * blocks, this::weigh);
    }

    private void sort(int block, int[] nodes) {
        int[] next = new int[blocks];
        for (int row = schedule.start(block); row < schedule.start(block + 1); row++) {
            for (long arc = arcs.first(nodes[row]); arc < arcs.end(nodes[row]); arc++) {
                if (arcs.weight(arc) > 0) {
                    int second = schedule.block(schedule.code(arcs.target(arc)));
                    next[second] = Math.incrementExact(next[second]);
                }
            }
        }
        for (int second = 0; second < blocks; second++) {
            allocate(block * blocks + second, next[second]);
            next[second] = 0;
        }
        for (int row = schedule.start(block); row < schedule.start(block + 1); row++) {
            long upper = (long) (row - schedule.start(block)) << 32;
            for (long arc = arcs.first(nodes[row]); arc < arcs.end(nodes[row]); arc++) {
                if (arcs.weight(arc) > 0) {
                    int code = schedule.code(arcs.target(arc));
                    int second = schedule.block(code);
                    put(block * blocks + second, next[second]++, upper | code, arcs.weight(arc));
                }
            }
        }
    }

    private void allocate(int bucket, int size) {
        pairs[bucket] = new long[size];
        if (slots != null) {
            slots[bucket] = new long[size];
        }
    }

    /** Until the alias table is built, its array keeps the weights. */
    private void put(int bucket, int position, long pair, float weight) {
        pairs[bucket][position] = pair;
        if (slots != null) {
            slots[bucket][position] = Double.doubleToRawLongBits(weight);
        }
    }

    private void weigh(int bucket) {
        int size = pairs[bucket].length;
        if (slots == null) {
            weights[bucket] = size;
            return;
        }
        double[] own = new double[size];
        for (int i = 0; i < size; i++) {
            own[i] = Double.longBitsToDouble(slots[bucket][i]);
            weights[bucket] += own[i];
        }
        if (size > 0) {
            new AliasTable.Construction(size).build(own, size, slots[bucket], 0);
        }
    }

    /** Sum of the weights of a bucket's arcs; their number in an unweighted graph. */
    double weight(int firstBlock, int secondBlock) {
        return weights[firstBlock * blocks + secondBlock];
    }

    /** Sum of all weights. */
    double weight() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /**
     * Draws some of a bucket's arcs, written as {@link Objective#train} takes them.
     *
     * @param from number of the first draw
     * @param to one past that of the last
     * @param count number of all draws that cover the bucket once
     */
    void draw(int firstBlock, int secondBlock, int from, int to, int count, long seed, long[] into) {
        long[] own = pairs[firstBlock * blocks + secondBlock];
        long[] table = slots == null ? null : slots[firstBlock * blocks + secondBlock];
        double stratum = own.length / (double) count;
        for (int draw = from; draw < to; draw++) {
            long bits = Seeds.scramble(seed + (draw + 1) * Seeds.GAMMA);
            int slot = Math.min(own.length - 1, (int) ((draw + Seeds.unitFloat(bits)) * stratum));
            into[draw - from] = own[table == null ? slot : AliasTable.outcome(table[slot], slot, bits)];
        }
    }

    /** Bytes on the heap, and what building takes at most beside them. */
    static MemoryEstimate estimate(long nodeCount, long arcCount, boolean weighted) {
        long held = arcCount * (weighted ? 16 : 8);
        return MemoryEstimate.of("arcs by bucket", held, held + 4 * nodeCount);
    }
}
