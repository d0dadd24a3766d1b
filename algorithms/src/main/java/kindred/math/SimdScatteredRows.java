package kindred.math;

import static kindred.math.SimdRegisters.LANES;
import static kindred.math.SimdRegisters.SPECIES;
import static kindred.math.SimdRegisters.broadcast;
import static kindred.math.SimdRegisters.fold;
import static kindred.math.SimdRegisters.load;

import jdk.incubator.vector.FloatVector;

/** Several rows that lie anywhere, taken together, as in {@link Vectors#scatteredDots}, {@link Vectors#crossUpdates} and {@link Vectors#partialDot}. */
final class SimdScatteredRows {

    private SimdScatteredRows() {}

    static void partialDot(float[] a, int aOffset, float[] b, int bOffset, int length, float[] partials, int slot) {
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = even;
        int i = 0;
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            even = load(a, aOffset + i).fma(load(b, bOffset + i), even);
            odd = load(a, aOffset + i + LANES).fma(load(b, bOffset + i + LANES), odd);
        }
        for (; i <= length - LANES; i += LANES) {
            even = load(a, aOffset + i).fma(load(b, bOffset + i), even);
        }
        even.add(odd).intoArray(partials, slot * LANES);
        for (; i < length; i++) {
            partials[slot * LANES] += a[aOffset + i] * b[bOffset + i];
        }
    }

    static void sumPartials(float[] partials, int count, float[] out, int outOffset) {
        for (int slot = 0; slot < count; slot += LANES) {
            int from = slot * LANES;
            fold(partials, from, LANES);
            load(partials, from).intoArray(out, outOffset + slot);
        }
    }

    /** Eight rows at a time, whose sums are folded together; the last of an incomplete eight is repeated. */
    static void scatteredDots(
            float[] query, float[] rows, int[] offsets, int from, int count, int length, float[] out, float[] scratch) {
        if (LANES != 8 && LANES != 16) {
            for (int i = from; i < from + count; i++) {
                out[i] = SimdRows.dot(query, 0, rows, offsets[i], length);
            }
            return;
        }
        int end = from + count;
        for (int first = from; first < end; first += 8) {
            scatteredEight(query, rows, offsets, first, end - 1, length, scratch);
            fold(scratch, 0, 8);
            int size = Math.min(8, end - first);
            for (int i = 0; i < size; i++) {
                // wide registers hold each sum in two halves
                float sum = LANES == 16 ? scratch[i] + scratch[i + 8] : scratch[i];
                out[first + i] = sum + tail(query, rows, offsets[first + i], length);
            }
        }
    }

    private static float tail(float[] query, float[] rows, int offset, int length) {
        float sum = 0;
        for (int i = SPECIES.loopBound(length); i < length; i++) {
            sum += query[i] * rows[offset + i];
        }
        return sum;
    }

    private static void scatteredEight(
            float[] query, float[] rows, int[] offsets, int first, int last, int length, float[] sums) {
        int o0 = offsets[first];
        int o1 = offsets[Math.min(first + 1, last)];
        int o2 = offsets[Math.min(first + 2, last)];
        int o3 = offsets[Math.min(first + 3, last)];
        int o4 = offsets[Math.min(first + 4, last)];
        int o5 = offsets[Math.min(first + 5, last)];
        int o6 = offsets[Math.min(first + 6, last)];
        int o7 = offsets[Math.min(first + 7, last)];
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int i = 0; i <= length - LANES; i += LANES) {
            FloatVector q = load(query, i);
            s0 = load(rows, o0 + i).fma(q, s0);
            s1 = load(rows, o1 + i).fma(q, s1);
            s2 = load(rows, o2 + i).fma(q, s2);
            s3 = load(rows, o3 + i).fma(q, s3);
            s4 = load(rows, o4 + i).fma(q, s4);
            s5 = load(rows, o5 + i).fma(q, s5);
            s6 = load(rows, o6 + i).fma(q, s6);
            s7 = load(rows, o7 + i).fma(q, s7);
        }
        SimdSmallMatrices.storeEight(s0, s1, s2, s3, s4, s5, s6, s7, sums, 0);
    }

    /** Four rows at a time: the fixed vector and the sum are loaded once for all four. */
    static void crossUpdates(
            float[] gains, float[] fixed, float[] rows, int[] offsets, int from, int count, float[] sum, int length) {
        int end = from + count;
        int row = from;
        for (; row <= end - 4; row += 4) {
            crossUpdateFour(gains, fixed, rows, offsets, row, sum, length);
        }
        for (; row < end; row++) {
            SimdRows.crossUpdate(gains[row], fixed, 0, rows, offsets[row], sum, 0, length);
        }
    }

    private static void crossUpdateFour(
            float[] gains, float[] fixed, float[] rows, int[] offsets, int row, float[] sum, int length) {
        int o0 = offsets[row];
        int o1 = offsets[row + 1];
        int o2 = offsets[row + 2];
        int o3 = offsets[row + 3];
        FloatVector g0 = broadcast(gains[row]);
        FloatVector g1 = broadcast(gains[row + 1]);
        FloatVector g2 = broadcast(gains[row + 2]);
        FloatVector g3 = broadcast(gains[row + 3]);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector f = load(fixed, i);
            FloatVector r0 = load(rows, o0 + i);
            FloatVector r1 = load(rows, o1 + i);
            FloatVector r2 = load(rows, o2 + i);
            FloatVector r3 = load(rows, o3 + i);
            FloatVector even = r2.fma(g2, r0.fma(g0, load(sum, i)));
            r3.fma(g3, r1.fma(g1, even)).intoArray(sum, i);
            f.fma(g0, r0).intoArray(rows, o0 + i);
            f.fma(g1, r1).intoArray(rows, o1 + i);
            f.fma(g2, r2).intoArray(rows, o2 + i);
            f.fma(g3, r3).intoArray(rows, o3 + i);
        }
        for (; i < length; i++) {
            sum[i] += gains[row] * rows[o0 + i]
                    + gains[row + 1] * rows[o1 + i]
                    + gains[row + 2] * rows[o2 + i]
                    + gains[row + 3] * rows[o3 + i];
            rows[o0 + i] += gains[row] * fixed[i];
            rows[o1 + i] += gains[row + 1] * fixed[i];
            rows[o2 + i] += gains[row + 2] * fixed[i];
            rows[o3 + i] += gains[row + 3] * fixed[i];
        }
    }
}
