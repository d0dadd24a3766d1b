package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VectorsTest {

    @Test
    void saysWhichKernelsRunAndHowToGetTheFasterOnes() {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

        assertThat(Vectors.isSimd()).isEqualTo(module);
        if (module) {
            assertThat(Vectors.kernelName()).matches("SIMD, \\d+ floats wide");
            assertThat(Vectors.advice()).isEmpty();
        } else {
            assertThat(Vectors.kernelName()).isEqualTo("scalar");
            assertThat(Vectors.advice())
                    .hasValueSatisfying(advice ->
                            assertThat(advice).contains("server.jvm.additional=--add-modules=jdk.incubator.vector"));
        }
    }

    @Test
    void normalises() {
        float[] x = {9, 3, 4, 9};

        assertThat(Vectors.normalise(x, 1, 2)).isEqualTo(5);
        assertThat(x).containsExactly(new float[] {9, 0.6f, 0.8f, 9}, within(1e-6f));
        assertThat(Vectors.norm(x, 1, 2)).isCloseTo(1, within(1e-6f));
        assertThat(Vectors.sumOfSquares(x, 0, 1)).isEqualTo(81);
    }

    @Test
    void leavesZeroVectorsAlone() {
        float[] x = new float[3];

        assertThat(Vectors.normalise(x, 0, 3)).isZero();
        assertThat(x).containsOnly(0f);
        assertThat(Vectors.cosine(x, 0, new float[] {1, 2, 3}, 0, 3)).isZero();
    }

    @Test
    void measuresAngles() {
        float[] x = {1, 0, 1, 1, -2, 0};

        assertThat(Vectors.cosine(x, 0, x, 2, 2)).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(Vectors.cosine(x, 0, x, 4, 2)).isCloseTo(-1, within(1e-6f));
        assertThat(Vectors.squaredDistance(x, 0, x, 4, 2)).isEqualTo(9);
    }
}
