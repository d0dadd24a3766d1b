package kindred.train;

import kindred.math.AliasTable;

/**
 * Draws negatives, block by block, in proportion to a power of their frequency (Mikolov et al., NIPS 2013, use 3/4).
 *
 * <p>A bucket of a {@link BlockSchedule} may only touch rows of its own second block, so its negatives come from there. Blocks are random
 * samples of all nodes with nearly equal shares of the total, so over a round of the schedule the noise is that of the whole graph, up to the
 * small differences between the blocks' shares. Nodes of frequency zero are never drawn.
 */
public final class NegativeSampler {

    private final AliasTable[] tables;

    public NegativeSampler(BlockSchedule schedule, BlockSchedule.Weights frequencies, double exponent) {
        double[][] weights = new double[schedule.blocks()][];
        for (int block = 0; block < weights.length; block++) {
            weights[block] = new double[schedule.size(block)];
        }
        for (int node = 0; node < schedule.nodeCount(); node++) {
            int code = schedule.code(node);
            long frequency = frequencies.of(node);
            weights[schedule.block(code)][schedule.place(code)] =
                    frequency == 0 ? 0 : Math.pow((double) frequency, exponent);
        }
        tables = new AliasTable[weights.length];
        for (int block = 0; block < weights.length; block++) {
            // the heaviest node of a block comes first; if it was never seen, no pair leads into this block
            tables[block] = weights[block].length > 0 && weights[block][0] > 0 ? new AliasTable(weights[block]) : null;
            weights[block] = null;
        }
    }

    /** Place within the block of a negative, for 64 random bits. */
    public int draw(int block, long bits) {
        return tables[block].sample(bits);
    }

    /** Bytes on the heap for a graph of this size. */
    public static long bytes(long nodeCount) {
        return AliasTable.bytes(nodeCount);
    }
}
