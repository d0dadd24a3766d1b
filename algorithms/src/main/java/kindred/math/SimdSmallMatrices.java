package kindred.math;

import static kindred.math.SimdRegisters.LANES;
import static kindred.math.SimdRegisters.SPECIES;
import static kindred.math.SimdRegisters.broadcast;
import static kindred.math.SimdRegisters.fold;
import static kindred.math.SimdRegisters.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Products of small matrices with eight rows, as in {@link Vectors#products} and {@link Vectors#crossSums}. */
final class SimdSmallMatrices {

    private SimdSmallMatrices() {}

    /**
     * Tiles of eight right rows by as many left ones as make the results fill a register. Partial sums go through memory to be folded:
     * all in one method is more than the compiler is willing to inline.
     */
    static void products(
            float[] left, int leftRows, float[] right, int rightRows, int stride, float[] out, float[] scratch) {
        int row = 0;
        if (rightRows == 8 && LANES == 16) {
            for (; row <= leftRows - 2; row += 2) {
                tileOfSixteen(left, row * stride, right, stride, scratch);
                fold(scratch, 0, LANES);
                load(scratch, 0).intoArray(out, row * 8);
            }
        } else if (rightRows == 8 && LANES == 8) {
            for (; row < leftRows; row++) {
                tileOfEight(left, row * stride, right, stride, scratch);
                fold(scratch, 0, LANES);
                load(scratch, 0).intoArray(out, row * 8);
            }
        }
        for (; row < leftRows; row++) {
            SimdRows.dots(left, row * stride, right, 0, rightRows, stride, out, row * rightRows);
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

    static void storeEight(
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

    /** All in registers where there are 32 of them; otherwise one sum after the other. */
    static void crossSums(
            float[] weights,
            float[] left,
            int leftRows,
            float[] right,
            int stride,
            float[] leftSums,
            float[] rightSums) {
        if (LANES == 16) {
            for (int column = 0; column < stride; column += LANES) {
                crossSumsOfColumn(weights, left, leftRows, right, stride, leftSums, rightSums, column);
            }
            return;
        }
        for (int i = 0; i < leftRows; i++) {
            weightedSum(weights, i * 8, 1, right, 8, stride, leftSums, i * stride);
        }
        for (int j = 0; j < 8; j++) {
            weightedSum(weights, j, 8, left, leftRows, stride, rightSums, j * stride);
        }
    }

    private static void crossSumsOfColumn(
            float[] weights,
            float[] left,
            int leftRows,
            float[] right,
            int stride,
            float[] leftSums,
            float[] rightSums,
            int column) {
        FloatVector r0 = load(right, column);
        FloatVector r1 = load(right, column + stride);
        FloatVector r2 = load(right, column + 2 * stride);
        FloatVector r3 = load(right, column + 3 * stride);
        FloatVector r4 = load(right, column + 4 * stride);
        FloatVector r5 = load(right, column + 5 * stride);
        FloatVector r6 = load(right, column + 6 * stride);
        FloatVector r7 = load(right, column + 7 * stride);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int i = 0; i < leftRows; i++) {
            int at = i * stride + column;
            FloatVector l = load(left, at);
            FloatVector w = broadcast(weights[i * 8]);
            FloatVector even = r0.mul(w);
            s0 = l.fma(w, s0);
            w = broadcast(weights[i * 8 + 1]);
            FloatVector odd = r1.mul(w);
            s1 = l.fma(w, s1);
            w = broadcast(weights[i * 8 + 2]);
            even = r2.fma(w, even);
            s2 = l.fma(w, s2);
            w = broadcast(weights[i * 8 + 3]);
            odd = r3.fma(w, odd);
            s3 = l.fma(w, s3);
            w = broadcast(weights[i * 8 + 4]);
            even = r4.fma(w, even);
            s4 = l.fma(w, s4);
            w = broadcast(weights[i * 8 + 5]);
            odd = r5.fma(w, odd);
            s5 = l.fma(w, s5);
            w = broadcast(weights[i * 8 + 6]);
            even = r6.fma(w, even);
            s6 = l.fma(w, s6);
            w = broadcast(weights[i * 8 + 7]);
            odd = r7.fma(w, odd);
            s7 = l.fma(w, s7);
            even.add(odd).intoArray(leftSums, at);
        }
        s0.intoArray(rightSums, column);
        s1.intoArray(rightSums, column + stride);
        s2.intoArray(rightSums, column + 2 * stride);
        s3.intoArray(rightSums, column + 3 * stride);
        s4.intoArray(rightSums, column + 4 * stride);
        s5.intoArray(rightSums, column + 5 * stride);
        s6.intoArray(rightSums, column + 6 * stride);
        s7.intoArray(rightSums, column + 7 * stride);
    }

    private static void weightedSum(
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
            SimdRows.axpy(weights[weightsOffset + row * weightsStep], rows, row * stride, out, outOffset, stride);
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
}
