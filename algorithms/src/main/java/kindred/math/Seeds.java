package kindred.math;

/**
 * Counter-based random numbers: every draw is a pure function of a seed and of what it is drawn for (epoch, block, node, ...),
 * never of the thread that draws it. This is what makes training give the same bits at any concurrency.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Hot loops take a start state from
 * {@link #at} and step it themselves: {@code state += Seeds.GAMMA; long bits = Seeds.scramble(state)}.
 */
public final class Seeds {

    /** The golden-ratio increment of SplitMix64. */
    public static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;

    public Seeds(long seed) {
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }

    /** An independent family of streams for one purpose, so that two uses of the same counters do not coincide. */
    public Seeds fork(String purpose) {
        long hash = seed;
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash, purpose.charAt(i));
        }
        return new Seeds(mix(hash, purpose.length()));
    }

    /** 64 random bits for a counter. */
    public long at(long counter) {
        return mix(seed, counter);
    }

    /** 64 random bits for two counters. */
    public long at(long first, long second) {
        return mix(mix(seed, first), second);
    }

    /** 64 random bits for three counters. */
    public long at(long first, long second, long third) {
        return mix(mix(mix(seed, first), second), third);
    }

    /** Mixes a value into a hash; not symmetric in its arguments. */
    public static long mix(long hash, long value) {
        return scramble(hash + GAMMA + scramble(value + GAMMA) * 0xD6E8FEB86659FD93L);
    }

    /** The finaliser of SplitMix64: a bijection on 64 bits in which every input bit moves every output bit. */
    public static long scramble(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Maps 64 random bits to {@code 0..bound-1} without modulo (Lemire 2019; the bias is below bound / 2^32). */
    public static int bounded(long bits, int bound) {
        return (int) (((bits >>> 32) * bound) >>> 32);
    }

    /** Maps 64 random bits to [0, 1) with 24 bits of resolution. */
    public static float unitFloat(long bits) {
        return (bits >>> 40) * 0x1p-24f;
    }

    /** Maps 64 random bits to [0, 1) with 53 bits of resolution. */
    public static double unitDouble(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }
}
