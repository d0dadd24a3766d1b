package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProcrustesTest {

    private static final int N = 6;

    private static double[] identity() {
        double[] identity = new double[N * N];
        for (int i = 0; i < N; i++) {
            identity[i * N + i] = 1;
        }
        return identity;
    }

    private static double[] transposed(double[] matrix) {
        double[] transposed = new double[N * N];
        for (int i = 0; i < N * N; i++) {
            transposed[i % N * N + i / N] = matrix[i];
        }
        return transposed;
    }

    /** Turns three planes, by 0.3, 1.3 and 2.3. */
    private static double[] rotation() {
        double[] rotation = new double[N * N];
        for (int plane = 0; plane < 3; plane++) {
            double angle = 0.3 + plane;
            rotation[plane * N + plane] = Math.cos(angle);
            rotation[plane * N + plane + 3] = -Math.sin(angle);
            rotation[(plane + 3) * N + plane] = Math.sin(angle);
            rotation[(plane + 3) * N + plane + 3] = Math.cos(angle);
        }
        return rotation;
    }

    /** The sum of {@code target * pointᵀ} over points of so many dimensions, and their rotated selves as targets. */
    private static double[] products(double[] rotation, int dimensions) {
        double[] points = new double[N * N];
        for (int point = 0; point < 40; point++) {
            double[] x = new double[N];
            for (int i = 0; i < dimensions; i++) {
                x[i] = Seeds.unitDouble(new Seeds(1).at(point, i)) - 0.5;
            }
            for (int i = 0; i < N * N; i++) {
                points[i] += x[i / N] * x[i % N];
            }
        }
        return Procrustes.multiply(rotation, points, N);
    }

    @Test
    void findsTheRotationThatPointsWereTurnedBy() {
        assertThat(Procrustes.rotation(products(rotation(), N), identity(), N))
                .containsExactly(rotation(), within(1e-3));
    }

    @Test
    void staysARotationWherePointsDoNotSettleIt() {
        double[] found = Procrustes.rotation(products(rotation(), 2), identity(), N);

        assertThat(Procrustes.multiply(found, transposed(found), N)).containsExactly(identity(), within(1e-4));
        assertThat(Procrustes.multiply(found, products(identity(), 2), N))
                .containsExactly(products(rotation(), 2), within(1e-3));
    }

    @Test
    void keepsTheFormerRotationWithoutPoints() {
        assertThat(Procrustes.rotation(new double[N * N], rotation(), N)).containsExactly(rotation());
    }
}
