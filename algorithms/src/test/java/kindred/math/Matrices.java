package kindred.math;

/** Small matrices by hand, and ways to run tasks that must not make a difference. */
final class Matrices {

    static final Parallel FORWARD = (tasks, task) -> {
        for (int i = 0; i < tasks; i++) {
            task.accept(i);
        }
    };

    static final Parallel BACKWARD = (tasks, task) -> {
        for (int i = tasks - 1; i >= 0; i--) {
            task.accept(i);
        }
    };

    private Matrices() {}

    static TallMatrix random(int rows, int columns, long seed) {
        TallMatrix matrix = new TallMatrix(rows, columns);
        matrix.randomise(new Seeds(seed), FORWARD);
        return matrix;
    }

    static double[][] entries(TallMatrix matrix) {
        double[][] entries = new double[matrix.rows()][matrix.columns()];
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                entries[row][column] = matrix.page(row)[matrix.offset(row) + column];
            }
        }
        return entries;
    }

    static TallMatrix dense(double[][] entries) {
        TallMatrix matrix = new TallMatrix(entries.length, entries[0].length);
        for (int row = 0; row < entries.length; row++) {
            for (int column = 0; column < entries[0].length; column++) {
                matrix.page(row)[matrix.offset(row) + column] = (float) entries[row][column];
            }
        }
        return matrix;
    }

    static SparseMatrix sparse(double[][] entries) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder(entries.length, entries[0].length, row -> {
            int count = 0;
            for (double entry : entries[row]) {
                count += entry == 0 ? 0 : 1;
            }
            return count;
        });
        for (int row = 0; row < entries.length; row++) {
            long position = builder.first(row);
            for (int column = 0; column < entries[row].length; column++) {
                if (entries[row][column] != 0) {
                    builder.set(position++, column, (float) entries[row][column]);
                }
            }
        }
        return builder.build();
    }

    static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    /** Largest difference between two matrices of one shape. */
    static double distance(double[][] a, double[][] b) {
        double distance = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                distance = Math.max(distance, Math.abs(a[i][j] - b[i][j]));
            }
        }
        return distance;
    }

    static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }
}
