package kindred.procedures.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import kindred.graph.FeatureTable;
import kindred.graph.NodeIndex;
import org.junit.jupiter.api.Test;

class FeatureReaderTest {

    private static Optional<FeatureTable> read(Object... values) {
        long[] ids = new long[values.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = 10L + i;
        }
        NodeIndex nodes = NodeIndex.ofSingleLabel("User", ids);
        return new FeatureReader("p", nodes, () -> {}).read(0, node -> values[node]);
    }

    @Test
    void readsNumbersOfEveryKind() {
        FeatureTable table = read(1L, 2.5, 3f, 4).orElseThrow();

        assertThat(table.dimension()).isEqualTo(1);
        assertThat(table.values()).containsExactly(1, 2.5f, 3, 4);
        assertThat(table.missing().isEmpty()).isTrue();
    }

    @Test
    void readsArraysOfEveryKind() {
        FeatureTable table =
                read(new float[] {1, 2}, new double[] {3, 4}, new long[] {5, 6}).orElseThrow();

        assertThat(table.dimension()).isEqualTo(2);
        assertThat(table.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void marksWhatIsMissing() {
        FeatureTable table = read(null, 1.0, Double.NaN, Long.MIN_VALUE, 2L).orElseThrow();

        assertThat(table.isMissing(0)).isTrue();
        assertThat(table.isMissing(1)).isFalse();
        assertThat(table.isMissing(2)).isTrue();
        assertThat(table.isMissing(3)).isTrue();
        assertThat(table.value(4, 0)).isEqualTo(2);
    }

    @Test
    void makesNoTableWhereNobodyHasTheProperty() {
        assertThat(read(null, null)).isEmpty();
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(1L, "two"))
                .withMessage(
                        "Node property `p` of node 11 holds a value of type `String`, but must be a number or an array of numbers.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Double.POSITIVE_INFINITY))
                .withMessage("Node property `p` of node 10 holds `Infinity`, but must be finite.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(new float[] {1, 2}, new float[] {1}))
                .withMessage("Node property `p` has 1 numbers on node 11, but 2 on other nodes of label `User`.");
    }
}
