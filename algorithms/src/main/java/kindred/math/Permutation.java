package kindred.math;

/**
 * A pseudo-random order of {@code 0..size-1} that takes no memory: element {@code i} is computed, by a Feistel network on the
 * next power of four whose values outside the range are encrypted again until they fall inside (Black and Rogaway, CT-RSA 2002).
 */
public final class Permutation {

    private static final int ROUNDS = 6;

    /** Networks on fewer bits favour some orders. */
    private static final int LEAST_HALF_BITS = 4;

    private final int size;
    private final int halfBits;
    private final int halfMask;
    private final long key;

    public Permutation(int size, long key) {
        this.size = size;
        this.halfBits = Math.max(LEAST_HALF_BITS, (33 - Integer.numberOfLeadingZeros(Math.max(1, size - 1))) / 2);
        this.halfMask = (1 << halfBits) - 1;
        this.key = key;
    }

    /** The element at a position of the order. */
    public int at(int position) {
        long value = position;
        do {
            value = encrypt(value);
        } while (value >= size);
        return (int) value;
    }

    private long encrypt(long value) {
        int left = (int) (value >>> halfBits);
        int right = (int) value & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            int mixed = left ^ (int) Seeds.scramble(key + right * Seeds.GAMMA + round) & halfMask;
            left = right;
            right = mixed;
        }
        return (long) left << halfBits | right;
    }
}
