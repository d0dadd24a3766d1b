package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds every set of kernels that this JVM can load against sums in double precision, for all lengths and odd offsets. */
class KernelsTest {

    private static final int LONGEST = 300;
    private static final int A_OFFSET = 3;
    private static final int B_OFFSET = 7;

    private final float[] a = numbers(1, LONGEST + 64);
    private final float[] b = numbers(2, LONGEST + 64);

    static List<Kernels> kernels() throws ReflectiveOperationException {
        List<Kernels> kernels = new ArrayList<>();
        kernels.add(new ScalarKernels());
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            kernels.add(Class.forName("kindred.math.SimdKernels")
                    .asSubclass(Kernels.class)
                    .getDeclaredConstructor()
                    .newInstance());
        }
        return kernels;
    }

    static float[] numbers(long seed, int length) {
        Seeds seeds = new Seeds(seed);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = 2 * Seeds.unitFloat(seeds.at(i)) - 1;
        }
        return numbers;
    }

    @Test
    void multipliesAndSums() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int length = 0; length <= LONGEST; length++) {
                double dot = 0;
                double distance = 0;
                for (int i = 0; i < length; i++) {
                    double x = a[A_OFFSET + i];
                    double y = b[B_OFFSET + i];
                    dot += x * y;
                    distance += (x - y) * (x - y);
                }
                assertThat(kernels.dot(a, A_OFFSET, b, B_OFFSET, length))
                        .as("%s, length %d", kernels.name(), length)
                        .isCloseTo((float) dot, within(1e-4f));
                assertThat(kernels.squaredDistance(a, A_OFFSET, b, B_OFFSET, length))
                        .as("%s, length %d", kernels.name(), length)
                        .isCloseTo((float) distance, within(1e-4f));
            }
        }
    }

    @Test
    void addsMultiplesAndLeavesTheRestAlone() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int length = 0; length <= LONGEST; length++) {
                float[] y = b.clone();
                kernels.axpy(0.7f, a, A_OFFSET, y, B_OFFSET, length);
                kernels.scale(-3, y, B_OFFSET, length);
                for (int i = 0; i < y.length; i++) {
                    boolean inside = i >= B_OFFSET && i < B_OFFSET + length;
                    float expected = inside ? -3 * (b[i] + 0.7f * a[i - B_OFFSET + A_OFFSET]) : b[i];
                    assertThat(y[i])
                            .as("%s, length %d, index %d", kernels.name(), length, i)
                            .isCloseTo(expected, within(1e-5f));
                }
            }
        }
    }

    @Test
    void clearsAndAddsScaledAndLeavesTheRestAlone() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int length = 0; length <= LONGEST; length++) {
                float[] cleared = b.clone();
                kernels.clear(cleared, B_OFFSET, length);
                float[] sums = b.clone();
                kernels.addScaled(a, A_OFFSET, -2, b, 0, sums, B_OFFSET, length);
                for (int i = 0; i < b.length; i++) {
                    boolean inside = i >= B_OFFSET && i < B_OFFSET + length;
                    assertThat(cleared[i])
                            .as("%s, length %d, index %d", kernels.name(), length, i)
                            .isEqualTo(inside ? 0 : b[i]);
                    assertThat(sums[i])
                            .as("%s, length %d, index %d", kernels.name(), length, i)
                            .isCloseTo(inside ? a[i - B_OFFSET + A_OFFSET] - 2 * b[i - B_OFFSET] : b[i], within(1e-5f));
                }
            }
        }
    }

    @Test
    void multipliesWithManyRows() throws ReflectiveOperationException {
        float[] rows = numbers(3, 9 * LONGEST + 5);
        for (Kernels kernels : kernels()) {
            for (int dimension = 1; dimension <= LONGEST; dimension++) {
                for (int count = 0; count <= 9; count++) {
                    float[] out = new float[count + 4];
                    kernels.dots(a, A_OFFSET, rows, 5, count, dimension, out, 2);
                    assertThat(out[0] + out[1] + out[count + 2] + out[count + 3])
                            .isZero();
                    for (int row = 0; row < count; row++) {
                        float expected = new ScalarKernels().dot(a, A_OFFSET, rows, 5 + row * dimension, dimension);
                        assertThat(out[row + 2])
                                .as("%s, dimension %d, row %d of %d", kernels.name(), dimension, row, count)
                                .isCloseTo(expected, within(1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void multipliesSmallMatrices() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int stride = 16; stride <= 272; stride += 16) {
                float[] left = numbers(4, 7 * stride);
                float[] right = numbers(5, 9 * stride);
                for (int leftRows = 1; leftRows <= 7; leftRows++) {
                    for (int rightRows : new int[] {1, 4, 8, 9}) {
                        float[] out = new float[leftRows * rightRows];
                        kernels.products(
                                left, leftRows, right, rightRows, stride, out, new float[Vectors.PRODUCTS_SCRATCH]);
                        for (int i = 0; i < out.length; i++) {
                            float expected = new ScalarKernels()
                                    .dot(left, i / rightRows * stride, right, i % rightRows * stride, stride);
                            assertThat(out[i])
                                    .as("%s, %d of %d x %d", kernels.name(), i, leftRows, rightRows)
                                    .isCloseTo(expected, within(1e-4f));
                        }
                    }
                }
            }
        }
    }

    @Test
    void sumsTwoMatricesByEachOther() throws ReflectiveOperationException {
        int stride = 48;
        float[] right = numbers(9, 8 * stride);
        for (Kernels kernels : kernels()) {
            for (int leftRows = 1; leftRows <= 33; leftRows++) {
                float[] left = numbers(10, leftRows * stride);
                float[] weights = numbers(11, leftRows * 8);
                float[] leftSums = numbers(12, leftRows * stride);
                float[] rightSums = numbers(13, 8 * stride);
                float[] expectedLeft = new float[leftSums.length];
                float[] expectedRight = new float[rightSums.length];
                for (int i = 0; i < leftRows; i++) {
                    for (int j = 0; j < 8; j++) {
                        for (int k = 0; k < stride; k++) {
                            expectedLeft[i * stride + k] += weights[8 * i + j] * right[j * stride + k];
                            expectedRight[j * stride + k] += weights[8 * i + j] * left[i * stride + k];
                        }
                    }
                }
                kernels.crossSums(weights, left, leftRows, right, stride, leftSums, rightSums);
                assertThat(leftSums)
                        .as("%s, %d rows", kernels.name(), leftRows)
                        .containsExactly(expectedLeft, within(1e-4f));
                assertThat(rightSums)
                        .as("%s, %d rows", kernels.name(), leftRows)
                        .containsExactly(expectedRight, within(1e-4f));
            }
        }
    }

    @Test
    void finishesManyInnerProductsTogether() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int count = 1; count <= 33; count++) {
                int length = 9 * count % 131;
                float[] partials = numbers(8, Vectors.partials(count));
                float[] out = new float[1 + Vectors.stride(count)];
                for (int slot = 0; slot < count; slot++) {
                    kernels.partialDot(a, A_OFFSET + slot, b, B_OFFSET, length, partials, slot);
                }
                kernels.sumPartials(partials, count, out, 1);
                assertThat(out[0]).isZero();
                for (int slot = 0; slot < count; slot++) {
                    assertThat(out[1 + slot])
                            .as("%s, length %d, %d of %d", kernels.name(), length, slot, count)
                            .isCloseTo(new ScalarKernels().dot(a, A_OFFSET + slot, b, B_OFFSET, length), within(1e-4f));
                }
            }
        }
    }

    @Test
    void movesTwoVectorsTowardsEachOther() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int length = 0; length <= LONGEST; length++) {
                float[] row = b.clone();
                float[] sum = numbers(8, LONGEST + 64);
                float[] expectedSum = sum.clone();
                float[] expectedRow = b.clone();
                for (int i = 0; i < length; i++) {
                    expectedSum[1 + i] += -0.3f * b[B_OFFSET + i];
                    expectedRow[B_OFFSET + i] += -0.3f * a[A_OFFSET + i];
                }
                kernels.crossUpdate(-0.3f, a, A_OFFSET, row, B_OFFSET, sum, 1, length);
                assertThat(row).as("%s, length %d", kernels.name(), length).containsExactly(expectedRow, within(1e-5f));
                assertThat(sum).as("%s, length %d", kernels.name(), length).containsExactly(expectedSum, within(1e-5f));
            }
        }
    }

    @Test
    void worksOnScatteredRowsAsOnSingleOnes() throws ReflectiveOperationException {
        int[] offsets = {933, 0, 2177, 311, 1244, 622, 1866, 1555, 2488, 2799};
        float[] gains = {0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f, 0.7f, -0.8f, 0.9f, 1};
        for (Kernels kernels : kernels()) {
            for (int length = 1; length <= LONGEST; length += 13) {
                for (int count = 0; count < offsets.length; count += 3) {
                    float[] rows = numbers(9, 3200);
                    float[] expectedRows = rows.clone();
                    float[] sum = numbers(10, LONGEST);
                    float[] expectedSum = sum.clone();
                    float[] dots = new float[offsets.length];
                    float[] expectedDots = new float[offsets.length];
                    for (int i = 1; i < 1 + count; i++) {
                        expectedDots[i] = new ScalarKernels().dot(a, 0, rows, offsets[i], length);
                        new ScalarKernels()
                                .crossUpdate(gains[i], a, 0, expectedRows, offsets[i], expectedSum, 0, length);
                    }
                    kernels.scatteredDots(
                            a, rows, offsets, 1, count, length, dots, new float[Vectors.PRODUCTS_SCRATCH]);
                    kernels.crossUpdates(gains, a, rows, offsets, 1, count, sum, length);
                    assertThat(dots).containsExactly(expectedDots, within(1e-4f));
                    assertThat(sum).containsExactly(expectedSum, within(1e-4f));
                    assertThat(rows).containsExactly(expectedRows, within(1e-5f));
                }
            }
        }
    }

    @Test
    void computesTheLogisticFunction() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            float[] x = new float[4001];
            for (int i = 0; i < x.length; i++) {
                x[i] = (i - 2000) * 0.05f;
            }
            float[] y = x.clone();
            kernels.logistic(y, 3, x.length - 3);
            assertThat(y[2]).isEqualTo(x[2]);
            for (int i = 3; i < x.length; i++) {
                assertThat((double) y[i])
                        .as("%s at %f", kernels.name(), x[i])
                        .isCloseTo(1 / (1 + Math.exp(-x[i])), within(1e-6));
            }
        }
    }

    @Test
    void findsTheLargestElement() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int length = 1; length <= LONGEST; length++) {
                float[] x = numbers(14, length + 4);
                float[] negative = new float[x.length];
                x[1] = 9;
                x[2 + length] = 9;
                float expected = Float.NEGATIVE_INFINITY;
                for (int i = 2; i < 2 + length; i++) {
                    negative[i] = -1 - Math.abs(x[i]);
                    expected = Math.max(expected, x[i]);
                }
                assertThat(kernels.max(x, 2, length))
                        .as("%s, length %d", kernels.name(), length)
                        .isEqualTo(expected);
                assertThat(kernels.max(negative, 2, length))
                        .as("%s, length %d", kernels.name(), length)
                        .isLessThanOrEqualTo(-1);
                x[2 + length * 2 / 3] = 8;
                assertThat(kernels.max(x, 2, length))
                        .as("%s, length %d", kernels.name(), length)
                        .isEqualTo(8);
            }
        }
    }

    @Test
    void findsTheColumnOfTheLargestSum() throws ReflectiveOperationException {
        int width = 2 * Vectors.COLUMNS;
        for (Kernels kernels : kernels()) {
            for (int dimension = 0; dimension <= 6; dimension++) {
                float[] rows = numbers(31, 9 * dimension);
                float[] columns = numbers(32, width * (dimension + 1));
                columns[3] = Float.NEGATIVE_INFINITY;
                int[] out = new int[11];
                kernels.largestSums(rows, 9, dimension, columns, width, out, 1);
                assertThat(out[0]).isZero();
                assertThat(out[10]).isZero();
                for (int row = 0; row < 9; row++) {
                    double[] sums = new double[width];
                    for (int column = 0; column < width; column++) {
                        sums[column] = columns[column];
                        for (int k = 0; k < dimension; k++) {
                            sums[column] += (double) rows[row * dimension + k] * columns[(k + 1) * width + column];
                        }
                    }
                    double largest = Arrays.stream(sums).max().orElseThrow();
                    assertThat(sums[out[row + 1]])
                            .as("%s, dimension %d, row %d", kernels.name(), dimension, row)
                            .isCloseTo(largest, within(1e-5));
                }
            }
        }
    }

    @Test
    void takesTheFirstColumnOfEqualSumsAndNoneBeyondReach() throws ReflectiveOperationException {
        int width = 4 * Vectors.COLUMNS;
        for (Kernels kernels : kernels()) {
            int[] out = new int[1];
            float[] columns = new float[2 * width];
            Arrays.fill(columns, 0, width, Float.NEGATIVE_INFINITY);
            kernels.largestSums(new float[] {1}, 1, 1, columns, width, out, 0);
            assertThat(out[0]).as(kernels.name()).isEqualTo(-1);
            for (int first = width - 1; first >= 0; first--) {
                columns[first] = 2;
                kernels.largestSums(new float[] {1}, 1, 1, columns, width, out, 0);
                assertThat(out[0]).as(kernels.name()).isEqualTo(first);
            }
        }
    }

    @Test
    void computesExponentialsAndTheirSum() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            for (int length = 0; length <= LONGEST; length++) {
                float[] x = numbers(15, length + 4);
                float[] y = x.clone();
                double expected = 0;
                for (int i = 2; i < 2 + length; i++) {
                    expected += Math.exp((double) x[i] - 0.25f);
                }
                float sum = kernels.expSum(y, 2, length, 0.25f);
                assertThat((double) sum)
                        .as("%s, length %d", kernels.name(), length)
                        .isCloseTo(expected, within(1e-6 * expected));
                assertThat(y[1]).isEqualTo(x[1]);
                assertThat(y[2 + length]).isEqualTo(x[2 + length]);
                for (int i = 2; i < 2 + length; i++) {
                    double exact = Math.exp((double) x[i] - 0.25f);
                    assertThat((double) y[i]).isCloseTo(exact, within(1e-6 * exact));
                }
            }
        }
    }

    @Test
    void keepsTheDigitsOfLargeAndSmallExponentials() throws ReflectiveOperationException {
        float shift = 3;
        for (Kernels kernels : kernels()) {
            float[] x = new float[34_801];
            for (int i = 0; i < x.length; i++) {
                x[i] = (i - 17_400) * 0.005f + shift;
            }
            float[] y = x.clone();
            kernels.expSum(y, 0, y.length, shift);
            for (int i = 0; i < x.length; i++) {
                double exact = Math.exp((double) (x[i] - shift));
                assertThat((double) y[i])
                        .as("%s at %f", kernels.name(), x[i] - shift)
                        .isCloseTo(exact, within(1e-6 * exact));
            }
        }
    }

    @Test
    void leavesNothingOfWhatLiesFarBelowTheShift() throws ReflectiveOperationException {
        for (Kernels kernels : kernels()) {
            float[] x = new float[40];
            for (int i = 0; i < x.length; i++) {
                x[i] = new float[] {-88, -1e4f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY}[i % 4];
            }
            assertThat(kernels.expSum(x, 0, x.length, 0)).as(kernels.name()).isZero();
            assertThat(x).as(kernels.name()).containsOnly(0);

            Arrays.fill(x, 1000);
            assertThat(kernels.expSum(x, 0, 1, 0)).as(kernels.name()).isFinite();
            kernels.expSum(x, 1, x.length - 1, 0);
            assertThat(x).as(kernels.name()).containsOnly(x[0]);

            Arrays.fill(x, Float.NaN);
            assertThat(kernels.expSum(x, 0, x.length, 0)).as(kernels.name()).isNaN();
        }
    }
}
