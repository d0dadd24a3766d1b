package kindred.math;

import static kindred.math.ScalarExponentials.C1;
import static kindred.math.ScalarExponentials.C2;
import static kindred.math.ScalarExponentials.C3;
import static kindred.math.ScalarExponentials.C4;
import static kindred.math.ScalarExponentials.C5;
import static kindred.math.ScalarExponentials.C6;
import static kindred.math.ScalarExponentials.E2;
import static kindred.math.ScalarExponentials.E3;
import static kindred.math.ScalarExponentials.E4;
import static kindred.math.ScalarExponentials.E5;
import static kindred.math.ScalarExponentials.E6;
import static kindred.math.ScalarExponentials.EXP_LIMIT;
import static kindred.math.ScalarExponentials.LN_2_HIGH;
import static kindred.math.ScalarExponentials.LN_2_LOW;
import static kindred.math.ScalarExponentials.LOG2_E;
import static kindred.math.ScalarExponentials.LOGISTIC_LIMIT;
import static kindred.math.ScalarExponentials.ONE_BITS;
import static kindred.math.ScalarExponentials.ROUNDER;
import static kindred.math.SimdRegisters.LANES;
import static kindred.math.SimdRegisters.SPECIES;
import static kindred.math.SimdRegisters.load;
import static kindred.math.SimdRegisters.sum;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The logistic function, and what softmax needs: the largest element, and exponentials with their sum. Constants are broadcast once, before the
 * loops, by the Vector API itself: a method of ours that runs seldom is not inlined, and what it returns, or what comes from it, stays on the heap.
 */
final class SimdExponentials {

    private SimdExponentials() {}

    /**
     * As {@link ScalarExponentials#logistic(float)}, two registers at a time. That also makes the method too long to be inlined: as a part of a
     * long caller it would use up what the compiler is willing to inline, and be left with vectors on the heap.
     */
    static void logistic(float[] x, int offset, int length) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector limit = FloatVector.broadcast(SPECIES, LOGISTIC_LIMIT);
        FloatVector rounder = FloatVector.broadcast(SPECIES, ROUNDER);
        FloatVector scale = FloatVector.broadcast(SPECIES, -LOG2_E);
        FloatVector c1 = FloatVector.broadcast(SPECIES, C1);
        FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
        FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
        FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
        FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
        FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
        FloatVector least = limit.neg();
        int i = offset;
        int end = offset + length;
        for (; i <= end - 2 * LANES; i += 2 * LANES) {
            FloatVector scaled0 = load(x, i).max(least).min(limit).mul(scale);
            FloatVector scaled1 = load(x, i + LANES).max(least).min(limit).mul(scale);
            FloatVector shifted0 = scaled0.add(rounder);
            FloatVector shifted1 = scaled1.add(rounder);
            FloatVector rest0 = scaled0.sub(shifted0.sub(rounder));
            FloatVector rest1 = scaled1.sub(shifted1.sub(rounder));
            FloatVector fraction0 = c6.fma(rest0, c5)
                    .fma(rest0, c4)
                    .fma(rest0, c3)
                    .fma(rest0, c2)
                    .fma(rest0, c1)
                    .fma(rest0, one);
            FloatVector fraction1 = c6.fma(rest1, c5)
                    .fma(rest1, c4)
                    .fma(rest1, c3)
                    .fma(rest1, c2)
                    .fma(rest1, c1)
                    .fma(rest1, one);
            one.div(power(shifted0).fma(fraction0, one)).intoArray(x, i);
            one.div(power(shifted1).fma(fraction1, one)).intoArray(x, i + LANES);
        }
        for (; i < end; i++) {
            x[i] = ScalarExponentials.logistic(x[i]);
        }
    }

    /** Two to the whole numbers in the low bits. */
    private static FloatVector power(FloatVector shifted) {
        return shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(ONE_BITS)
                .reinterpretAsFloats();
    }

    /** The largest lane is the same in any order, so that, unlike a sum, it may be taken in the machine's. */
    static float max(float[] x, int offset, int length) {
        FloatVector m0 = FloatVector.broadcast(SPECIES, x[offset]);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int i = offset;
        int end = offset + length;
        for (; i <= end - 4 * LANES; i += 4 * LANES) {
            m0 = m0.max(load(x, i));
            m1 = m1.max(load(x, i + LANES));
            m2 = m2.max(load(x, i + 2 * LANES));
            m3 = m3.max(load(x, i + 3 * LANES));
        }
        for (; i <= end - LANES; i += LANES) {
            m0 = m0.max(load(x, i));
        }
        float max = m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
        for (; i < end; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /**
     * As {@link ScalarExponentials#exp}. One register at a time: what follows one another is independent up to the sum, so that the processor works
     * on several anyway, and twice the code, with the sum, is more than the compiler is willing to inline.
     */
    static float expSum(float[] x, int offset, int length, float shift) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector shifts = FloatVector.broadcast(SPECIES, shift);
        FloatVector limit = FloatVector.broadcast(SPECIES, EXP_LIMIT);
        FloatVector least = limit.neg();
        FloatVector scale = FloatVector.broadcast(SPECIES, LOG2_E);
        FloatVector rounder = FloatVector.broadcast(SPECIES, ROUNDER);
        FloatVector high = FloatVector.broadcast(SPECIES, -LN_2_HIGH);
        FloatVector low = FloatVector.broadcast(SPECIES, -LN_2_LOW);
        FloatVector e2 = FloatVector.broadcast(SPECIES, E2);
        FloatVector e3 = FloatVector.broadcast(SPECIES, E3);
        FloatVector e4 = FloatVector.broadcast(SPECIES, E4);
        FloatVector e5 = FloatVector.broadcast(SPECIES, E5);
        FloatVector e6 = FloatVector.broadcast(SPECIES, E6);
        FloatVector lanes = FloatVector.zero(SPECIES);
        int i = offset;
        int end = offset + length;
        for (; i <= end - LANES; i += LANES) {
            FloatVector limited = load(x, i).sub(shifts).max(least).min(limit);
            FloatVector shifted = limited.fma(scale, rounder);
            FloatVector whole = shifted.sub(rounder);
            FloatVector rest = whole.fma(low, whole.fma(high, limited));
            FloatVector fraction = e6.fma(rest, e5)
                    .fma(rest, e4)
                    .fma(rest, e3)
                    .fma(rest, e2)
                    .fma(rest, one)
                    .fma(rest, one);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, 23)
                    .add(ONE_BITS)
                    .reinterpretAsFloats();
            FloatVector exp = power.mul(fraction);
            exp.intoArray(x, i);
            lanes = lanes.add(exp);
        }
        return sum(lanes) + ScalarExponentials.expSum(x, i, end - i, shift);
    }
}
