package kindred.math;

/** Distances that are no inner products, and steps along their gradients, without the vector module. */
final class ScalarDistances {

    /** A modulus below has lost digits, as its square is subnormal: directions shrink from here on instead of growing wrong. */
    static final float SMALLEST_MODULUS = 1e-18f;

    private ScalarDistances() {}

    static float absoluteDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int unrolled = length & ~3;
        for (int i = 0; i < unrolled; i += 4) {
            s0 += Math.abs(a[aOffset + i] - b[bOffset + i]);
            s1 += Math.abs(a[aOffset + i + 1] - b[bOffset + i + 1]);
            s2 += Math.abs(a[aOffset + i + 2] - b[bOffset + i + 2]);
            s3 += Math.abs(a[aOffset + i + 3] - b[bOffset + i + 3]);
        }
        for (int i = unrolled; i < length; i++) {
            s0 += Math.abs(a[aOffset + i] - b[bOffset + i]);
        }
        return s0 + s1 + (s2 + s3);
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
        for (int i = 0; i < length; i++) {
            float step = gain * Math.signum(a[aOffset + i] - b[bOffset + i]);
            aSum[aSumOffset + i] += step;
            bSum[bSumOffset + i] -= step;
        }
    }

    static float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int half) {
        float s0 = 0;
        float s1 = 0;
        int unrolled = half & ~1;
        for (int i = 0; i < unrolled; i += 2) {
            s0 += modulus(a, aOffset + i, b, bOffset + i, half);
            s1 += modulus(a, aOffset + i + 1, b, bOffset + i + 1, half);
        }
        if (unrolled < half) {
            s0 += modulus(a, aOffset + unrolled, b, bOffset + unrolled, half);
        }
        return s0 + s1;
    }

    /** Of the difference of the complex numbers whose real parts are at {@code aReal} and {@code bReal}. */
    static float modulus(float[] a, int aReal, float[] b, int bReal, int half) {
        return modulus(a[aReal] - b[bReal], a[aReal + half] - b[bReal + half]);
    }

    private static float modulus(float real, float imaginary) {
        return (float) Math.sqrt(real * real + imaginary * imaginary);
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
        addDirections(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, half, 0);
    }

    /** For the components from {@code first} on. */
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
            int half,
            int first) {
        for (int i = first; i < half; i++) {
            float real = a[aOffset + i] - b[bOffset + i];
            float imaginary = a[aOffset + half + i] - b[bOffset + half + i];
            float factor = gain / Math.max(modulus(real, imaginary), SMALLEST_MODULUS);
            real *= factor;
            imaginary *= factor;
            aSum[aSumOffset + i] += real;
            aSum[aSumOffset + half + i] += imaginary;
            bSum[bSumOffset + i] -= real;
            bSum[bSumOffset + half + i] -= imaginary;
        }
    }

    /** Four rows at a time, as {@link ScalarKernels#dots}. */
    static void absoluteDistances(
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
                s0 += Math.abs(q - rows[r0 + i]);
                s1 += Math.abs(q - rows[r1 + i]);
                s2 += Math.abs(q - rows[r2 + i]);
                s3 += Math.abs(q - rows[r3 + i]);
            }
            out[outOffset + row] = s0;
            out[outOffset + row + 1] = s1;
            out[outOffset + row + 2] = s2;
            out[outOffset + row + 3] = s3;
        }
        for (int row = unrolled; row < count; row++) {
            out[outOffset + row] = absoluteDistance(query, queryOffset, rows, rowsOffset + row * dimension, dimension);
        }
    }

    /** Row by row: the roots take so long that the loads of the query do not matter. */
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
