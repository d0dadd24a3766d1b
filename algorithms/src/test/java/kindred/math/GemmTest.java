package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Holds products of all shapes and layouts against sums in double precision. */
class GemmTest {

    private static final float BEFORE = 0.25f;

    private static float[] numbers(long seed, int length) {
        Seeds seeds = new Seeds(seed);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = 2 * Seeds.unitFloat(seeds.at(i)) - 1;
        }
        return numbers;
    }

    /** A matrix in the middle of a larger array, with gaps between its lines. */
    private static Matrix matrix(long seed, int rows, int columns, boolean transposed) {
        int stride = (transposed ? rows : columns) + 3;
        float[] values = numbers(seed, 5 + stride * (transposed ? columns : rows));
        return new Matrix(values, 5, rows, columns, stride, transposed);
    }

    private static Matrix result(int rows, int columns) {
        float[] values = new float[2 + rows * (columns + 1)];
        Arrays.fill(values, BEFORE);
        return new Matrix(values, 2, rows, columns, columns + 1, false);
    }

    private static void assertProduct(Matrix left, Matrix right, Matrix out, double before) {
        for (int i = 0; i < out.rows(); i++) {
            for (int j = 0; j < out.columns(); j++) {
                double sum = before;
                for (int k = 0; k < left.columns(); k++) {
                    sum += (double) left.at(i, k) * right.at(k, j);
                }
                assertThat((double) out.at(i, j))
                        .as("%s times %s at %d, %d", left.shape(), right.shape(), i, j)
                        .isCloseTo(sum, within(1e-6 * (4 + left.columns())));
            }
        }
    }

    private static void assertMultiplies(int rows, int depth, int columns) {
        Gemm gemm = new Gemm();
        for (int layout = 0; layout < 4; layout++) {
            Matrix left = matrix(1, rows, depth, (layout & 1) == 1);
            Matrix right = matrix(2, depth, columns, (layout & 2) == 2);
            Matrix out = result(rows, columns);
            gemm.multiply(left, right, out);
            assertProduct(left, right, out, 0);
            Matrix sum = result(rows, columns);
            gemm.multiplyAdd(left, right, sum);
            assertProduct(left, right, sum, BEFORE);
            for (Matrix matrix : new Matrix[] {out, sum}) {
                assertThat(matrix.values()[1]).isEqualTo(BEFORE);
                for (int i = 0; i < rows; i++) {
                    assertThat(matrix.values()[2 + i * (columns + 1) + columns])
                            .as("the gap behind row %d", i)
                            .isEqualTo(BEFORE);
                }
            }
        }
    }

    @Test
    void multipliesAllSmallShapesInAllLayouts() {
        for (int rows : new int[] {1, 2, 5, 6, 7, 13}) {
            for (int depth : new int[] {1, 3, 4, 17}) {
                for (int columns : new int[] {1, 8, 15, 16, 31, 32, 33, 65}) {
                    assertMultiplies(rows, depth, columns);
                }
            }
        }
    }

    @Test
    void multipliesShapesOfSeveralBlocks() {
        assertMultiplies(97, 193, 40);
        assertMultiplies(400, 20, 530);
        assertMultiplies(7, 400, 1030);
        assertMultiplies(3, 8195, 9);
    }

    @Test
    void leavesZerosWhereThereIsNothingToSum() {
        Matrix out = result(2, 3);
        new Gemm().multiplyAdd(matrix(1, 2, 0, false), matrix(2, 0, 3, false), out);
        assertThat(out.at(1, 2)).isEqualTo(BEFORE);
        new Gemm().multiply(matrix(1, 2, 0, false), matrix(2, 0, 3, false), out);
        assertThat(out.at(1, 2)).isZero();
    }

    @Test
    void givesTheSameBitsAtAnyNumberOfThreads() {
        int[][] shapes = {{900, 300, 1100}, {20, 40_000, 30}};
        for (int[] shape : shapes) {
            Matrix left = matrix(1, shape[0], shape[1], true);
            Matrix right = matrix(2, shape[1], shape[2], false);
            Matrix alone = result(shape[0], shape[2]);
            new Gemm().multiply(left, right, alone);
            for (int threads : new int[] {2, 4}) {
                Matrix together = result(shape[0], shape[2]);
                ExecutorService pool = Executors.newFixedThreadPool(threads);
                new Gemm((tasks, task) -> runBackwards(pool, tasks, task)).multiply(left, right, together);
                pool.shutdown();
                assertThat(together.values()).isEqualTo(alone.values());
            }
        }
    }

    private static void runBackwards(ExecutorService pool, int tasks, IntConsumer task) {
        Future<?>[] futures = new Future<?>[tasks];
        for (int i = tasks - 1; i >= 0; i--) {
            int number = i;
            futures[i] = pool.submit(() -> task.accept(number));
        }
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** So a batch of one gives what the same row gives in a batch of many. */
    @Test
    void givesARowTheSameBitsWhateverItsNeighbours() {
        Matrix left = matrix(1, 50, 200, false);
        Matrix right = matrix(2, 200, 70, true);
        Matrix all = result(50, 70);
        new Gemm().multiply(left, right, all);
        for (int row = 0; row < 50; row += 7) {
            Matrix one = result(1, 70);
            new Gemm().multiply(left.rows(row, 1), right, one);
            for (int column = 0; column < 70; column++) {
                assertThat(one.at(0, column)).isEqualTo(all.at(row, column));
            }
        }
    }

    @Test
    void refusesShapesThatDoNotFit() {
        Gemm gemm = new Gemm();
        assertThatThrownBy(() -> gemm.multiply(matrix(1, 2, 3, false), matrix(2, 4, 5, false), result(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The product of 2 x 3 and 4 x 5 is not 2 x 5.");
        assertThatThrownBy(() -> gemm.multiply(
                        matrix(1, 2, 3, false),
                        matrix(2, 3, 5, false),
                        result(5, 2).transposed()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The result of a product cannot be a transposed view.");
        assertThatThrownBy(() -> new Matrix(new float[10], 1, 2, 5, 5, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 rows and 5 columns with stride 5 from 1 on exceed an array of 10.");
        assertThatThrownBy(() -> new Matrix(new float[10], 0, 2, 5, 4, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A matrix cannot have 2 rows, 5 columns, offset 0 and stride 4.");
    }

    @Test
    void takesViewsOfAMatrix() {
        Matrix matrix = Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertThat(matrix.at(1, 0)).isEqualTo(4);
        assertThat(matrix.transposed().at(2, 1)).isEqualTo(6);
        assertThat(matrix.rows(1, 1).at(0, 2)).isEqualTo(6);
        assertThat(matrix.columns(1, 2).transposed().rows(1, 1).at(0, 1)).isEqualTo(6);
    }
}
