package kindred.procedures.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphRequestTest {

    private static GraphRequest labels(String... labels) {
        return new GraphRequest(List.of(labels), List.of("*"), Optional.empty(), List.of(), Optional.empty());
    }

    @Test
    void takesAStarForEverything() {
        assertThat(labels("*").chooseLabels(List.of("B", "A"))).containsExactly("A", "B");
        assertThat(labels("A", "*").chooseLabels(List.of("B", "A"))).containsExactly("A", "B");
    }

    @Test
    void putsNamesInOrderSoThatTheUsersOrderDoesNotShow() {
        assertThat(labels("C", "A", "C").chooseLabels(List.of("A", "B", "C"))).containsExactly("A", "C");
    }

    @Test
    void namesWhatIsMissingAndWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels("X", "A").chooseLabels(List.of("B", "A")))
                .withMessage("Could not find the specified `nodeLabels` of ['X']. Available labels are ['A', 'B'].");
    }
}
