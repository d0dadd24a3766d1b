package kindred.benchmarks.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kindred.math.Vectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Each kernel beside the loop that one would write without it. Rows come from a table of 4 MB in an order that the processor cannot foresee,
 * as in training.
 *
 * <p>Run with {@code java -cp ... org.openjdk.jmh.Main KernelsPerformance}, which runs {@link ScalarKernelsPerformance} as well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(KernelsPerformance.ROWS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelsPerformance {

    static final int ROWS = 256;

    private static final int TABLE_FLOATS = 1 << 20;

    @Param({"64", "128", "256"})
    public int dimension;

    private float[] table;
    private float[] query;
    private float[] sum;
    private float[] rowSums;
    private float[] out;
    private float[] scratch;
    private int[] offsets;

    @Setup
    public void createTable() {
        SplittableRandom random = new SplittableRandom(1);
        table = new float[TABLE_FLOATS];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextDouble(-0.1, 0.1);
        }
        query = java.util.Arrays.copyOf(table, dimension);
        sum = new float[dimension];
        rowSums = new float[ROWS * dimension];
        out = new float[ROWS * 8];
        scratch = new float[Vectors.PRODUCTS_SCRATCH];
        offsets = random.ints(ROWS, 0, TABLE_FLOATS / dimension)
                .map(row -> row * dimension)
                .toArray();
    }

    @Benchmark
    public float dot() {
        float total = 0;
        for (int offset : offsets) {
            total += Vectors.dot(query, 0, table, offset, dimension);
        }
        return total;
    }

    @Benchmark
    public float dotInALoop() {
        float total = 0;
        for (int offset : offsets) {
            float score = 0;
            for (int i = 0; i < dimension; i++) {
                score += query[i] * table[offset + i];
            }
            total += score;
        }
        return total;
    }

    @Benchmark
    public float[] dotsOfScatteredRows() {
        Vectors.scatteredDots(query, table, offsets, 0, ROWS, dimension, out, scratch);
        return out;
    }

    @Benchmark
    public float[] axpy() {
        for (int offset : offsets) {
            Vectors.axpy(1e-9f, query, 0, table, offset, dimension);
        }
        return table;
    }

    @Benchmark
    public float[] axpyInALoop() {
        for (int offset : offsets) {
            for (int i = 0; i < dimension; i++) {
                table[offset + i] += 1e-9f * query[i];
            }
        }
        return table;
    }

    /** Score, logistic function, and a step of both rows: what one pair costs. */
    @Benchmark
    public float[] pairUpdate() {
        for (int offset : offsets) {
            float gain = 1e-9f * Vectors.logistic(Vectors.dot(query, 0, table, offset, dimension));
            Vectors.crossUpdate(gain, query, 0, table, offset, sum, 0, dimension);
        }
        return table;
    }

    @Benchmark
    public float[] pairUpdateInALoop() {
        for (int offset : offsets) {
            float score = 0;
            for (int i = 0; i < dimension; i++) {
                score += query[i] * table[offset + i];
            }
            float gain = (float) (1e-9 / (1 + Math.exp(-score)));
            for (int i = 0; i < dimension; i++) {
                sum[i] += gain * table[offset + i];
            }
            for (int i = 0; i < dimension; i++) {
                table[offset + i] += gain * query[i];
            }
        }
        return table;
    }

    /** Every row of a small matrix times eight others, per row. */
    @Benchmark
    public float[] productsWithEightRows() {
        Vectors.products(table, ROWS, table, 8, dimension, out, scratch);
        return out;
    }

    @Benchmark
    public float[] productsWithEightRowsInALoop() {
        for (int row = 0; row < ROWS; row++) {
            for (int other = 0; other < 8; other++) {
                float score = 0;
                for (int i = 0; i < dimension; i++) {
                    score += table[row * dimension + i] * table[other * dimension + i];
                }
                out[row * 8 + other] = score;
            }
        }
        return out;
    }

    /** Per value. */
    @Benchmark
    public float[] logistic() {
        Vectors.logistic(out, 0, ROWS);
        return out;
    }

    @Benchmark
    public float[] logisticInALoop() {
        for (int i = 0; i < ROWS; i++) {
            out[i] = (float) (1 / (1 + Math.exp(-out[i])));
        }
        return out;
    }

    /** Per value. */
    @Benchmark
    public float[] softmax() {
        float shift = Vectors.max(out, 0, ROWS);
        Vectors.scale(1 / Vectors.expSum(out, 0, ROWS, shift), out, 0, ROWS);
        return out;
    }

    @Benchmark
    public float[] softmaxInALoop() {
        float shift = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < ROWS; i++) {
            shift = Math.max(shift, out[i]);
        }
        float total = 0;
        for (int i = 0; i < ROWS; i++) {
            out[i] = (float) Math.exp(out[i] - shift);
            total += out[i];
        }
        for (int i = 0; i < ROWS; i++) {
            out[i] /= total;
        }
        return out;
    }

    @Benchmark
    public float absoluteDistance() {
        float total = 0;
        for (int offset : offsets) {
            total += Vectors.absoluteDistance(query, 0, table, offset, dimension);
        }
        return total;
    }

    @Benchmark
    public float absoluteDistanceInALoop() {
        float total = 0;
        for (int offset : offsets) {
            float distance = 0;
            for (int i = 0; i < dimension; i++) {
                distance += Math.abs(query[i] - table[offset + i]);
            }
            total += distance;
        }
        return total;
    }

    /** To rows that follow one another: what scoring all nodes costs. */
    @Benchmark
    public float[] absoluteDistances() {
        Vectors.absoluteDistances(query, 0, table, 0, ROWS, dimension, out, 0);
        return out;
    }

    @Benchmark
    public float[] addSigns() {
        for (int row = 0; row < ROWS; row++) {
            Vectors.addSigns(1e-9f, query, 0, table, offsets[row], sum, 0, rowSums, row * dimension, dimension);
        }
        return rowSums;
    }

    @Benchmark
    public float[] addSignsInALoop() {
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < dimension; i++) {
                float step = 1e-9f * Math.signum(query[i] - table[offsets[row] + i]);
                sum[i] += step;
                rowSums[row * dimension + i] -= step;
            }
        }
        return rowSums;
    }

    @Benchmark
    public float modulusDistance() {
        float total = 0;
        for (int offset : offsets) {
            total += Vectors.modulusDistance(query, 0, table, offset, dimension / 2);
        }
        return total;
    }

    @Benchmark
    public float modulusDistanceInALoop() {
        int half = dimension / 2;
        float total = 0;
        for (int offset : offsets) {
            float distance = 0;
            for (int i = 0; i < half; i++) {
                distance += modulus(query[i] - table[offset + i], query[half + i] - table[offset + half + i]);
            }
            total += distance;
        }
        return total;
    }

    private static float modulus(float real, float imaginary) {
        return (float) Math.sqrt(real * real + imaginary * imaginary);
    }

    /** To rows that follow one another. */
    @Benchmark
    public float[] modulusDistances() {
        Vectors.modulusDistances(query, 0, table, 0, ROWS, dimension / 2, out, 0);
        return out;
    }

    @Benchmark
    public float[] addDirections() {
        for (int row = 0; row < ROWS; row++) {
            Vectors.addDirections(
                    1e-9f, query, 0, table, offsets[row], sum, 0, rowSums, row * dimension, dimension / 2);
        }
        return rowSums;
    }

    @Benchmark
    public float[] addDirectionsInALoop() {
        int half = dimension / 2;
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < half; i++) {
                float real = query[i] - table[offsets[row] + i];
                float imaginary = query[half + i] - table[offsets[row] + half + i];
                float modulus = modulus(real, imaginary);
                float factor = modulus > 0 ? 1e-9f / modulus : 0;
                sum[i] += factor * real;
                sum[half + i] += factor * imaginary;
                rowSums[row * dimension + i] -= factor * real;
                rowSums[row * dimension + half + i] -= factor * imaginary;
            }
        }
        return rowSums;
    }
}
