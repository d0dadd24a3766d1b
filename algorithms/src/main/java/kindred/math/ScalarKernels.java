package kindred.math;

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
}
