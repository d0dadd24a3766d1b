package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerTest {

    private static final float RATE = 0.1f;
    private static final int AT = 1;
    private static final int GRADIENT_AT = 2;

    /** A row of two numbers, which are 1 and 1, moved by some gradients, one after the other. */
    private static float[] moved(Optimizer kind, float[]... gradients) {
        float[] values = {9, 1, 1, 9};
        Optimizer.Memory memory = new Optimizer.Memory(kind, 3, 2);
        for (float[] gradient : gradients) {
            memory.begin();
            memory.move(1, values, AT, new float[] {7, 7, gradient[0], gradient[1]}, GRADIENT_AT, RATE);
        }
        assertThat(new float[] {values[0], values[3]}).containsOnly(9);
        return new float[] {values[1], values[2]};
    }

    private static float[] row(double first, double second) {
        return new float[] {(float) first, (float) second};
    }

    @Test
    void sgdGoesAlongTheGradient() {
        assertThat(moved(Optimizer.SGD, row(3, -4))).containsExactly(row(0.7, 1.4), within(1e-6f));
        assertThat(moved(Optimizer.SGD, row(3, -4), row(1, 0))).containsExactly(row(0.6, 1.4), within(1e-6f));
    }

    @Test
    void adagradDividesByTheRootOfAllSquares() {
        assertThat(moved(Optimizer.ADAGRAD, row(3, -4))).containsExactly(row(0.9, 1.1), within(1e-6f));
        // 9 + 16 = 25 and 16 + 9 = 25
        assertThat(moved(Optimizer.ADAGRAD, row(3, -4), row(4, 3)))
                .containsExactly(row(0.9 - 0.1 * 4 / 5, 1.1 - 0.1 * 3 / 5), within(1e-6f));
    }

    @Test
    void rowAdagradDividesByTheRootOfTheMeanSquareOfTheRow() {
        // means of 9 and 49, then of 1 and 1 beside them
        double first = Math.sqrt(29);
        double second = Math.sqrt(30);
        assertThat(moved(Optimizer.ROW_ADAGRAD, row(3, -7)))
                .containsExactly(row(1 - 0.1 * 3 / first, 1 + 0.1 * 7 / first), within(1e-6f));
        assertThat(moved(Optimizer.ROW_ADAGRAD, row(3, -7), row(1, 1)))
                .containsExactly(
                        row(1 - 0.1 * 3 / first - 0.1 / second, 1 + 0.1 * 7 / first - 0.1 / second), within(1e-6f));
    }

    @Test
    void adamDividesMeansOfGradientsByThoseOfSquares() {
        // corrected, the first means are the gradient and its square
        assertThat(moved(Optimizer.ADAM, row(3, -4))).containsExactly(row(0.9, 1.1), within(1e-6f));
        double mean = (0.9 * 0.1 * 3 + 0.1 * 1) / (1 - 0.81);
        double square = (0.999 * 0.001 * 9 + 0.001 * 1) / (1 - 0.999 * 0.999);
        assertThat(moved(Optimizer.ADAM, row(3, -4), row(1, -4)))
                .containsExactly(row(0.9 - 0.1 * mean / Math.sqrt(square), 1.2), within(2e-5f));
    }

    @ParameterizedTest
    @EnumSource
    void staysWhereTheGradientIsZero(Optimizer kind) {
        assertThat(moved(kind, row(0, 0))).containsExactly(1, 1);
    }

    /** As TensorFlow calls it, lazy: a row is moved by its own gradients only. */
    @ParameterizedTest
    @EnumSource
    void restsRowsThatAreNotMoved(Optimizer kind) {
        Optimizer.Memory memory = new Optimizer.Memory(kind, 2, 2);
        float[] touched = {1, 1};
        float[] resting = {1, 1};
        memory.begin();
        memory.move(0, resting, 0, row(1, -1), 0, RATE);
        float[] before = resting.clone();
        for (int step = 0; step < 5; step++) {
            memory.begin();
            memory.move(1, touched, 0, row(1, -1), 0, RATE);
        }

        assertThat(resting).isEqualTo(before);
        assertThat(touched[0]).isLessThan(0.9f);
    }

    @Test
    void knowsWhatItRemembers() {
        assertThat(Optimizer.SGD.bytes(10, 8)).isZero();
        assertThat(Optimizer.ROW_ADAGRAD.bytes(10, 8)).isEqualTo(4 * 10);
        assertThat(Optimizer.ADAGRAD.bytes(10, 8)).isEqualTo(4 * 80);
        assertThat(Optimizer.ADAM.bytes(10, 8)).isEqualTo(8 * 80);
    }
}
