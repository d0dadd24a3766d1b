package kindred.math;

/**
 * A pseudo-random order of {@code 0..size-1} that takes next to no memory: element {@code i} is computed, by a Feistel network on
 * the next power of four whose values outside the range are encrypted again until they fall inside (Black and Rogaway, CT-RSA 2002).
 * Safe for any number of threads.
 */
public final class Permutation {

    private static final int ROUNDS = 6;

    /** Networks on fewer bits favour some orders. */
    private static final int LEAST_HALF_BITS = 4;

    private final int size;
    private final int halfBits;
    private final int halfMask;
    private final long key;
    private volatile char[] mixtures; // made when elements are first copied, by whichever thread does so

    public Permutation(int size, long key) {
        this.size = size;
        this.halfBits = Math.max(LEAST_HALF_BITS, (33 - Integer.numberOfLeadingZeros(Math.max(1, size - 1))) / 2);
        this.halfMask = (1 << halfBits) - 1;
        this.key = key;
    }

    /** The element at a position of the order. */
    public int at(int position) {
        int value = position;
        do {
            value = encrypt(value);
        } while (isOutside(value));
        return value;
    }

    private int encrypt(int value) {
        int left = value >>> halfBits;
        int right = value & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            int mixed = left ^ mixture(round, right);
            left = right;
            right = mixed;
        }
        return left << halfBits | right;
    }

    private int mixture(int round, int right) {
        return (int) Seeds.scramble(key + right * Seeds.GAMMA + round) & halfMask;
    }

    /**
     * Writes the elements at {@code from..from+count-1} of the order: many times faster than one by one, since what the network mixes in is looked up, and a
     * processor works on several elements at once where what one needs does not depend on another.
     *
     * @param out receives them from its beginning
     * @param scratch as long as there are elements
     */
    public void copy(int from, int count, int[] out, int[] scratch) {
        char[] table = mixtures;
        if (table == null) {
            table = mixtures();
            mixtures = table;
        }
        for (int i = 0; i < count; i++) {
            out[i] = from + i;
            scratch[i] = i;
        }
        for (int outside = count; outside > 0; outside = keepOutside(out, scratch, outside)) {
            for (int i = 0; i < outside; i++) {
                out[scratch[i]] = encrypt(out[scratch[i]], table);
            }
        }
    }

    /** What each round mixes in for each right half. A half has up to 16 bits. */
    private char[] mixtures() {
        char[] table = new char[ROUNDS << halfBits];
        for (int i = 0; i < table.length; i++) {
            table[i] = (char) mixture(i >>> halfBits, i & halfMask);
        }
        return table;
    }

    private int encrypt(int value, char[] table) {
        int left = value >>> halfBits;
        int right = value & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            int mixed = left ^ table[round << halfBits | right];
            left = right;
            right = mixed;
        }
        return left << halfBits | right;
    }

    private int keepOutside(int[] values, int[] positions, int count) {
        int outside = 0;
        for (int j = 0; j < count; j++) {
            positions[outside] = positions[j];
            outside += isOutside(values[positions[j]]) ? 1 : 0;
        }
        return outside;
    }

    /** Values have up to 32 bits, and so no sign. */
    private boolean isOutside(int value) {
        return Integer.compareUnsigned(value, size) >= 0;
    }
}
