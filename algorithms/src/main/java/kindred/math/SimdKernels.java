package kindred.math;

/**
 * Kernels on the Vector API, in the widest registers the processor has. Loaded by name by {@link Vectors}, and only when the JVM was started
 * with the vector module.
 */
final class SimdKernels implements Kernels {

    @Override
    public String name() {
        return "SIMD, %d floats wide".formatted(SimdRegisters.LANES);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return SimdRows.dot(a, aOffset, b, bOffset, length);
    }

    @Override
    public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return SimdRows.squaredDistance(a, aOffset, b, bOffset, length);
    }

    @Override
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        SimdRows.axpy(alpha, x, xOffset, y, yOffset, length);
    }

    @Override
    public void clear(float[] x, int offset, int length) {
        SimdRows.clear(x, offset, length);
    }

    @Override
    public void addScaled(
            float[] x, int xOffset, float alpha, float[] y, int yOffset, float[] out, int outOffset, int length) {
        SimdRows.addScaled(x, xOffset, alpha, y, yOffset, out, outOffset, length);
    }

    @Override
    public void scale(float alpha, float[] x, int offset, int length) {
        SimdRows.scale(alpha, x, offset, length);
    }

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
        SimdRows.dots(query, queryOffset, rows, rowsOffset, count, dimension, out, outOffset);
    }

    @Override
    public void products(
            float[] left, int leftRows, float[] right, int rightRows, int stride, float[] out, float[] scratch) {
        SimdSmallMatrices.products(left, leftRows, right, rightRows, stride, out, scratch);
    }

    @Override
    public void partialDot(float[] a, int aOffset, float[] b, int bOffset, int length, float[] partials, int slot) {
        SimdScatteredRows.partialDot(a, aOffset, b, bOffset, length, partials, slot);
    }

    @Override
    public void sumPartials(float[] partials, int count, float[] out, int outOffset) {
        SimdScatteredRows.sumPartials(partials, count, out, outOffset);
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
        SimdSmallMatrices.crossSums(weights, left, leftRows, right, stride, leftSums, rightSums);
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
        SimdRows.crossUpdate(gain, fixed, fixedOffset, row, rowOffset, sum, sumOffset, length);
    }

    @Override
    public void logistic(float[] x, int offset, int length) {
        SimdExponentials.logistic(x, offset, length);
    }

    @Override
    public float max(float[] x, int offset, int length) {
        return SimdExponentials.max(x, offset, length);
    }

    @Override
    public float expSum(float[] x, int offset, int length, float shift) {
        return SimdExponentials.expSum(x, offset, length, shift);
    }

    @Override
    public void largestSums(
            float[] rows, int count, int dimension, float[] columns, int width, int[] out, int outOffset) {
        SimdColumns.largestSums(rows, count, dimension, columns, width, out, outOffset);
    }

    @Override
    public float absoluteDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return SimdDistances.absoluteDistance(a, aOffset, b, bOffset, length);
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
        SimdDistances.addSigns(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, length);
    }

    @Override
    public float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int half) {
        return SimdDistances.modulusDistance(a, aOffset, b, bOffset, half);
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
        SimdDistances.addDirections(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, half);
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
        SimdDistances.absoluteDistances(query, queryOffset, rows, rowsOffset, count, dimension, out, outOffset);
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
        SimdDistances.modulusDistances(query, queryOffset, rows, rowsOffset, count, half, out, outOffset);
    }

    @Override
    public void scatteredDots(
            float[] query, float[] rows, int[] offsets, int from, int count, int length, float[] out, float[] scratch) {
        SimdScatteredRows.scatteredDots(query, rows, offsets, from, count, length, out, scratch);
    }

    @Override
    public void crossUpdates(
            float[] gains, float[] fixed, float[] rows, int[] offsets, int from, int count, float[] sum, int length) {
        SimdScatteredRows.crossUpdates(gains, fixed, rows, offsets, from, count, sum, length);
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
}
