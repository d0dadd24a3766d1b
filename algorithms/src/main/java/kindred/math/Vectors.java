package kindred.math;

import java.util.Optional;

/**
 * Operations on parts of float arrays, in the fastest form that this JVM allows: with SIMD instructions when it was started with
 * {@code --add-modules=jdk.incubator.vector}, otherwise in unrolled scalar loops. The choice is made once. Both forms agree up
 * to rounding, not bit for bit.
 *
 * <p>Every vector is given as an array, the offset of its first element, and a length. Nothing is allocated or checked.
 */
public final class Vectors {

    private static final String MODULE = "jdk.incubator.vector";
    private static final int STRIDE = 16;

    /** Floats that {@link #products} needs for itself. */
    public static final int PRODUCTS_SCRATCH = STRIDE * STRIDE;

    private static final Kernels KERNELS = choose();

    private Vectors() {}

    /** Scalar kernels are no error, so a failure to load the others only shows in {@link #advice()}. */
    private static Kernels choose() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new ScalarKernels();
        }
        try {
            return Class.forName("kindred.math.SimdKernels")
                    .asSubclass(Kernels.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return new ScalarKernels();
        }
    }

    static Kernels kernels() {
        return KERNELS;
    }

    /** The kernels in use, as in {@code SIMD, 16 floats wide} or {@code scalar}. */
    public static String kernelName() {
        return KERNELS.name();
    }

    /** Whether SIMD kernels are in use. */
    public static boolean isSimd() {
        return !(KERNELS instanceof ScalarKernels);
    }

    /** What to change to get the faster kernels; empty when they are in use. */
    public static Optional<String> advice() {
        if (isSimd()) {
            return Optional.empty();
        }
        return Optional.of(
                ModuleLayer.boot().findModule(MODULE).isPresent()
                        ? "The Vector API of this Java version (%s) does not fit Kindred's SIMD kernels; training runs several times slower."
                                .formatted(Runtime.version())
                        : "Add `server.jvm.additional=--add-modules=%s` to neo4j.conf and restart: training becomes several times faster."
                                .formatted(MODULE));
    }

    /** Inner product. */
    public static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return KERNELS.dot(a, aOffset, b, bOffset, length);
    }

    /** Square of the Euclidean distance. */
    public static float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return KERNELS.squaredDistance(a, aOffset, b, bOffset, length);
    }

    /** Sum of squares. */
    public static float sumOfSquares(float[] x, int offset, int length) {
        return KERNELS.dot(x, offset, x, offset, length);
    }

    /** Euclidean length. */
    public static float norm(float[] x, int offset, int length) {
        return (float) Math.sqrt(KERNELS.dot(x, offset, x, offset, length));
    }

    /** {@code y += alpha * x}; the two parts may be the same but must not overlap otherwise. */
    public static void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        KERNELS.axpy(alpha, x, xOffset, y, yOffset, length);
    }

    /** Sets {@code x = 0}: faster than {@code Arrays.fill} where a kernel adds to the same elements at once. */
    public static void clear(float[] x, int offset, int length) {
        KERNELS.clear(x, offset, length);
    }

    /** {@code out = x + alpha * y}. */
    public static void addScaled(
            float[] x, int xOffset, float alpha, float[] y, int yOffset, float[] out, int outOffset, int length) {
        KERNELS.addScaled(x, xOffset, alpha, y, yOffset, out, outOffset, length);
    }

    /** {@code x *= alpha}. */
    public static void scale(float alpha, float[] x, int offset, int length) {
        KERNELS.scale(alpha, x, offset, length);
    }

    /** Scales to Euclidean length 1 and returns the length before; a vector of zeros stays as it is. */
    public static float normalise(float[] x, int offset, int length) {
        float norm = norm(x, offset, length);
        if (norm > 0) {
            KERNELS.scale(1 / norm, x, offset, length);
        }
        return norm;
    }

    /** Cosine of the angle between two vectors; 0 when one of them is zero. */
    public static float cosine(float[] a, int aOffset, float[] b, int bOffset, int length) {
        double squares = (double) sumOfSquares(a, aOffset, length) * sumOfSquares(b, bOffset, length);
        return squares == 0 ? 0 : (float) (KERNELS.dot(a, aOffset, b, bOffset, length) / Math.sqrt(squares));
    }

    /**
     * Inner products of a query with {@code count} rows that lie one after the other: {@code out[outOffset + i] = query . row i}.
     *
     * @param dimension length of the query and of each row
     */
    public static void dots(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int dimension,
            float[] out,
            int outOffset) {
        KERNELS.dots(query, queryOffset, rows, rowsOffset, count, dimension, out, outOffset);
    }

    /** The row stride that {@link #products} and {@link #crossSums} ask for: the length, rounded up to whole registers. */
    public static int stride(int length) {
        return (length + STRIDE - 1) / STRIDE * STRIDE;
    }

    /**
     * All inner products between the rows of two small matrices: {@code out[i * rightRows + j] = left row i . right row j}. Rows
     * begin at multiples of a {@link #stride}, and what lies between the end of a row and the next one is zero. Fastest with
     * eight right rows.
     *
     * @param scratch {@link #PRODUCTS_SCRATCH} floats to be overwritten
     */
    public static void products(
            float[] left, int leftRows, float[] right, int rightRows, int stride, float[] out, float[] scratch) {
        KERNELS.products(left, leftRows, right, rightRows, stride, out, scratch);
    }

    /** Floats that {@link #partialDot} needs for so many slots, and {@link #sumPartials} for as many results. */
    public static int partials(int slots) {
        return stride(slots) * STRIDE;
    }

    /**
     * An inner product that is left unfinished in a slot of {@code partials}: many of them are cheaper to finish together, by
     * {@link #sumPartials}, than each by itself.
     *
     * @param partials at least {@link #partials} floats
     */
    public static void partialDot(
            float[] a, int aOffset, float[] b, int bOffset, int length, float[] partials, int slot) {
        KERNELS.partialDot(a, aOffset, b, bOffset, length, partials, slot);
    }

    /**
     * Finishes the inner products in the slots {@code 0 .. count - 1}: {@code out[outOffset + i]} becomes that of slot i. Overwrites up to
     * {@code stride(count)} results, of which those from {@code count} on mean nothing, and the slots.
     */
    public static void sumPartials(float[] partials, int count, float[] out, int outOffset) {
        KERNELS.sumPartials(partials, count, out, outOffset);
    }

    /**
     * The weighted sums of two small matrices by each other's rows, of which the right one has eight: with weight
     * {@code w(i, j) = weights[8 * i + j]}, row i of {@code leftSums} becomes the sum over j of w(i, j) times right row j, and row j of
     * {@code rightSums} the sum over i of w(i, j) times left row i. Rows as in {@link #products}.
     */
    public static void crossSums(
            float[] weights,
            float[] left,
            int leftRows,
            float[] right,
            int stride,
            float[] leftSums,
            float[] rightSums) {
        KERNELS.crossSums(weights, left, leftRows, right, stride, leftSums, rightSums);
    }

    /** Half a gradient step on an inner product: {@code sum += gain * row; row += gain * fixed}. */
    public static void crossUpdate(
            float gain,
            float[] fixed,
            int fixedOffset,
            float[] row,
            int rowOffset,
            float[] sum,
            int sumOffset,
            int length) {
        KERNELS.crossUpdate(gain, fixed, fixedOffset, row, rowOffset, sum, sumOffset, length);
    }

    /**
     * Inner products of a query, which begins its array, with rows that lie anywhere in theirs:
     * {@code out[i] = query . rows[offsets[i] ...]} for {@code from <= i < from + count}.
     *
     * @param scratch {@link #PRODUCTS_SCRATCH} floats to be overwritten
     */
    public static void scatteredDots(
            float[] query, float[] rows, int[] offsets, int from, int count, int length, float[] out, float[] scratch) {
        KERNELS.scatteredDots(query, rows, offsets, from, count, length, out, scratch);
    }

    /**
     * {@link #crossUpdate} of one fixed vector with several rows, which must differ: row i, at {@code offsets[i]}, with
     * {@code gains[i]}, for {@code from <= i < from + count}. The fixed vector and the sum begin their arrays.
     */
    public static void crossUpdates(
            float[] gains, float[] fixed, float[] rows, int[] offsets, int from, int count, float[] sum, int length) {
        KERNELS.crossUpdates(gains, fixed, rows, offsets, from, count, sum, length);
    }

    /** Replaces each element by {@code 1 / (1 + exp(-x))}, to within 1e-6. */
    public static void logistic(float[] x, int offset, int length) {
        KERNELS.logistic(x, offset, length);
    }

    /** {@code 1 / (1 + exp(-x))}, to within 1e-6. */
    public static float logistic(float x) {
        return ScalarExponentials.logistic(x);
    }

    /** The largest element; {@code length} is at least 1. */
    public static float max(float[] x, int offset, int length) {
        return KERNELS.max(x, offset, length);
    }

    /** What {@link #largestSums} wants the number of columns to be a multiple of. */
    static final int COLUMNS = 32;

    /**
     * For each of some short rows the column with the largest {@code bias + row . column}; of equal ones the first.
     *
     * @param rows one after the other
     * @param columns the bias of each column, then the first number of each, then the second, and so on
     * @param width number of columns, a multiple of {@link #COLUMNS}
     * @param out receives the number of the column; -1 if none is above negative infinity
     */
    static void largestSums(
            float[] rows, int count, int dimension, float[] columns, int width, int[] out, int outOffset) {
        KERNELS.largestSums(rows, count, dimension, columns, width, out, outOffset);
    }

    /**
     * Replaces each element by {@code exp(x - shift)}, and returns the sum: what softmax needs, with the {@link #max} as shift. The
     * exponential of the difference is right to within 1e-6 of itself up to 88, and stays at that of 88 beyond; below about -87 it is 0 or
     * next to it.
     */
    public static float expSum(float[] x, int offset, int length, float shift) {
        return KERNELS.expSum(x, offset, length, shift);
    }

    /** Sum of absolute differences. */
    public static float absoluteDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return KERNELS.absoluteDistance(a, aOffset, b, bOffset, length);
    }

    /**
     * A step along the gradient of {@link #absoluteDistance}: with {@code s = gain * sign(a - b)}, which is 0 where the elements are equal,
     * {@code aSum += s; bSum -= s}.
     *
     * @param aSum must not overlap with the part of {@code bSum}
     */
    public static void addSigns(
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
        KERNELS.addSigns(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, length);
    }

    /**
     * Sum of the moduli of differences of complex numbers.
     *
     * @param half how many they are: their real parts come first, then as many imaginary parts
     */
    public static float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int half) {
        return KERNELS.modulusDistance(a, aOffset, b, bOffset, half);
    }

    /**
     * A step along the gradient of {@link #modulusDistance}: with {@code s = gain * (a - b) / |a - b|} of each pair of complex numbers, which
     * is 0 where they are equal, {@code aSum += s; bSum -= s}.
     *
     * @param aSum must not overlap with the part of {@code bSum}
     * @param half as in {@link #modulusDistance}, here for the sums too
     */
    public static void addDirections(
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
        KERNELS.addDirections(gain, a, aOffset, b, bOffset, aSum, aSumOffset, bSum, bSumOffset, half);
    }

    /** {@link #absoluteDistance} between a query and each of several rows that lie one after the other, as in {@link #dots}. */
    public static void absoluteDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int dimension,
            float[] out,
            int outOffset) {
        KERNELS.absoluteDistances(query, queryOffset, rows, rowsOffset, count, dimension, out, outOffset);
    }

    /**
     * {@link #modulusDistance} between a query and each of several rows that lie one after the other, as in {@link #dots}.
     *
     * @param half half the length of the query and of each row
     */
    public static void modulusDistances(
            float[] query,
            int queryOffset,
            float[] rows,
            int rowsOffset,
            int count,
            int half,
            float[] out,
            int outOffset) {
        KERNELS.modulusDistances(query, queryOffset, rows, rowsOffset, count, half, out, outOffset);
    }
}
