package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Holds distances and steps along their gradients against double precision, on every set of kernels that this JVM can load. */
class DistanceKernelsTest {

    private static final int LONGEST = 75;
    private static final int A_OFFSET = 3;
    private static final int B_OFFSET = 7;
    private static final int A_SUM_OFFSET = 1;
    private static final int B_SUM_OFFSET = 5;
    private static final float GAIN = -0.3f;

    private final float[] a = KernelsTest.numbers(1, 2 * LONGEST + 16);
    private final float[] b = sometimesEqual(a, KernelsTest.numbers(2, 2 * LONGEST + 16));

    /** Every third number of b is that which a has at the same place. */
    private static float[] sometimesEqual(float[] a, float[] b) {
        for (int i = 0; i < 2 * LONGEST; i += 3) {
            b[B_OFFSET + i] = a[A_OFFSET + i];
        }
        return b;
    }

    private double difference(int i) {
        return (double) a[A_OFFSET + i] - b[B_OFFSET + i];
    }

    private double modulus(int i, int half) {
        return Math.hypot(difference(i), difference(half + i));
    }

    @Test
    void sumsAbsoluteDifferences() throws ReflectiveOperationException {
        for (Kernels kernels : KernelsTest.kernels()) {
            double expected = 0;
            for (int length = 0; length <= 2 * LONGEST; length++) {
                assertThat(kernels.absoluteDistance(a, A_OFFSET, b, B_OFFSET, length))
                        .as("%s, length %d", kernels.name(), length)
                        .isCloseTo((float) expected, within(1e-4f));
                expected += Math.abs(difference(length));
            }
        }
    }

    @Test
    void sumsModuli() throws ReflectiveOperationException {
        for (Kernels kernels : KernelsTest.kernels()) {
            for (int half = 0; half <= LONGEST; half++) {
                double expected = 0;
                for (int i = 0; i < half; i++) {
                    expected += modulus(i, half);
                }
                assertThat(kernels.modulusDistance(a, A_OFFSET, b, B_OFFSET, half))
                        .as("%s, half %d", kernels.name(), half)
                        .isCloseTo((float) expected, within(1e-4f));
            }
        }
    }

    @Test
    void addsSignsAndLeavesTheRestAlone() throws ReflectiveOperationException {
        for (Kernels kernels : KernelsTest.kernels()) {
            for (int length = 0; length <= 2 * LONGEST; length++) {
                Sums sums = new Sums();
                for (int i = 0; i < length; i++) {
                    sums.expect(i, GAIN * Math.signum(difference(i)));
                }
                kernels.addSigns(
                        GAIN, a, A_OFFSET, b, B_OFFSET, sums.aSum, A_SUM_OFFSET, sums.bSum, B_SUM_OFFSET, length);
                sums.check("%s, length %d".formatted(kernels.name(), length));
            }
        }
    }

    @Test
    void addsDirectionsAndLeavesTheRestAlone() throws ReflectiveOperationException {
        for (Kernels kernels : KernelsTest.kernels()) {
            for (int half = 0; half <= LONGEST; half++) {
                Sums sums = new Sums();
                for (int i = 0; i < half; i++) {
                    double factor = modulus(i, half) == 0 ? 0 : GAIN / modulus(i, half);
                    sums.expect(i, factor * difference(i));
                    sums.expect(half + i, factor * difference(half + i));
                }
                kernels.addDirections(
                        GAIN, a, A_OFFSET, b, B_OFFSET, sums.aSum, A_SUM_OFFSET, sums.bSum, B_SUM_OFFSET, half);
                sums.check("%s, half %d".formatted(kernels.name(), half));
            }
        }
    }

    /** The distance grows by what the step is long: each is the gradient of the other. */
    @Test
    void stepsAlongTheGradients() throws ReflectiveOperationException {
        int half = 37;
        float step = 1e-3f;
        float[] far = KernelsTest.numbers(3, 2 * half);
        float[] near = new float[2 * half];
        for (Kernels kernels : KernelsTest.kernels()) {
            float[] farther = far.clone();
            float[] nearer = near.clone();
            float before = kernels.absoluteDistance(far, 0, near, 0, 2 * half);
            kernels.addSigns(step, far, 0, near, 0, farther, 0, nearer, 0, 2 * half);
            assertThat(kernels.absoluteDistance(farther, 0, nearer, 0, 2 * half) - before)
                    .as(kernels.name())
                    .isCloseTo(2 * step * 2 * half, within(1e-4f));

            farther = far.clone();
            nearer = near.clone();
            before = kernels.modulusDistance(far, 0, near, 0, half);
            kernels.addDirections(step, far, 0, near, 0, farther, 0, nearer, 0, half);
            assertThat(kernels.modulusDistance(farther, 0, nearer, 0, half) - before)
                    .as(kernels.name())
                    .isCloseTo(2 * step * half, within(1e-4f));
        }
    }

    @Test
    void givesNoDirectionToEqualNumbersAndNoneLongerThanOneToClosestOnes() throws ReflectiveOperationException {
        int half = 41;
        float[] zeros = new float[2 * half];
        for (Kernels kernels : KernelsTest.kernels()) {
            for (float distance : new float[] {0, Float.MIN_VALUE, 1e-30f, 1e-20f, 1e-10f, 1, 0x1p60f}) {
                float[] x = new float[2 * half];
                Arrays.fill(x, distance);
                float[] signs = new float[2 * half];
                float[] directions = new float[2 * half];
                kernels.addSigns(1, zeros, 0, x, 0, new float[2 * half], 0, signs, 0, 2 * half);
                kernels.addDirections(1, zeros, 0, x, 0, new float[2 * half], 0, directions, 0, half);
                assertThat(signs).as("%s, %g apart", kernels.name(), distance).containsOnly(Math.signum(distance));
                float cosine = distance < 1e-18f ? distance / 1e-18f : (float) Math.sqrt(0.5);
                assertThat(directions)
                        .as("%s, %g apart", kernels.name(), distance)
                        .containsExactly(filled(2 * half, cosine), within(1e-6f));
                assertThat(kernels.absoluteDistance(zeros, 0, x, 0, 2 * half))
                        .isCloseTo(distance * 2 * half, relative(distance * 2 * half));
                float sum = (float) (Math.sqrt(2) * distance * half);
                assertThat(kernels.modulusDistance(zeros, 0, x, 0, half))
                        .isCloseTo(distance < 1e-18f ? 0 : sum, within(Math.max(1e-16f, 1e-5f * sum)));
            }
        }
    }

    private static Offset<Float> relative(float expected) {
        return within(1e-5f * expected);
    }

    private static float[] filled(int length, float value) {
        float[] filled = new float[length];
        Arrays.fill(filled, value);
        return filled;
    }

    @Test
    void measuresDistancesToManyRows() throws ReflectiveOperationException {
        float[] rows = KernelsTest.numbers(3, 9 * 2 * LONGEST + 5);
        for (Kernels kernels : KernelsTest.kernels()) {
            for (int half = 1; half <= LONGEST; half++) {
                for (int count = 0; count <= 9; count++) {
                    float[] absolute = new float[count + 4];
                    float[] moduli = new float[count + 4];
                    float[] expectedAbsolute = new float[count + 4];
                    float[] expectedModuli = new float[count + 4];
                    for (int row = 0; row < count; row++) {
                        expectedAbsolute[2 + row] =
                                new ScalarKernels().absoluteDistance(a, A_OFFSET, rows, 5 + row * half, half);
                        expectedModuli[2 + row] =
                                new ScalarKernels().modulusDistance(a, A_OFFSET, rows, 5 + row * 2 * half, half);
                    }
                    kernels.absoluteDistances(a, A_OFFSET, rows, 5, count, half, absolute, 2);
                    kernels.modulusDistances(a, A_OFFSET, rows, 5, count, half, moduli, 2);
                    assertThat(absolute)
                            .as("%s, dimension %d, %d rows", kernels.name(), half, count)
                            .containsExactly(expectedAbsolute, within(1e-4f));
                    assertThat(moduli)
                            .as("%s, half %d, %d rows", kernels.name(), half, count)
                            .containsExactly(expectedModuli, within(1e-4f));
                }
            }
        }
    }

    /** Two arrays that steps are added to and subtracted from, and what they should become. */
    private static final class Sums {

        private final float[] aSum = KernelsTest.numbers(4, 2 * LONGEST + 16);
        private final float[] bSum = KernelsTest.numbers(5, 2 * LONGEST + 16);
        private final float[] expectedA = aSum.clone();
        private final float[] expectedB = bSum.clone();

        void expect(int i, double step) {
            expectedA[A_SUM_OFFSET + i] += (float) step;
            expectedB[B_SUM_OFFSET + i] -= (float) step;
        }

        void check(String description) {
            assertThat(aSum).as(description).containsExactly(expectedA, within(1e-6f));
            assertThat(bSum).as(description).containsExactly(expectedB, within(1e-6f));
        }
    }
}
