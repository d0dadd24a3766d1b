package kindred.train;

import kindred.math.Seeds;
import kindred.model.EmbeddingTable;

/** Small tables for tests of objectives, and the same numbers in double precision. */
final class Tables {

    private Tables() {}

    static EmbeddingTable random(int rows, int dimension, long seed) {
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        Seeds seeds = new Seeds(seed);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dimension; i++) {
                table.page(row)[table.offset(row) + i] = Seeds.unitFloat(seeds.at(row, i)) - 0.5f;
            }
        }
        return table;
    }

    static double[][] copy(EmbeddingTable table) {
        double[][] copy = new double[table.rows()][table.dimension()];
        for (int row = 0; row < copy.length; row++) {
            float[] values = table.row(row);
            for (int i = 0; i < values.length; i++) {
                copy[row][i] = values[i];
            }
        }
        return copy;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code y += alpha * x}. */
    static void add(double alpha, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] += alpha * x[i];
        }
    }

    static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double largestDifference(EmbeddingTable table, double[][] expected) {
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            float[] values = table.row(row);
            for (int i = 0; i < values.length; i++) {
                largest = Math.max(largest, Math.abs(values[i] - expected[row][i]));
            }
        }
        return largest;
    }
}
