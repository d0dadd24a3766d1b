package kindred.benchmarks.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.retrieve.ExactIndex;
import kindred.retrieve.Neighbours;
import kindred.retrieve.Parallel;
import kindred.retrieve.Similarity;
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
 * How close exact search comes to the speed at which memory can be read at all.
 *
 * <p>{@link #readOnly} reads every float of the table once, in long runs and into one sum: no search that looks at every vector on its
 * own is faster. {@link #scalarLoop} is what one would write first. {@link #search} is one query, {@link #searchBatch} a query
 * out of a batch of 64, which may beat {@code readOnly}, since a batch reads memory once.
 *
 * <p>Run with {@code java --add-modules=jdk.incubator.vector -cp ... org.openjdk.jmh.Main ExactIndexPerformance}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExactIndexPerformance {

    private static final int FOUND = 20;
    private static final int BATCH = 64;

    /** 40,000 x 64 is 10 MB, about a last-level cache; 1,000,000 x 64 is 256 MB, which is memory. */
    @Param({"40000", "1000000"})
    public int rows;

    @Param("64")
    public int dimension;

    private EmbeddingTable table;
    private ExactIndex index;
    private float[] query;
    private int[] queries;

    @Setup
    public void createTable() {
        SplittableRandom random = new SplittableRandom(1);
        table = new EmbeddingTable(rows, dimension);
        for (int row = 0; row < rows; row++) {
            float[] page = table.page(row);
            for (int i = 0; i < dimension; i++) {
                page[table.offset(row) + i] = (float) random.nextDouble(-1, 1);
            }
        }
        index = new ExactIndex(table, Similarity.DOT);
        query = table.row(7);
        queries = new int[BATCH];
        Arrays.setAll(queries, i -> i * 13);
    }

    @Benchmark
    public float readOnly() {
        float sum = 0;
        for (int row = 0; row < rows; row += BATCH) {
            int count = Math.min(BATCH, rows - row);
            sum += Vectors.sumOfSquares(table.page(row), table.offset(row), count * dimension);
        }
        return sum;
    }

    @Benchmark
    public int scalarLoop() {
        int best = -1;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            float[] page = table.page(row);
            int offset = table.offset(row);
            float score = 0;
            for (int i = 0; i < dimension; i++) {
                score += query[i] * page[offset + i];
            }
            if (score > bestScore) {
                bestScore = score;
                best = row;
            }
        }
        return best;
    }

    @Benchmark
    public Neighbours search() {
        return index.search(query, FOUND);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Neighbours[] searchBatch() {
        return index.searchAll(table, queries, FOUND, i -> id -> id >= 0, Parallel.NONE);
    }
}
