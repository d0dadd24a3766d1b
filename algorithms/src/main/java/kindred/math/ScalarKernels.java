package kindred.math;

import java.util.Arrays;

/**
 * Kernels for a JVM without the vector module. Sums run in several accumulators: one would make every addition wait for the
 * one before it. Multiplication and addition stay apart because {@link Math#fma} is only fast where the processor has it, and
 * hundreds of times slower where not; the plain loops {@link #axpy} and {@link #scale} are left to the compiler, which
 * vectorises them itself.
 */
final class ScalarKernels implements Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int unrolled = length & ~3;
        for (int i = 0; i < unrolled; i += 4) {
            s0 += a[aOffset + i] * b[bOffset + i];
            s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
            s2 += a[aOffset + i + 2] * b[bOffset + i + 2];
            s3 += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (int i = unrolled; i < length; i++) {
            s0 += a[aOffset + i] * b[bOffset + i];
        }
        return s0 + s1 + (s2 + s3);
    }

    @Override
    public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float s0 = 0;
        float s1 = 0;
        int unrolled = length & ~1;
        for (int i = 0; i < unrolled; i += 2) {
            float d0 = a[aOffset + i] - b[bOffset + i];
            float d1 = a[aOffset + i + 1] - b[bOffset + i + 1];
            s0 += d0 * d0;
            s1 += d1 * d1;
        }
        if (unrolled < length) {
            float d = a[aOffset + unrolled] - b[bOffset + unrolled];
            s0 += d * d;
        }
        return s0 + s1;
    }

    @Override
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] += alpha * x[xOffset + i];
        }
    }

    @Override
    public void clear(float[] x, int offset, int length) {
        Arrays.fill(x, offset, offset + length, 0);
    }

    @Override
    public void addScaled(
            float[] x, int xOffset, float alpha, float[] y, int yOffset, float[] out, int outOffset, int length) {
        for (int i = 0; i < length; i++) {
            out[outOffset + i] = x[xOffset + i] + alpha * y[yOffset + i];
        }
    }

    @Override
    public void scale(float alpha, float[] x, int offset, int length) {
        for (int i = 0; i < length; i++) {
            x[offset + i] *= alpha;
        }
    }

    /** Four rows at a time: each element of the query is loaded once for all four. */
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
        int unrolled = count & ~3;
        for (int row = 0; row < unrolled; row += 4) {
            int r0 = rowsOffset + row * dimension;
            int r1 = r0 + dimension;
            int r2 = r1 + dimension;
            int r3 = r2 + dimension;
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int i = 0; i < dimension; i++) {
                float q = query[queryOffset + i];
                s0 += q * rows[r0 + i];
                s1 += q * rows[r1 + i];
                s2 += q * rows[r2 + i];
                s3 += q * rows[r3 + i];
            }
            out[outOffset + row] = s0;
            out[outOffset + row + 1] = s1;
            out[outOffset + row + 2] = s2;
            out[outOffset + row + 3] = s3;
        }
        for (int row = unrolled; row < count; row++) {
            out[outOffset + row] = dot(query, queryOffset, rows, rowsOffset + row * dimension, dimension);
        }
    }

    @Override
    public void products(
            float[] left, int leftRows, float[] right, int rightRows, int stride, float[] out, float[] scratch) {
        for (int i = 0; i < leftRows; i++) {
            dots(left, i * stride, right, 0, rightRows, stride, out, i * rightRows);
        }
    }

    @Override
    public void partialDot(float[] a, int aOffset, float[] b, int bOffset, int length, float[] partials, int slot) {
        partials[slot] = dot(a, aOffset, b, bOffset, length);
    }

    @Override
    public void sumPartials(float[] partials, int count, float[] out, int outOffset) {
        System.arraycopy(partials, 0, out, outOffset, count);
    }

    private void weightedSum(
            float[] weights,
            int weightsOffset,
            int weightsStep,
            float[] rows,
            int count,
            int stride,
            float[] out,
            int outOffset) {
        Arrays.fill(out, outOffset, outOffset + stride, 0);
        int unrolled = count & ~3;
        for (int row = 0; row < unrolled; row += 4) {
            int at = weightsOffset + row * weightsStep;
            addFour(
                    weights[at],
                    weights[at + weightsStep],
                    weights[at + 2 * weightsStep],
                    weights[at + 3 * weightsStep],
                    rows,
                    row * stride,
                    stride,
                    stride,
                    out,
                    outOffset);
        }
        for (int row = unrolled; row < count; row++) {
            axpy(weights[weightsOffset + row * weightsStep], rows, row * stride, out, outOffset, stride);
        }
    }

    private static void addFour(
            float w0,
            float w1,
            float w2,
            float w3,
            float[] rows,
            int first,
            int stride,
            int length,
            float[] out,
            int outOffset) {
        int second = first + stride;
        int third = second + stride;
        int fourth = third + stride;
        for (int i = 0; i < length; i++) {
            out[outOffset + i] +=
                    w0 * rows[first + i] + w1 * rows[second + i] + (w2 * rows[third + i] + w3 * rows[fourth + i]);
        }
    }

    @Override
    public void crossSums(
            float[] weights,
            float[] left,
            int leftRows,
            float[] right,
            int stride,
            float[] leftSums,
            float[] rightSums) {
        for (int i = 0; i < leftRows; i++) {
            weightedSum(weights, i * 8, 1, right, 8, stride, leftSums, i * stride);
        }
        for (int j = 0; j < 8; j++) {
            weightedSum(weights, j, 8, left, leftRows, stride, rightSums, j * stride);
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
        axpy(gain, row, rowOffset, sum, sumOffset, length);
        axpy(gain, fixed, fixedOffset, row, rowOffset, length);
    }

    @Override
    public void scatteredDots(
            float[] query, float[] rows, int[] offsets, int from, int count, int length, float[] out, float[] scratch) {
        for (int i = from; i < from + count; i++) {
            out[i] = dot(query, 0, rows, offsets[i], length);
        }
    }

    @Override
    public void crossUpdates(
            float[] gains, float[] fixed, float[] rows, int[] offsets, int from, int count, float[] sum, int length) {
        for (int i = from; i < from + count; i++) {
            crossUpdate(gains[i], fixed, 0, rows, offsets[i], sum, 0, length);
        }
    }

    @Override
    public void logistic(float[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = ScalarExponentials.logistic(x[i]);
        }
    }

    @Override
    public float max(float[] x, int offset, int length) {
        return ScalarExponentials.max(x, offset, length);
    }

    @Override
    public float expSum(float[] x, int offset, int length, float shift) {
        return ScalarExponentials.expSum(x, offset, length, shift);
    }

    @Override
    public void largestSums(
            float[] rows, int count, int dimension, float[] columns, int width, int[] out, int outOffset) {
        float[] sums = new float[width];
        for (int row = 0; row < count; row++) {
            System.arraycopy(columns, 0, sums, 0, width);
            for (int k = 0; k < dimension; k++) {
                axpy(rows[row * dimension + k], columns, (k + 1) * width, sums, 0, width);
            }
            float largest = Float.NEGATIVE_INFINITY;
            int column = -1;
            for (int j = 0; j < width; j++) {
                if (sums[j] > largest) {
                    largest = sums[j];
                    column = j;
                }
            }
            out[outOffset + row] = column;
        }
    }

    @Override
    public float absoluteDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return ScalarDistances.absoluteDistance(a, aOffset, b, bOffset, length);
    }

    @Override
    public void addSigns(
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
        ScalarDistances.addSigns(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, length);
    }

    @Override
    public float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int half) {
        return ScalarDistances.modulusDistance(a, aOffset, b, bOffset, half);
    }

    @Override
    public void addDirections(
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
        ScalarDistances.addDirections(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, half);
    }

    @Override
    public void absoluteDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int dimension,
            float[] out,
            int outOffset) {
        ScalarDistances.absoluteDistances(query, queryOffset, rows, rowsOffset, count, dimension, out, outOffset);
    }

    @Override
    public void modulusDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int half,
            float[] out,
            int outOffset) {
        ScalarDistances.modulusDistances(query, queryOffset, rows, rowsOffset, count, half, out, outOffset);
    }

    /** One panel: loops over long rows are what the compiler vectorises best. */
    @Override
    public int panelColumns(int columns) {
        return columns;
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
        int unrolled = depth & ~3;
        for (int row = 0; row < Gemm.TILE_ROWS; row++) {
            int at = leftOffset + row;
            int to = row * panel;
            Arrays.fill(out, to, to + columns, 0);
            for (int i = 0; i < unrolled; i += 4) {
                int from = at + i * Gemm.TILE_ROWS;
                addFour(
                        left[from],
                        left[from + Gemm.TILE_ROWS],
                        left[from + 2 * Gemm.TILE_ROWS],
                        left[from + 3 * Gemm.TILE_ROWS],
                        right,
                        rightOffset + i * panel,
                        panel,
                        columns,
                        out,
                        to);
            }
            for (int i = unrolled; i < depth; i++) {
                axpy(left[at + i * Gemm.TILE_ROWS], right, rightOffset + i * panel, out, to, columns);
            }
        }
    }
}
