package kindred.homogeneous;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.math.Gemm;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import kindred.math.Vectors;
import kindred.train.TrainingRun;

/**
 * The matrices that GraRep factorises, never held: for k = 1, 2, ... the positive part of
 * {@code ln(p_k(i, j) / sum over t of p_k(t, j)) - ln(negativeSamplingRate / nodes)}, where p_k are the probabilities of k steps.
 *
 * <p>Some rows at a time are computed for all k, multiplied with the tables at hand, and forgotten. The rows lie turned in memory, one line
 * per node and one column per row of the block, so that a step is a sparse product.
 */
final class StepProximities {

    /** Rows of the proximity matrices in one block: a line of it fills whole registers, and the block stays in the cache. */
    private static final int WIDTH = 64;

    /** Lines of one task. */
    private static final int LINES = 1024;

    /** Share of positive entries from which a dense product is the faster one. */
    private static final double DENSE = 0.15;

    private final SparseMatrix incoming;
    private final int nodes;
    private final TrainingRun run;
    private final double[][] scales;
    private final Queue<Gemm> idle = new ConcurrentLinkedQueue<>();
    private TallMatrix current;
    private TallMatrix next;
    private final TallMatrix positive;

    /**
     * @param incoming transition probabilities, turned: row j holds the probabilities of stepping to j
     * @param steps longest k
     * @param negativeSamplingRate weight of the noise
     */
    StepProximities(SparseMatrix incoming, int steps, double negativeSamplingRate, TrainingRun run) {
        this.incoming = incoming;
        this.nodes = incoming.rows();
        this.run = run;
        this.scales = scales(steps, negativeSamplingRate);
        this.current = new TallMatrix(nodes, WIDTH);
        this.next = new TallMatrix(nodes, WIDTH);
        this.positive = new TallMatrix(nodes, WIDTH);
    }

    /** What p_k(i, j) is multiplied with before the logarithm, for each k and j; 0 where no walk of k steps ends in j. */
    private double[][] scales(int steps, double negativeSamplingRate) {
        double[][] scales = new double[steps][nodes];
        double[] sums = new double[nodes];
        Arrays.fill(sums, 1);
        for (int k = 0; k < steps; k++) {
            double[] before = sums;
            double[] after = new double[nodes];
            double[] scale = scales[k];
            run.parallel(TallMatrix.blocks(nodes), block -> {
                int end = (int) Math.min(nodes, (block + 1L) * TallMatrix.BLOCK);
                for (int node = TallMatrix.start(block); node < end; node++) {
                    for (long entry = incoming.first(node); entry < incoming.end(node); entry++) {
                        after[node] += incoming.value(entry) * before[incoming.column(entry)];
                    }
                    scale[node] = after[node] == 0 ? 0 : nodes / (negativeSamplingRate * after[node]);
                }
            });
            sums = after;
        }
        return scales;
    }

    /** Takes each table Q_k to {@code X_k' X_k Q_k}, where X_k is the proximity matrix of k steps. Advances the progress by the nodes. */
    void square(List<TallMatrix> tables) {
        List<TallMatrix> results = new ArrayList<>();
        tables.forEach(table -> results.add(new TallMatrix(nodes, table.columns())));
        forEachBlock((k, first) -> {
            TallMatrix product = product(tables.get(k));
            addTransposed(product, results.get(k));
        });
        for (int k = 0; k < results.size(); k++) {
            tables.set(k, results.get(k));
        }
    }

    /** Takes each table Q_k to {@code X_k Q_k}. Advances the progress by the nodes. */
    void multiply(List<TallMatrix> tables) {
        List<TallMatrix> results = new ArrayList<>();
        tables.forEach(table -> results.add(new TallMatrix(nodes, table.columns())));
        forEachBlock((k, first) -> {
            TallMatrix product = product(tables.get(k));
            TallMatrix result = results.get(k);
            for (int i = 0; i < Math.min(WIDTH, nodes - first); i++) {
                System.arraycopy(
                        product.page(i),
                        product.offset(i),
                        result.page(first + i),
                        result.offset(first + i),
                        result.columns());
            }
        });
        for (int k = 0; k < results.size(); k++) {
            tables.set(k, results.get(k));
        }
    }

    private interface Visitor {
        /** The block of rows that begins with {@code first} of the matrix for {@code k + 1} steps lies ready. */
        void visit(int k, int first);
    }

    private void forEachBlock(Visitor visitor) {
        for (int first = 0; first < nodes; first += WIDTH) {
            int count = Math.min(WIDTH, nodes - first);
            start(first, count);
            for (int k = 0; k < scales.length; k++) {
                step(scales[k]);
                visitor.visit(k, first);
            }
            run.progress().advance(count);
        }
    }

    /** Every walk of the block stands where it begins. */
    private void start(int first, int count) {
        run.parallel(lineTasks(), task -> {
            for (int node = task * LINES; node < lineEnd(task); node++) {
                float[] page = current.page(node);
                int offset = current.offset(node);
                Arrays.fill(page, offset, offset + WIDTH, 0);
                if (node >= first && node < first + count) {
                    page[offset + node - first] = 1;
                }
            }
        });
    }

    private void step(double[] scale) {
        run.parallel(lineTasks(), task -> {
            for (int node = task * LINES; node < lineEnd(task); node++) {
                float[] page = next.page(node);
                int offset = next.offset(node);
                incoming.rowTimes(node, current, page, offset);
                float[] line = positive.page(node);
                for (int i = offset; i < offset + WIDTH; i++) {
                    double likelier = page[i] * scale[node];
                    line[i] = likelier > 1 ? (float) Math.log(likelier) : 0;
                }
            }
        });
        TallMatrix swapped = current;
        current = next;
        next = swapped;
    }

    /** The block of rows times a table. Tasks sum up on their own, and their sums are added up in order. */
    private TallMatrix product(TallMatrix table) {
        TallMatrix[] partial = new TallMatrix[lineTasks()];
        int length = table.columns();
        run.parallel(partial.length, task -> {
            TallMatrix sum = new TallMatrix(WIDTH, length);
            int first = task * LINES;
            int count = lineEnd(task) - first;
            if (isDense(first, count)) {
                Gemm gemm = borrow();
                gemm.multiply(positive.rows(first, count).transposed(), table.rows(first, count), sum.rows(0, WIDTH));
                idle.offer(gemm);
            } else {
                forEachPositive(first, count, (node, column, value) -> add(value, table, node, sum, column));
            }
            partial[task] = sum;
        });
        for (int task = 1; task < partial.length; task++) {
            Vectors.axpy(1, partial[task].page(0), 0, partial[0].page(0), 0, WIDTH * length);
        }
        return partial[0];
    }

    /** Adds the turned block times a table of one row per row of the block. */
    private void addTransposed(TallMatrix rows, TallMatrix sums) {
        run.parallel(lineTasks(), task -> {
            int first = task * LINES;
            int count = lineEnd(task) - first;
            if (isDense(first, count)) {
                Gemm gemm = borrow();
                gemm.multiplyAdd(positive.rows(first, count), rows.rows(0, WIDTH), sums.rows(first, count));
                idle.offer(gemm);
            } else {
                forEachPositive(first, count, (node, column, value) -> add(value, rows, column, sums, node));
            }
        });
    }

    private Gemm borrow() {
        Gemm gemm = idle.poll();
        return gemm == null ? new Gemm() : gemm;
    }

    private static void add(float factor, TallMatrix from, int fromRow, TallMatrix to, int toRow) {
        Vectors.axpy(
                factor, from.page(fromRow), from.offset(fromRow), to.page(toRow), to.offset(toRow), from.columns());
    }

    private interface Entry {
        void visit(int node, int column, float value);
    }

    private void forEachPositive(int first, int count, Entry visitor) {
        for (int node = first; node < first + count; node++) {
            float[] line = positive.page(node);
            int offset = positive.offset(node);
            for (int i = 0; i < WIDTH; i++) {
                if (line[offset + i] > 0) {
                    visitor.visit(node, i, line[offset + i]);
                }
            }
        }
    }

    /** Whether so many entries are positive that it is faster not to look for zeros. */
    private boolean isDense(int first, int count) {
        float[] page = positive.page(first);
        int from = positive.offset(first);
        int positives = 0;
        for (int i = from; i < from + count * WIDTH; i++) {
            positives += page[i] > 0 ? 1 : 0;
        }
        return positives > DENSE * count * WIDTH;
    }

    private int lineTasks() {
        return (int) ((nodes + LINES - 1L) / LINES);
    }

    private int lineEnd(int task) {
        return (int) Math.min(nodes, (task + 1L) * LINES);
    }

    /** Bytes beside the tables. */
    static long bytes(long nodes, int steps, int columns) {
        long partial = (nodes + LINES - 1) / LINES * TallMatrix.bytes(WIDTH, columns);
        return 3 * TallMatrix.bytes(nodes, WIDTH) + partial + 8 * nodes * (steps + 2L);
    }
}
