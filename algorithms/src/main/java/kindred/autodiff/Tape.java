package kindred.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import kindred.math.Gemm;
import kindred.math.Parallel;

/**
 * Records operations as they are computed, and runs their gradients in reverse order.
 *
 * <p>A step of training is: operations, {@link #backward(Tensor)}, an optimiser's step, {@link #reset()}. Arrays of one step are used
 * again by the next, in the order in which they were asked for, so a loop over batches of equal shape allocates no more of them after its first
 * round. The operations themselves are static methods of {@link Products}, {@link Elementwise}, {@link Rows}, {@link Segments},
 * {@link Normalisations} and {@link Losses}.
 *
 * <p>Large operations are cut into parts whose number depends on their size alone, and sums over parts are taken in order: the same bits come
 * out at any number of threads. A tape serves one caller at a time.
 */
public final class Tape {

    /** Elements per part: long enough to be worth a thread's waking. */
    private static final int PART = 1 << 15;

    private final Parallel parallel;
    private final boolean recording;
    private final Gemm gemm;
    private final List<float[]> arrays = new ArrayList<>();
    private final List<Runnable> steps = new ArrayList<>();
    private int nextArray;

    /** A tape that works on the caller's thread. */
    public Tape() {
        this(Parallel.NONE);
    }

    /** @param parallel runs the parts of large operations */
    public Tape(Parallel parallel) {
        this(parallel, true);
    }

    private Tape(Parallel parallel, boolean recording) {
        this.parallel = parallel;
        this.recording = recording;
        this.gemm = new Gemm(parallel);
    }

    /** A tape that only computes: no result on it has a gradient, and nothing is recorded. For what is not learned, or no longer. */
    public static Tape withoutGradients(Parallel parallel) {
        return new Tape(parallel, false);
    }

    /** Part of a range, from an index on and up to another. */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    /** A sum over part of a range. */
    @FunctionalInterface
    interface PartialSum {
        double over(int from, int to);
    }

    Gemm gemm() {
        return gemm;
    }

    /** Runs {@code 0..items-1} in parts, given the work on one in elements. */
    void inParts(int items, int elementsPerItem, Range range) {
        int parts = parts(items, elementsPerItem);
        IntConsumer part = number -> range.run(begin(number, parts, items), begin(number + 1, parts, items));
        (parts < 2 ? Parallel.NONE : parallel).run(parts, part);
    }

    /** As {@link #inParts}, with a sum. */
    double sumInParts(int items, int elementsPerItem, PartialSum partial) {
        int parts = parts(items, elementsPerItem);
        double[] sums = new double[parts];
        IntConsumer part =
                number -> sums[number] = partial.over(begin(number, parts, items), begin(number + 1, parts, items));
        (parts < 2 ? Parallel.NONE : parallel).run(parts, part);
        return Arrays.stream(sums).sum();
    }

    private static int parts(int items, int elementsPerItem) {
        long work = (long) items * Math.max(1, elementsPerItem);
        return (int) Math.max(1, Math.min(Math.min(items, 64), work / PART));
    }

    private static int begin(int part, int parts, int items) {
        return (int) ((long) items * part / parts);
    }

    /** An array of the arena with at least so many elements, of any content. */
    float[] floats(int length) {
        if (nextArray == arrays.size()) {
            arrays.add(new float[length]);
        } else if (arrays.get(nextArray).length < length) {
            arrays.set(nextArray, new float[length]);
        }
        return arrays.get(nextArray++);
    }

    /** The result of an operation, of any content, with a gradient of zeros if one of its inputs has one and the tape records. */
    Tensor result(int rows, int columns, Tensor... inputs) {
        float[] values = floats(rows * columns);
        boolean needsGradient = false;
        for (Tensor input : inputs) {
            needsGradient |= recording && input.needsGradient();
        }
        float[] gradient = null;
        if (needsGradient) {
            gradient = floats(rows * columns);
            Arrays.fill(gradient, 0, rows * columns, 0);
        }
        return new Tensor(rows, columns, values, gradient, null);
    }

    Tensor like(Tensor input) {
        return result(input.rows(), input.columns(), input);
    }

    /** Notes how the gradient of a result flows to the inputs; does nothing when none of them has one. */
    void record(Tensor result, Runnable step) {
        if (result.needsGradient()) {
            steps.add(step);
        }
    }

    /**
     * Adds the gradient of a loss to everything that it depends on.
     *
     * @param loss a single number, made by this tape since its last reset
     */
    public void backward(Tensor loss) {
        loss.scalar();
        loss.gradient()[0] = 1;
        backward();
    }

    /** Runs all recorded steps in reverse order, for gradients that stand in the results already. */
    void backward() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            steps.get(i).run();
        }
        steps.clear();
    }

    /** Forgets everything recorded; the arrays of all results so far will be used again. */
    public void reset() {
        steps.clear();
        nextArray = 0;
    }
}
