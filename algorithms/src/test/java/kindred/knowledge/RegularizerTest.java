package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularizerTest {

    private static final int AT = 2;
    private static final int LENGTH = 6;

    private static double formula(Regularizer regularizer, boolean isComplex, float[] values) {
        double sum = 0;
        for (int i = AT; i < AT + LENGTH; i++) {
            double square = (double) values[i] * values[i];
            int half = LENGTH / 2;
            sum += switch (regularizer) {
                case NONE -> 0;
                case L2 -> square / 2;
                case DURA -> square;
                case N3 -> {
                    if (!isComplex) {
                        yield Math.pow(square, 1.5);
                    }
                    double imaginary = i < AT + half ? values[i + half] : 0;
                    yield i < AT + half ? Math.pow(square + imaginary * imaginary, 1.5) : 0;
                }
            };
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"NONE, false", "L2, false", "L2, true", "N3, false", "N3, true", "DURA, false", "DURA, true"})
    void addsTheGradientOfItsFormula(Regularizer regularizer, boolean isComplex) {
        float[] values = TinyKnowledge.random(AT + LENGTH, 3);
        double[] expected = TinyKnowledge.slopes(values, AT, LENGTH, () -> formula(regularizer, isComplex, values));
        float[] gradient = new float[LENGTH + 1];
        gradient[3] = 10;

        regularizer.addGradient(0.5f, isComplex, values, AT, LENGTH, gradient, 1);

        assertThat(gradient[0]).isZero();
        for (int i = 0; i < LENGTH; i++) {
            double before = i == 2 ? 10 : 0;
            assertThat((double) gradient[1 + i]).isCloseTo(before + 0.5 * expected[i], within(1e-5));
        }
    }

    @Test
    void takesModuliOfComplexNumbers() {
        // 3 + 4i has modulus 5, whose cube has the gradient 3 * 5 * (3 + 4i)
        float[] gradient = new float[2];
        Regularizer.N3.addGradient(1, true, new float[] {3, 4}, 0, 2, gradient, 0);
        assertThat(gradient).containsExactly(45, 60);

        float[] real = new float[2];
        Regularizer.N3.addGradient(1, false, new float[] {3, -4}, 0, 2, real, 0);
        assertThat(real).containsExactly(27, -48);
    }
}
