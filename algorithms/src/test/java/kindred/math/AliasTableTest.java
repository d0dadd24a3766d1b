package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class AliasTableTest {

    @Test
    void drawsInProportionToWeight() {
        double[] weights = {3, 0.5, 1e-3, 7, 7, 2, 0.25, 11};
        AliasTable table = new AliasTable(weights);
        long[] counts = new long[weights.length];
        Seeds seeds = new Seeds(1);
        for (int i = 0; i < 400_000; i++) {
            counts[table.sample(seeds.at(i))]++;
        }

        assertThat(new ChiSquareTest().chiSquareTest(weights, counts)).isGreaterThan(1e-3);
    }

    @Test
    void neverDrawsWhatWeighsNothing() {
        double[] weights = new double[1000];
        for (int i = 0; i < weights.length; i += 3) {
            weights[i] = 0.1 * (1 + i % 7);
        }
        AliasTable table = new AliasTable(weights);
        Seeds seeds = new Seeds(2);

        for (int i = 0; i < 100_000; i++) {
            assertThat(table.sample(seeds.at(i)) % 3).isZero();
        }
    }

    @Test
    void refusesToDrawFromNothing() {
        assertThatThrownBy(() -> new AliasTable(new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("All 4 weights are zero: there is nothing to draw.");
    }
}
