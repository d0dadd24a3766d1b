package kindred.math;

import static kindred.math.SimdRegisters.LANES;
import static kindred.math.SimdRegisters.SPECIES;
import static kindred.math.SimdRegisters.load;
import static kindred.math.SimdRegisters.sum;
import static kindred.math.SimdRegisters.sums;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Distances that are no inner products, and steps along their gradients. Elements that do not fill a register are left to
 * {@link ScalarDistances}.
 */
final class SimdDistances {

    private SimdDistances() {}

    static float absoluteDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int i = 0;
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            s0 = s0.add(load(a, aOffset + i).sub(load(b, bOffset + i)).abs());
            s1 = s1.add(load(a, aOffset + i + LANES)
                    .sub(load(b, bOffset + i + LANES))
                    .abs());
        }
        for (; i <= length - LANES; i += LANES) {
            s0 = s0.add(load(a, aOffset + i).sub(load(b, bOffset + i)).abs());
        }
        float sum = sum(s0.add(s1));
        for (; i < length; i++) {
            sum += Math.abs(a[aOffset + i] - b[bOffset + i]);
        }
        return sum;
    }

    static void addSigns(
            float gain,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float[] aSum,
            int aSumOffset,
            float[] bSum,
            int bSumOffset,
            int length) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector up = FloatVector.broadcast(SPECIES, gain);
        FloatVector down = FloatVector.broadcast(SPECIES, -gain);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector x = load(a, aOffset + i);
            FloatVector y = load(b, bOffset + i);
            FloatVector step =
                    zero.blend(up, x.compare(VectorOperators.GT, y)).blend(down, x.compare(VectorOperators.LT, y));
            load(aSum, aSumOffset + i).add(step).intoArray(aSum, aSumOffset + i);
            load(bSum, bSumOffset + i).sub(step).intoArray(bSum, bSumOffset + i);
        }
        ScalarDistances.addSigns(
                gain, a, aOffset + i, b, bOffset + i, aSum, aSumOffset + i, bSum, bSumOffset + i, length - i);
    }

    /** One register at a time: the roots take so long that neither sums nor loads matter. */
    static float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int half) {
        FloatVector lanes = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= half - LANES; i += LANES) {
            FloatVector real = load(a, aOffset + i).sub(load(b, bOffset + i));
            FloatVector imaginary = load(a, aOffset + half + i).sub(load(b, bOffset + half + i));
            lanes = lanes.add(modulus(real, imaginary));
        }
        float sum = sum(lanes);
        for (; i < half; i++) {
            sum += ScalarDistances.modulus(a, aOffset + i, b, bOffset + i, half);
        }
        return sum;
    }

    private static FloatVector modulus(FloatVector real, FloatVector imaginary) {
        return real.fma(real, imaginary.mul(imaginary)).sqrt();
    }

    static void addDirections(
            float gain,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float[] aSum,
            int aSumOffset,
            float[] bSum,
            int bSumOffset,
            int half) {
        FloatVector gains = FloatVector.broadcast(SPECIES, gain);
        FloatVector smallest = FloatVector.broadcast(SPECIES, ScalarDistances.SMALLEST_MODULUS);
        int i = 0;
        for (; i <= half - LANES; i += LANES) {
            FloatVector real = load(a, aOffset + i).sub(load(b, bOffset + i));
            FloatVector imaginary = load(a, aOffset + half + i).sub(load(b, bOffset + half + i));
            FloatVector factor = gains.div(modulus(real, imaginary).max(smallest));
            addOpposed(real.mul(factor), aSum, aSumOffset + i, bSum, bSumOffset + i);
            addOpposed(imaginary.mul(factor), aSum, aSumOffset + half + i, bSum, bSumOffset + half + i);
        }
        ScalarDistances.addDirections(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, half, i);
    }

    private static void addOpposed(FloatVector step, float[] aSum, int aSumOffset, float[] bSum, int bSumOffset) {
        load(aSum, aSumOffset).add(step).intoArray(aSum, aSumOffset);
        load(bSum, bSumOffset).sub(step).intoArray(bSum, bSumOffset);
    }

    /**
     * Two rows at a time, for which each part of the query is loaded once and the sums are finished together. The last of an odd count is taken
     * twice: a loop of its own would be one more thing to inline.
     */
    static void absoluteDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int dimension,
            float[] out,
            int outOffset) {
        for (int row = 0; row < count; row += 2) {
            int next = Math.min(row + 1, count - 1);
            int first = rowsOffset + row * dimension;
            int second = rowsOffset + next * dimension;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            int i = 0;
            for (; i <= dimension - LANES; i += LANES) {
                FloatVector q = load(query, queryOffset + i);
                s0 = s0.add(q.sub(load(rows, first + i)).abs());
                s1 = s1.add(q.sub(load(rows, second + i)).abs());
            }
            FloatVector sums = sums(s0, s1);
            float t0 = sums.lane(0);
            float t1 = sums.lane(LANES / 2);
            for (; i < dimension; i++) {
                float q = query[queryOffset + i];
                t0 += Math.abs(q - rows[first + i]);
                t1 += Math.abs(q - rows[second + i]);
            }
            out[outOffset + row] = t0;
            out[outOffset + next] = t1;
        }
    }

    /** One row at a time, as {@link #modulusDistance} one register. */
    static void modulusDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int half,
            float[] out,
            int outOffset) {
        for (int row = 0; row < count; row++) {
            out[outOffset + row] = modulusDistance(query, queryOffset, rows, rowsOffset + row * 2 * half, half);
        }
    }
}
