package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static float[] dropped(double rate, int count, long seed) {
        float[] vector = ones(count);
        Dropout.apply(rate, vector, seed);
        return vector;
    }

    @Test
    void leavesOutItsShareAndKeepsTheSum() {
        float[] vector = dropped(0.25, 100_000, 5);

        int kept = 0;
        double sum = 0;
        for (float value : vector) {
            assertThat(value == 0 || value == (float) (1 / 0.75)).isTrue();
            kept += value == 0 ? 0 : 1;
            sum += value;
        }
        assertThat(kept).isCloseTo(75_000, within(500));
        assertThat(sum).isCloseTo(100_000, within(700.0));
    }

    @Test
    void leavesOutTheSameForTheSameSeed() {
        assertThat(dropped(0.5, 200, 5)).isEqualTo(dropped(0.5, 200, 5)).isNotEqualTo(dropped(0.5, 200, 6));
    }

    @Test
    void changesNothingAtRateZero() {
        assertThat(dropped(0, 50, 5)).isEqualTo(ones(50));
    }
}
