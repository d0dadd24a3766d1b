package kindred.benchmarks.jmh;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.knowledge.ComplEx;
import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.TrainingRun;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How close training against all nodes comes to the speed of its products of matrices. The counter {@code flops} is floating-point operations a second:
 * in {@link #oneVersusAll} those of the three products per question alone, though the time is that of a whole epoch of ComplEx, from making the queries
 * to moving the vectors; in {@link #product} those of one square product that fits the cache.
 *
 * <p>Run with {@code java -cp ... org.openjdk.jmh.Main AllNodesPerformance}, on a machine that does nothing else.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AllNodesPerformance {

    private static final int NODES = 4096;
    private static final int SQUARE = 512;

    @Param("256")
    public int dimension;

    @Param({"1", "2"})
    public int threads;

    private Projection graph;
    private ComplEx.Config config;
    private TrainingRun run;
    private Gemm gemm;
    private Matrix left;
    private Matrix right;
    private Matrix out;

    /** Counts what was computed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        public long flops;
    }

    /** Every node has one relationship that starts and one that ends there: as many questions in each direction as nodes, of one answer each. */
    @Setup
    public void create() {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, NODES);
        for (int node = 0; node < NODES; node++) {
            builder.relationship("KNOWS", node, (node * 5L + 1) % NODES);
        }
        graph = builder.build();
        config = ConfigReader.read(
                new ComplEx().defaults(),
                Map.of("embeddingDimension", dimension, "epochs", 1, "trainingType", "oneVersusAll"));
        run = TrainingRun.quiet(1, threads);
        gemm = new Gemm(run::parallel);
        left = random();
        right = random();
        out = random();
    }

    private static Matrix random() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[SQUARE * SQUARE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Matrix.of(values, SQUARE, SQUARE);
    }

    @TearDown
    public void close() {
        run.close();
    }

    @Benchmark
    public KnowledgeEmbeddings oneVersusAll(Work work) {
        work.flops += 3 * 2L * (2 * NODES) * NODES * dimension;
        return new ComplEx().train(graph, config, run);
    }

    @Benchmark
    public Matrix product(Work work) {
        work.flops += 2L * SQUARE * SQUARE * SQUARE;
        gemm.multiply(left, right, out);
        return out;
    }
}
