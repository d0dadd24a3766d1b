package kindred.procedures.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightsTest {

    @Test
    void areFiniteAndNotNegative() {
        assertThat(Weights.isUsable(0)).isTrue();
        assertThat(Weights.isUsable(1e30)).isTrue();
        assertThat(Weights.isUsable(-1e-30)).isFalse();
        assertThat(Weights.isUsable(Double.NaN)).isFalse();
        assertThat(Weights.isUsable(Double.POSITIVE_INFINITY)).isFalse();
        assertThat(Weights.isUsable(1e39)).as("infinite as a float").isFalse();
    }

    @Test
    void haveNoNegativeZero() {
        assertThat(Float.floatToRawIntBits(Weights.toFloat(-0.0))).isZero();
    }

    @Test
    void areRefusedByName() {
        assertThat(Weights.refusal("w", "KNOWS", 1, 2, Double.NaN))
                .hasMessage(
                        "Relationship weight property `w` of type `KNOWS` from node 1 to node 2 is `NaN`, but must be a finite number and not negative.");
    }
}
