package kindred.procedures.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowlistTest {

    @Test
    void allowsEverythingByAStar() {
        assertThat(new Allowlist(List.of("*")).allows("kindred.node2vec.stream"))
                .isTrue();
    }

    @Test
    void matchesWholeNames() {
        Allowlist allowlist = new Allowlist(List.of("gds.*", " kindred.node2vec.stream* "));

        assertThat(allowlist.allows("kindred.node2vec.stream")).isTrue();
        assertThat(allowlist.allows("kindred.node2vec.stream.estimate")).isTrue();
        assertThat(allowlist.allows("kindred.node2vec.write")).isFalse();
        assertThat(allowlist.allows("my.kindred.node2vec.stream")).isFalse();
    }

    @Test
    void takesDotsForDots() {
        assertThat(new Allowlist(List.of("kindred.*")).allows("kindredX")).isFalse();
    }

    @Test
    void allowsNothingWhenEmpty() {
        assertThat(new Allowlist(List.of()).allows("kindred.node2vec.stream")).isFalse();
    }
}
