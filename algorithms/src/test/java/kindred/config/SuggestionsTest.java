package kindred.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    /** The worked examples of Winkler's paper (1990) and of the literature after it. */
    @ParameterizedTest
    @CsvSource({
        "MARTHA, MARHTA, 0.9611",
        "DWAYNE, DUANE, 0.84",
        "DIXON, DICKSONX, 0.8133",
        "same, same, 1",
        "abc, xyz, 0",
        "a, a, 1"
    })
    void measuresJaroWinklerSimilarity(String a, String b, double expected) {
        assertThat(Suggestions.similarity(a, b)).isCloseTo(expected, within(1e-4));
        assertThat(Suggestions.similarity(b, a)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void ignoresLetterCase() {
        assertThat(Suggestions.similarity("WalkLength", "walklength")).isEqualTo(1);
    }

    @Test
    void survivesEmptyNames() {
        assertThat(Suggestions.similarity("", "")).isEqualTo(1);
        assertThat(Suggestions.similarity("", "a")).isZero();
    }

    @Test
    void ordersTheSimilarOnesByLikeness() {
        assertThat(Suggestions.similar("walkLenght", List.of("walksPerNode", "walkLength", "batchSize")))
                .startsWith("walkLength")
                .doesNotContain("batchSize");
    }

    @Test
    void saysWhatWasMeant() {
        assertThat(Suggestions.didYouMean("walkLenght", List.of("walkLength", "batchSize")))
                .isEqualTo(" (Did you mean [walkLength]?)");
        assertThat(Suggestions.didYouMean("iteration", List.of("iterations", "maxIterations", "iterationRate")))
                .isEqualTo(" (Did you mean one of [iterations, iterationRate, maxIterations]?)");
        assertThat(Suggestions.didYouMean("zebra", List.of("walkLength"))).isEmpty();
    }
}
