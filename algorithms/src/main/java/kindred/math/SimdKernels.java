package kindred.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the Vector API, in the widest registers the processor has. Loaded by name by {@link Vectors}, and only when the
 * JVM was started with the vector module. What does not fill a register is done element by element: masks cost more than they
 * save at the lengths that embeddings have.
 */
final class SimdKernels implements Kernels {

    /** Never wider than the row stride of {@link Vectors#stride}. */
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() <= 16 ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;

    private static final int LANES = SPECIES.length();

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

    @Override
    public String name() {
        return "SIMD, %d floats wide".formatted(LANES);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
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

    @Override
    public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
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

    @Override
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            load(x, xOffset + i).fma(factor, load(y, yOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < length; i++) {
            y[yOffset + i] += alpha * x[xOffset + i];
        }
    }

    @Override
    public void scale(float alpha, float[] x, int offset, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            load(x, offset + i).mul(alpha).intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] *= alpha;
        }
    }

    /** Four rows at a time: each part of the query is loaded once for all four. */
    @Override
    public void dots(
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

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(SPECIES, array, offset);
    }

    /**
     * Tiles of eight right rows by as many left ones as make the results fill a register. Partial sums go through memory to be folded:
     * all in one method is more than the compiler is willing to inline.
     */
    @Override
    public void products(
            float[] left, int leftRows, float[] right, int rightRows, int stride, float[] out, float[] scratch) {
        int row = 0;
        if (rightRows == 8 && LANES == 16) {
            for (; row <= leftRows - 2; row += 2) {
                tileOfSixteen(left, row * stride, right, stride, scratch);
                fold(scratch, 8, UPPER_8, SWAP_8);
                foldEight(scratch, out, row * 8);
            }
        } else if (rightRows == 8 && LANES == 8) {
            for (; row < leftRows; row++) {
                tileOfEight(left, row * stride, right, stride, scratch);
                foldEight(scratch, out, row * 8);
            }
        }
        for (; row < leftRows; row++) {
            dots(left, row * stride, right, 0, rightRows, stride, out, row * rightRows);
        }
    }

    private static void tileOfSixteen(float[] left, int leftOffset, float[] right, int stride, float[] sums) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector b4 = a0;
        FloatVector b5 = a0;
        FloatVector b6 = a0;
        FloatVector b7 = a0;
        for (int i = 0; i < stride; i += LANES) {
            FloatVector a = load(left, leftOffset + i);
            FloatVector b = load(left, leftOffset + stride + i);
            FloatVector r = load(right, i);
            a0 = r.fma(a, a0);
            b0 = r.fma(b, b0);
            r = load(right, stride + i);
            a1 = r.fma(a, a1);
            b1 = r.fma(b, b1);
            r = load(right, 2 * stride + i);
            a2 = r.fma(a, a2);
            b2 = r.fma(b, b2);
            r = load(right, 3 * stride + i);
            a3 = r.fma(a, a3);
            b3 = r.fma(b, b3);
            r = load(right, 4 * stride + i);
            a4 = r.fma(a, a4);
            b4 = r.fma(b, b4);
            r = load(right, 5 * stride + i);
            a5 = r.fma(a, a5);
            b5 = r.fma(b, b5);
            r = load(right, 6 * stride + i);
            a6 = r.fma(a, a6);
            b6 = r.fma(b, b6);
            r = load(right, 7 * stride + i);
            a7 = r.fma(a, a7);
            b7 = r.fma(b, b7);
        }
        storeEight(a0, a1, a2, a3, a4, a5, a6, a7, sums, 0);
        storeEight(b0, b1, b2, b3, b4, b5, b6, b7, sums, 8 * LANES);
    }

    private static void tileOfEight(float[] left, int leftOffset, float[] right, int stride, float[] sums) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int i = 0; i < stride; i += LANES) {
            FloatVector a = load(left, leftOffset + i);
            s0 = load(right, i).fma(a, s0);
            s1 = load(right, stride + i).fma(a, s1);
            s2 = load(right, 2 * stride + i).fma(a, s2);
            s3 = load(right, 3 * stride + i).fma(a, s3);
            s4 = load(right, 4 * stride + i).fma(a, s4);
            s5 = load(right, 5 * stride + i).fma(a, s5);
            s6 = load(right, 6 * stride + i).fma(a, s6);
            s7 = load(right, 7 * stride + i).fma(a, s7);
        }
        storeEight(s0, s1, s2, s3, s4, s5, s6, s7, sums, 0);
    }

    private static void storeEight(
            FloatVector s0,
            FloatVector s1,
            FloatVector s2,
            FloatVector s3,
            FloatVector s4,
            FloatVector s5,
            FloatVector s6,
            FloatVector s7,
            float[] sums,
            int offset) {
        s0.intoArray(sums, offset);
        s1.intoArray(sums, offset + LANES);
        s2.intoArray(sums, offset + 2 * LANES);
        s3.intoArray(sums, offset + 3 * LANES);
        s4.intoArray(sums, offset + 4 * LANES);
        s5.intoArray(sums, offset + 5 * LANES);
        s6.intoArray(sums, offset + 6 * LANES);
        s7.intoArray(sums, offset + 7 * LANES);
    }

    /** Folds eight vectors into the sums of their lanes: of all, or of each half in registers of sixteen. */
    private static void foldEight(float[] sums, float[] out, int outOffset) {
        fold(sums, 4, UPPER_4, SWAP_4);
        fold(sums, 2, UPPER_2, SWAP_2);
        fold(sums, 1, UPPER_1, SWAP_1);
        load(sums, 0).intoArray(out, outOffset);
    }

    /**
     * Halves {@code 2 * half} vectors of partial sums: of vectors i and i + half, upper lanes get the sums of the latter, the others those of
     * the former. When all halvings are through, each lane holds the complete sum of one vector, for much less than summing each by itself.
     */
    private static void fold(float[] sums, int half, VectorMask<Float> upper, VectorShuffle<Float> swap) {
        for (int i = 0; i < half * LANES; i += LANES) {
            FloatVector x = load(sums, i);
            FloatVector y = load(sums, i + half * LANES);
            x.blend(y, upper).add(y.blend(x, upper).rearrange(swap)).intoArray(sums, i);
        }
    }

    @Override
    public void weightedSum(
            float[] weights,
            int weightsOffset,
            int weightsStep,
            float[] rows,
            int count,
            int stride,
            float[] out,
            int outOffset) {
        int row = 0;
        if (count >= 8) {
            eightRows(weights, weightsOffset, weightsStep, rows, 0, stride, out, outOffset, true);
            row = 8;
        } else {
            Arrays.fill(out, outOffset, outOffset + stride, 0);
        }
        for (; row <= count - 8; row += 8) {
            eightRows(
                    weights,
                    weightsOffset + row * weightsStep,
                    weightsStep,
                    rows,
                    row * stride,
                    stride,
                    out,
                    outOffset,
                    false);
        }
        for (; row <= count - 2; row += 2) {
            twoRows(
                    weights[weightsOffset + row * weightsStep],
                    weights[weightsOffset + (row + 1) * weightsStep],
                    rows,
                    row * stride,
                    stride,
                    out,
                    outOffset);
        }
        if (row < count) {
            axpy(weights[weightsOffset + row * weightsStep], rows, row * stride, out, outOffset, stride);
        }
    }

    private static void eightRows(
            float[] weights,
            int at,
            int step,
            float[] rows,
            int first,
            int stride,
            float[] out,
            int outOffset,
            boolean fresh) {
        FloatVector w0 = FloatVector.broadcast(SPECIES, weights[at]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, weights[at + step]);
        FloatVector w2 = FloatVector.broadcast(SPECIES, weights[at + 2 * step]);
        FloatVector w3 = FloatVector.broadcast(SPECIES, weights[at + 3 * step]);
        FloatVector w4 = FloatVector.broadcast(SPECIES, weights[at + 4 * step]);
        FloatVector w5 = FloatVector.broadcast(SPECIES, weights[at + 5 * step]);
        FloatVector w6 = FloatVector.broadcast(SPECIES, weights[at + 6 * step]);
        FloatVector w7 = FloatVector.broadcast(SPECIES, weights[at + 7 * step]);
        for (int i = 0; i < stride; i += LANES) {
            FloatVector even = load(rows, first + i).mul(w0);
            FloatVector odd = load(rows, first + stride + i).mul(w1);
            even = load(rows, first + 2 * stride + i).fma(w2, even);
            odd = load(rows, first + 3 * stride + i).fma(w3, odd);
            even = load(rows, first + 4 * stride + i).fma(w4, even);
            odd = load(rows, first + 5 * stride + i).fma(w5, odd);
            even = load(rows, first + 6 * stride + i).fma(w6, even);
            odd = load(rows, first + 7 * stride + i).fma(w7, odd);
            FloatVector sum = even.add(odd);
            (fresh ? sum : load(out, outOffset + i).add(sum)).intoArray(out, outOffset + i);
        }
    }

    private static void twoRows(
            float first, float second, float[] rows, int offset, int stride, float[] out, int outOffset) {
        FloatVector w0 = FloatVector.broadcast(SPECIES, first);
        FloatVector w1 = FloatVector.broadcast(SPECIES, second);
        for (int i = 0; i < stride; i += LANES) {
            FloatVector sum = load(rows, offset + i).fma(w0, load(out, outOffset + i));
            load(rows, offset + stride + i).fma(w1, sum).intoArray(out, outOffset + i);
        }
    }

    @Override
    public void crossUpdate(
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

    /** Eight rows at a time, whose sums are folded together; the last of an incomplete eight is repeated. */
    @Override
    public void scatteredDots(
            float[] query, float[] rows, int[] offsets, int from, int count, int length, float[] out, float[] scratch) {
        if (LANES != 8 && LANES != 16) {
            for (int i = from; i < from + count; i++) {
                out[i] = dot(query, 0, rows, offsets[i], length);
            }
            return;
        }
        int end = from + count;
        for (int first = from; first < end; first += 8) {
            scatteredEight(query, rows, offsets, first, end - 1, length, scratch);
            foldEight(scratch, scratch, 0);
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
        storeEight(s0, s1, s2, s3, s4, s5, s6, s7, sums, 0);
    }

    /** Four rows at a time: the fixed vector and the sum are loaded once for all four. */
    @Override
    public void crossUpdates(
            float[] gains, float[] fixed, float[] rows, int[] offsets, int from, int count, float[] sum, int length) {
        int end = from + count;
        int row = from;
        for (; row <= end - 4; row += 4) {
            crossUpdateFour(gains, fixed, rows, offsets, row, sum, length);
        }
        for (; row < end; row++) {
            crossUpdate(gains[row], fixed, 0, rows, offsets[row], sum, 0, length);
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

    /** As {@link ScalarKernels#logistic(float)}, a register at a time. */
    @Override
    public void logistic(float[] x, int offset, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector scaled = load(x, offset + i)
                    .max(-ScalarKernels.EXP_LIMIT)
                    .min(ScalarKernels.EXP_LIMIT)
                    .mul(-ScalarKernels.LOG2_E);
            FloatVector shifted = scaled.add(ScalarKernels.ROUNDER);
            FloatVector rest = scaled.sub(shifted.sub(ScalarKernels.ROUNDER));
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, 23)
                    .add(ScalarKernels.ONE_BITS)
                    .reinterpretAsFloats();
            FloatVector fraction = broadcast(ScalarKernels.C6)
                    .fma(rest, broadcast(ScalarKernels.C5))
                    .fma(rest, broadcast(ScalarKernels.C4))
                    .fma(rest, broadcast(ScalarKernels.C3))
                    .fma(rest, broadcast(ScalarKernels.C2))
                    .fma(rest, broadcast(ScalarKernels.C1))
                    .fma(rest, broadcast(1));
            broadcast(1).div(power.fma(fraction, broadcast(1))).intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] = ScalarKernels.logistic(x[offset + i]);
        }
    }

    @Override
    public int panelColumns(int columns) {
        return SimdTile.COLUMNS;
    }

    @Override
    public void tile(
            float[] left,
            int leftOffset,
            float[] right,
            int rightOffset,
            int depth,
            int columns,
            int panel,
            float[] out) {
        SimdTile.multiply(left, leftOffset, right, rightOffset, depth, out);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /**
     * The sum of all lanes, in an order of our own: that of {@code reduceLanes} is unspecified, and from JDK 23 on compiled code takes another
     * than interpreted code, so the same seed would not give the same bits.
     */
    private static float sum(FloatVector lanes) {
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
}
