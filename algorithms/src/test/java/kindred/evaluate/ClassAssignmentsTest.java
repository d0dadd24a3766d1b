package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassAssignmentsTest {

    @Test
    void keepsOnlyLabelledRowsAndSortsTheirClasses() {
        ClassAssignments assignments =
                ClassAssignments.of(new int[][] {null, {2, 0, 2}, {}, {1}}, List.of("x", "y", "z"));
        assertThat(assignments.rows()).containsExactly(1, 3);
        assertThat(assignments.classes()).containsExactly(0, 2, 1);
        assertThat(assignments.classesOf(0)).isEqualTo(2);
        assertThat(assignments.has(0, 2)).isTrue();
        assertThat(assignments.has(1, 2)).isFalse();
        assertThat(assignments.positions(0, new int[] {1, 0}, 2)).hasToString("{1}");
    }

    @Test
    void refusesExamplesWithoutOrWithUnorderedClasses() {
        assertThatThrownBy(() -> new ClassAssignments(new int[] {4}, new int[] {0, 0}, new int[0], List.of("x")))
                .hasMessage("Example 0 has no class.");
        assertThatThrownBy(() ->
                        new ClassAssignments(new int[] {4}, new int[] {0, 2}, new int[] {1, 0}, List.of("x", "y")))
                .hasMessage("The classes of example 0 do not ascend.");
        assertThatThrownBy(() -> new ClassAssignments(new int[] {4}, new int[] {0}, new int[0], List.of("x")))
                .hasMessage("1 examples need 2 offsets, not 1.");
    }
}
