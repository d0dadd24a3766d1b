package kindred.homogeneous;

import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import kindred.math.Vectors;
import kindred.train.TrainingRun;

/**
 * The propagation of ProNE. With A the weights plus 1 on the diagonal, D its row sums and {@code L = I - A / D} a Laplacian, it takes a table Y
 * to {@code A (Y - g(L) Y)}, where {@code g(x) = exp(-theta ((x - mu)^2 / 2 - 1))} is expanded in Chebyshev polynomials of
 * {@code (x - mu)^2 / 2 - 1}.
 *
 * <p>Four tables of the size of Y are alive at a time, Y included.
 */
final class SpectralFilter {

    private final SparseMatrix weights;
    private final double[] degrees;
    private final double mu;
    private final double theta;
    private final TrainingRun run;

    SpectralFilter(SparseMatrix weights, double[] degrees, double mu, double theta, TrainingRun run) {
        this.weights = weights;
        this.degrees = degrees;
        this.mu = mu;
        this.theta = theta;
        this.run = run;
    }

    /**
     * Filters a table; advances the run's progress by the number of terms.
     *
     * @param table to be filtered; it is overwritten
     * @param order number of terms of the expansion, at least 2
     */
    TallMatrix apply(TallMatrix table, int order) {
        int nodes = table.rows();
        int dimension = table.columns();
        TallMatrix first = new TallMatrix(nodes, dimension);
        TallMatrix shifted = new TallMatrix(nodes, dimension);
        TallMatrix rest = new TallMatrix(nodes, dimension);

        double constant = 1 - bessel(0, theta);
        double linear = 2 * bessel(1, theta);
        shift(table, shifted);
        forEachRow(row -> {
            shiftRow(shifted, row, first.page(row), first.offset(row));
            Vectors.scale(0.5f, first.page(row), first.offset(row), dimension);
            add(-1, table, row, first);
            add(constant, table, row, rest);
            add(linear, first, row, rest);
        });
        run.progress().advance(2);
        TallMatrix before = table;
        TallMatrix last = first;
        for (int i = 2; i < order; i++) {
            TallMatrix next = before; // the oldest one is read row by row, just before it is overwritten
            TallMatrix previous = last;
            double share = (i % 2 == 0 ? -2 : 2) * bessel(i, theta);
            shift(previous, shifted);
            forEachRowWith(dimension, (row, scratch) -> {
                shiftRow(shifted, row, scratch, 0);
                Vectors.scale(-1, next.page(row), next.offset(row), dimension);
                Vectors.axpy(1, scratch, 0, next.page(row), next.offset(row), dimension);
                add(-2, previous, row, next);
                add(share, next, row, rest);
            });
            before = last;
            last = next;
            run.progress().advance(1);
        }
        TallMatrix result = before;
        forEachRow(row -> {
            weights.rowTimes(row, rest, result.page(row), result.offset(row));
            add(1, rest, row, result);
        });
        return result;
    }

    /** {@code out = (L - mu) in}. */
    private void shift(TallMatrix in, TallMatrix out) {
        forEachRow(row -> shiftRow(in, row, out.page(row), out.offset(row)));
    }

    private void shiftRow(TallMatrix in, int row, float[] out, int offset) {
        double sum = 1 + degrees[row];
        weights.rowTimes(row, in, out, offset);
        Vectors.scale((float) (-1 / sum), out, offset, in.columns());
        Vectors.axpy((float) (1 - mu - 1 / sum), in.page(row), in.offset(row), out, offset, in.columns());
    }

    private static void add(double factor, TallMatrix from, int row, TallMatrix to) {
        Vectors.axpy((float) factor, from.page(row), from.offset(row), to.page(row), to.offset(row), from.columns());
    }

    private interface Row {
        void visit(int row);
    }

    private interface RowWithScratch {
        void visit(int row, float[] scratch);
    }

    private void forEachRow(Row visitor) {
        forEachRowWith(0, (row, scratch) -> visitor.visit(row));
    }

    private void forEachRowWith(int scratchLength, RowWithScratch visitor) {
        int nodes = weights.rows();
        run.parallel(TallMatrix.blocks(nodes), block -> {
            float[] scratch = new float[scratchLength];
            int end = (int) Math.min(nodes, (block + 1L) * TallMatrix.BLOCK);
            for (int row = TallMatrix.start(block); row < end; row++) {
                visitor.visit(row, scratch);
            }
        });
    }

    /** The modified Bessel function of the first kind, by its power series. */
    static double bessel(int order, double x) {
        double term = 1;
        for (int i = 1; i <= order; i++) {
            term *= x / 2 / i;
        }
        double sum = 0;
        for (int m = 1; term > sum * 1e-17; m++) {
            sum += term;
            term *= x * x / 4 / m / (m + order);
        }
        return sum;
    }
}
