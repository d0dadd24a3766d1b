package kindred.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimilarityTest {

    @Test
    void comparesTwoVectors() {
        float[] a = {3, 4};
        float[] b = {0, 2};
        assertThat(Similarity.COSINE.between(a, b)).isCloseTo(0.8f, within(1e-6f));
        assertThat(Similarity.DOT.between(a, b)).isEqualTo(8f);
        assertThat(Similarity.EUCLIDEAN.between(a, b)).isCloseTo((float) (1 / (1 + Math.sqrt(13))), within(1e-6f));
    }

    @Test
    void neverLeavesTheRangeOfACosine() {
        float[] a = {0.1f, 0.7f, 0.3f};
        assertThat(Similarity.COSINE.between(a, a)).isLessThanOrEqualTo(1f).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void hasNoValueWithoutAnAngle() {
        assertThat(Similarity.COSINE.between(new float[2], new float[] {1, 0})).isNaN();
        assertThat(Similarity.DOT.between(new float[2], new float[] {1, 0})).isZero();
        assertThat(Similarity.EUCLIDEAN.between(new float[] {1, Float.NaN}, new float[2]))
                .isNaN();
    }

    @Test
    void refusesVectorsOfDifferentLength() {
        assertThatThrownBy(() -> Similarity.DOT.between(new float[2], new float[3]))
                .hasMessage("Vectors of 2 and 3 dimensions cannot be compared.");
    }
}
