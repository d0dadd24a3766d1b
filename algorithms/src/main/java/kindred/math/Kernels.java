package kindred.math;

/**
 * What a set of kernels must be able to do: see {@link Vectors} for the meaning of each operation. Two implementations exist
 * and are held equal, up to rounding, by a test. Arguments are not checked: an offset or length outside an array is the
 * caller's mistake and ends in an {@link IndexOutOfBoundsException} at best.
 */
interface Kernels {

    /** Name for people, with the width where there is one. */
    String name();

    float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

    float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length);

    void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int length);

    void clear(float[] x, int offset, int length);

    void addScaled(float[] x, int xOffset, float alpha, float[] y, int yOffset, float[] out, int outOffset, int length);

    void scale(float alpha, float[] x, int offset, int length);

    void dots(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int dimension,
            float[] out,
            int outOffset);

    void products(float[] left, int leftRows, float[] right, int rightRows, int stride, float[] out, float[] scratch);

    void partialDot(float[] a, int aOffset, float[] b, int bOffset, int length, float[] partials, int slot);

    void sumPartials(float[] partials, int count, float[] out, int outOffset);

    void crossSums(
            float[] weights,
            float[] left,
            int leftRows,
            float[] right,
            int stride,
            float[] leftSums,
            float[] rightSums);

    void crossUpdate(
            float gain,
            float[] fixed,
            int fixedOffset,
            float[] row,
            int rowOffset,
            float[] sum,
            int sumOffset,
            int length);

    void logistic(float[] x, int offset, int length);

    float max(float[] x, int offset, int length);

    float expSum(float[] x, int offset, int length, float shift);

    void largestSums(float[] rows, int count, int dimension, float[] columns, int width, int[] out, int outOffset);

    float absoluteDistance(float[] a, int aOffset, float[] b, int bOffset, int length);

    void addSigns(
            float gain,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float[] aSum,
            int aSumOffset,
            float[] bSum,
            int bSumOffset,
            int length);

    float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int half);

    void addDirections(
            float gain,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float[] aSum,
            int aSumOffset,
            float[] bSum,
            int bSumOffset,
            int half);

    void absoluteDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int dimension,
            float[] out,
            int outOffset);

    void modulusDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int half,
            float[] out,
            int outOffset);

    void scatteredDots(
            float[] query, float[] rows, int[] offsets, int from, int count, int length, float[] out, float[] scratch);

    void crossUpdates(
            float[] gains, float[] fixed, float[] rows, int[] offsets, int from, int count, float[] sum, int length);

    /** Columns of the panels in which {@link #tile} wants a right factor that has so many, at most 512. */
    int panelColumns(int columns);

    /**
     * Multiplies two packed panels and overwrites {@code out}, row after row, {@code panel} apart.
     *
     * @param left {@link Gemm#TILE_ROWS} rows, column by column
     * @param right {@code panel} columns, row by row
     * @param depth columns of the left, rows of the right panel
     * @param columns how many of the panel's columns are wanted; the others may hold anything
     */
    void tile(
            float[] left,
            int leftOffset,
            float[] right,
            int rightOffset,
            int depth,
            int columns,
            int panel,
            float[] out);
}
