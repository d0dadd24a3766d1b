package kindred.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CheckTest {

    @Test
    void acceptsTheEndsOfARange() {
        assertThatCode(() -> {
                    Check.range("k", 1, 1, 3);
                    Check.range("k", 3, 1, 3);
                    Check.range("k", 0.0, 0.0, 1.0);
                    Check.rangeAbove("k", 1.0, 0.0, 1.0);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void namesKeyValueAndRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.range("k", 4, 1, 3))
                .withMessage("Value for `k` was `4`, but must be within the range [1, 3].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.range("k", -0.5, 0.0, 1.0))
                .withMessage("Value for `k` was `-0.5`, but must be within the range [0.0, 1.0].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.rangeAbove("k", 0.0, 0.0, 1.0))
                .withMessage("Value for `k` was `0.0`, but must be within the range (0.0, 1.0].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.positive("k", Double.POSITIVE_INFINITY))
                .withMessage("Value for `k` was `Infinity`, but must be within the range (0.0, ∞).");
    }

    @Test
    void takesNaNForOutsideOfEveryRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> Check.range("k", Double.NaN, 0.0, 1.0));
        assertThatIllegalArgumentException().isThrownBy(() -> Check.rangeAbove("k", Double.NaN, 0.0, 1.0));
        assertThatIllegalArgumentException().isThrownBy(() -> Check.positive("k", Double.NaN));
    }

    @Test
    void refusesBlankText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.notBlank("writeProperty", ""))
                .withMessage("`writeProperty` can not be null or blank, but it was ``");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.notBlank("writeProperty", null))
                .withMessage("`writeProperty` can not be null or blank, but it was ``");
    }
}
