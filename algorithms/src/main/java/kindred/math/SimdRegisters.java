package kindred.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The registers that all SIMD kernels work in: the widest that the processor has, and how their lanes are summed. */
final class SimdRegisters {

    /** Never wider than the row stride of {@link Vectors#stride}. */
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() <= 16 ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;

    static final int LANES = SPECIES.length();

    /** Each swaps every lane with the one so many lanes away. */
    private static final VectorShuffle<Float> SWAP_1 = swap(1);

    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_8 = swap(8);

    /** The upper lanes of each such pair. */
    private static final VectorMask<Float> UPPER_1 = upper(1);

    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_8 = upper(8);

    private static final VectorShuffle<Float> SWAP_HALVES = swap(LANES / 2);
    private static final VectorMask<Float> UPPER_HALF = upper(LANES / 2);

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) & LANES - 1);
    }

    private static VectorMask<Float> upper(int distance) {
        long lanes = 0;
        for (int lane = 0; lane < LANES; lane++) {
            lanes |= (lane & distance) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(SPECIES, lanes);
    }

    private SimdRegisters() {}

    static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(SPECIES, array, offset);
    }

    static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /**
     * The sum of all lanes, in an order of our own: that of {@code reduceLanes} is unspecified, and from JDK 23 on compiled code takes another
     * than interpreted code, so the same seed would not give the same bits.
     */
    static float sum(FloatVector lanes) {
        FloatVector sum = lanes;
        if (LANES > 8) {
            sum = sum.add(sum.rearrange(SWAP_8));
        }
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(SWAP_4));
        }
        if (LANES > 2) {
            sum = sum.add(sum.rearrange(SWAP_2));
        }
        if (LANES > 1) {
            sum = sum.add(sum.rearrange(SWAP_1));
        }
        return sum.lane(0);
    }

    /** {@link #sum} of two vectors at once, in the same order: that of the first in lane 0, of the second in lane {@code LANES / 2}. */
    static FloatVector sums(FloatVector x, FloatVector y) {
        FloatVector sums = x.blend(y, UPPER_HALF).add(y.blend(x, UPPER_HALF).rearrange(SWAP_HALVES));
        if (LANES > 8) {
            sums = sums.add(sums.rearrange(SWAP_4));
        }
        if (LANES > 4) {
            sums = sums.add(sums.rearrange(SWAP_2));
        }
        if (LANES > 2) {
            sums = sums.add(sums.rearrange(SWAP_1));
        }
        return sums;
    }

    /**
     * Folds vectors of partial sums, one after the other from {@code from} on, into the first: when there are as many as lanes, lane i becomes the
     * complete sum of vector i; when there are half as many, the sum of either half. Much less work than summing each by itself.
     *
     * @param vectors a power of two, at most the number of lanes; the others are overwritten
     */
    static void fold(float[] sums, int from, int vectors) {
        if (vectors > 8) {
            halve(sums, from, 8, UPPER_8, SWAP_8);
        }
        if (vectors > 4) {
            halve(sums, from, 4, UPPER_4, SWAP_4);
        }
        if (vectors > 2) {
            halve(sums, from, 2, UPPER_2, SWAP_2);
        }
        if (vectors > 1) {
            halve(sums, from, 1, UPPER_1, SWAP_1);
        }
    }

    /** Of vectors i and i + half, upper lanes get the sums of the latter, the others those of the former. */
    private static void halve(float[] sums, int from, int half, VectorMask<Float> upper, VectorShuffle<Float> swap) {
        for (int i = from; i < from + half * LANES; i += LANES) {
            FloatVector x = load(sums, i);
            FloatVector y = load(sums, i + half * LANES);
            x.blend(y, upper).add(y.blend(x, upper).rearrange(swap)).intoArray(sums, i);
        }
    }
}
