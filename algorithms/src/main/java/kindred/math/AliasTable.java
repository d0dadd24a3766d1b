package kindred.math;

/**
 * Draws from a discrete distribution in constant time: the alias method of Walker (1977) in Vose's construction (1991). Each
 * slot keeps its own outcome with some probability and otherwise yields its alias.
 *
 * <p>Eight bytes per outcome. Immutable; safe for any number of threads.
 */
public final class AliasTable {

    private final long[] slots;

    /**
     * @param weights finite, not negative, not all zero; need not sum to one. An outcome of weight zero is never drawn
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public AliasTable(double[] weights) {
        slots = new long[weights.length];
        if (!new Construction(weights.length).build(weights, weights.length, slots, 0)) {
            throw new IllegalArgumentException(
                    "All %d weights are zero: there is nothing to draw.".formatted(weights.length));
        }
    }

    public int size() {
        return slots.length;
    }

    /** The outcome that belongs to 64 random bits: the upper half chooses the slot, the lower half between its two outcomes. */
    public int sample(long bits) {
        int slot = Seeds.bounded(bits, slots.length);
        return outcome(slots[slot], slot, bits);
    }

    /** The outcome of a slot of a table that lies in someone else's array. */
    public static int outcome(long slotContent, int slot, long bits) {
        float keep = Float.intBitsToFloat((int) (slotContent >>> 32));
        return (bits >>> 8 & 0xFFFFFF) * 0x1p-24f < keep ? slot : (int) slotContent;
    }

    /** Bytes on the heap of a table of this size. */
    public static long bytes(long size) {
        return 8 * size;
    }

    /** Builds tables into arrays of others, reusing its scratch space: one per thread. */
    public static final class Construction {

        private final double[] scaled;
        private final int[] small;
        private final int[] large;

        /** @param largest size of the largest table to be built */
        public Construction(int largest) {
            scaled = new double[largest];
            small = new int[largest];
            large = new int[largest];
        }

        /**
         * Writes the slots of a table to {@code slots[offset .. offset + size)}.
         *
         * @return false, with nothing written, if all weights are zero
         */
        public boolean build(double[] weights, int size, long[] slots, int offset) {
            double sum = 0;
            int heaviest = 0;
            for (int i = 0; i < size; i++) {
                sum += weights[i];
                heaviest = weights[i] > weights[heaviest] ? i : heaviest;
            }
            if (!(sum > 0)) {
                return false;
            }
            int smallCount = 0;
            int largeCount = 0;
            for (int i = 0; i < size; i++) {
                scaled[i] = weights[i] / sum * size;
                if (scaled[i] < 1) {
                    small[smallCount++] = i;
                } else {
                    large[largeCount++] = i;
                }
            }
            while (smallCount > 0 && largeCount > 0) {
                int less = small[--smallCount];
                int more = large[largeCount - 1];
                slots[offset + less] = slot(scaled[less], more);
                scaled[more] -= 1 - scaled[less];
                if (scaled[more] < 1) {
                    largeCount--;
                    small[smallCount++] = more;
                }
            }
            // what rounding left over is full, except that a weight of zero must stay one
            while (largeCount > 0) {
                int full = large[--largeCount];
                slots[offset + full] = slot(1, full);
            }
            while (smallCount > 0) {
                int full = small[--smallCount];
                slots[offset + full] = weights[full] > 0 ? slot(1, full) : slot(0, heaviest);
            }
            return true;
        }

        private static long slot(double keep, int alias) {
            return (long) Float.floatToRawIntBits((float) keep) << 32 | alias;
        }
    }
}
