package kindred.math;

import static kindred.math.SimdRegisters.LANES;
import static kindred.math.SimdRegisters.SPECIES;
import static kindred.math.SimdRegisters.load;
import static kindred.math.SimdRegisters.sum;

import jdk.incubator.vector.FloatVector;

/**
 * Single vectors and rows that follow one another. What does not fill a register is done element by element: masks cost more than they save at the
 * lengths that embeddings have.
 */
final class SimdRows {

    private SimdRows() {}

    static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= length - 4 * LANES; i += 4 * LANES) {
            s0 = load(a, aOffset + i).fma(load(b, bOffset + i), s0);
            s1 = load(a, aOffset + i + LANES).fma(load(b, bOffset + i + LANES), s1);
            s2 = load(a, aOffset + i + 2 * LANES).fma(load(b, bOffset + i + 2 * LANES), s2);
            s3 = load(a, aOffset + i + 3 * LANES).fma(load(b, bOffset + i + 3 * LANES), s3);
        }
        for (; i <= length - LANES; i += LANES) {
            s0 = load(a, aOffset + i).fma(load(b, bOffset + i), s0);
        }
        float sum = sum(s0.add(s1).add(s2.add(s3)));
        for (; i < length; i++) {
            sum += a[aOffset + i] * b[bOffset + i];
        }
        return sum;
    }

    static float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int i = 0;
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            FloatVector d0 = load(a, aOffset + i).sub(load(b, bOffset + i));
            FloatVector d1 = load(a, aOffset + i + LANES).sub(load(b, bOffset + i + LANES));
            s0 = d0.fma(d0, s0);
            s1 = d1.fma(d1, s1);
        }
        for (; i <= length - LANES; i += LANES) {
            FloatVector d = load(a, aOffset + i).sub(load(b, bOffset + i));
            s0 = d.fma(d, s0);
        }
        float sum = sum(s0.add(s1));
        for (; i < length; i++) {
            float d = a[aOffset + i] - b[bOffset + i];
            sum += d * d;
        }
        return sum;
    }

    static void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            load(x, xOffset + i).fma(factor, load(y, yOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < length; i++) {
            y[yOffset + i] += alpha * x[xOffset + i];
        }
    }

    /**
     * By the registers in which {@link #axpy} and its like will read: a processor can only hand on what it has not written to memory yet to a read of
     * the same place and size.
     */
    static void clear(float[] x, int offset, int length) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            zero.intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] = 0;
        }
    }

    static void addScaled(
            float[] x, int xOffset, float alpha, float[] y, int yOffset, float[] out, int outOffset, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            load(y, yOffset + i).fma(factor, load(x, xOffset + i)).intoArray(out, outOffset + i);
        }
        for (; i < length; i++) {
            out[outOffset + i] = x[xOffset + i] + alpha * y[yOffset + i];
        }
    }

    static void scale(float alpha, float[] x, int offset, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            load(x, offset + i).mul(alpha).intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] *= alpha;
        }
    }

    /** Four rows at a time: each part of the query is loaded once for all four. */
    static void dots(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int dimension,
            float[] out,
            int outOffset) {
        int row = 0;
        for (; row <= count - 4; row += 4) {
            fourDots(query, queryOffset, rows, rowsOffset + row * dimension, dimension, out, outOffset + row);
        }
        for (; row < count; row++) {
            out[outOffset + row] = dot(query, queryOffset, rows, rowsOffset + row * dimension, dimension);
        }
    }

    private static void fourDots(
            float[] query, int queryOffset, float[] rows, int first, int dimension, float[] out, int outOffset) {
        int second = first + dimension;
        int third = second + dimension;
        int fourth = third + dimension;
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= dimension - LANES; i += LANES) {
            FloatVector q = load(query, queryOffset + i);
            s0 = load(rows, first + i).fma(q, s0);
            s1 = load(rows, second + i).fma(q, s1);
            s2 = load(rows, third + i).fma(q, s2);
            s3 = load(rows, fourth + i).fma(q, s3);
        }
        float t0 = sum(s0);
        float t1 = sum(s1);
        float t2 = sum(s2);
        float t3 = sum(s3);
        for (; i < dimension; i++) {
            float q = query[queryOffset + i];
            t0 += q * rows[first + i];
            t1 += q * rows[second + i];
            t2 += q * rows[third + i];
            t3 += q * rows[fourth + i];
        }
        out[outOffset] = t0;
        out[outOffset + 1] = t1;
        out[outOffset + 2] = t2;
        out[outOffset + 3] = t3;
    }

    static void crossUpdate(
            float gain,
            float[] fixed,
            int fixedOffset,
            float[] row,
            int rowOffset,
            float[] sum,
            int sumOffset,
            int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, gain);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector old = load(row, rowOffset + i);
            old.fma(factor, load(sum, sumOffset + i)).intoArray(sum, sumOffset + i);
            load(fixed, fixedOffset + i).fma(factor, old).intoArray(row, rowOffset + i);
        }
        for (; i < length; i++) {
            sum[sumOffset + i] += gain * row[rowOffset + i];
            row[rowOffset + i] += gain * fixed[fixedOffset + i];
        }
    }
}
