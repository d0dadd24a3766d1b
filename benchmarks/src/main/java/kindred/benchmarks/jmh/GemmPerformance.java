package kindred.benchmarks.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kindred.math.Gemm;
import kindred.math.Matrix;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Products of matrices on one thread, beside the loop that one would write without them. The counter {@code flops} is floating-point operations a second.
 *
 * <p>Run with {@code java -cp ... org.openjdk.jmh.Main GemmPerformance}. With {@code -jvmArgsAppend ""} in place of the vector module, the scalar kernels
 * are measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmPerformance {

    /** Rows of left factor and result, inner dimension, columns of right factor and result. */
    @Param({"64x64x64", "128x128x1024", "512x512x512", "256x256x10000"})
    public String shape;

    private Matrix left;
    private Matrix right;
    private Matrix out;
    private final Gemm gemm = new Gemm();

    /** Counts what was computed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        public long flops;
    }

    @Setup
    public void createMatrices() {
        String[] sizes = shape.split("x", -1);
        int rows = Integer.parseInt(sizes[0]);
        int depth = Integer.parseInt(sizes[1]);
        int columns = Integer.parseInt(sizes[2]);
        left = random(rows, depth);
        right = random(depth, columns);
        out = random(rows, columns);
    }

    private static Matrix random(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(rows);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Matrix.of(values, rows, columns);
    }

    private void count(Work work) {
        work.flops += 2L * out.rows() * out.columns() * left.columns();
    }

    @Benchmark
    public Matrix multiply(Work work) {
        gemm.multiply(left, right, out);
        count(work);
        return out;
    }

    /** The right factor lies in columns. */
    @Benchmark
    public Matrix multiplyTransposed(Work work) {
        Matrix transposed = new Matrix(right.values(), 0, right.rows(), right.columns(), right.rows(), true);
        gemm.multiply(left, transposed, out);
        count(work);
        return out;
    }

    @Benchmark
    public Matrix multiplyInALoop(Work work) {
        int columns = out.columns();
        Arrays.fill(out.values(), 0);
        for (int i = 0; i < out.rows(); i++) {
            for (int k = 0; k < left.columns(); k++) {
                float factor = left.values()[i * left.columns() + k];
                for (int j = 0; j < columns; j++) {
                    out.values()[i * columns + j] += factor * right.values()[k * columns + j];
                }
            }
        }
        count(work);
        return out;
    }
}
