package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeIndexTest {

    /** A: 10, 30; B is empty; C: 5, 20, 40, of which A holds 30 as well. */
    private static NodeIndex threeLabels() {
        BitSet alsoInC = new BitSet();
        alsoInC.set(1);
        return new NodeIndex(
                List.of("A", "B", "C"), new int[] {0, 2, 2, 5}, new long[] {10, 30, 5, 20, 40}, new BitSet[] {
                    null, null, alsoInC
                });
    }

    @Test
    void mapsNumbersToIdsAndBack() {
        NodeIndex nodes = threeLabels();

        for (int node = 0; node < nodes.nodeCount(); node++) {
            assertThat(nodes.nodeOf(nodes.databaseId(node))).isEqualTo(node);
        }
        assertThat(nodes.nodeOf(7)).isEqualTo(-1);
    }

    @Test
    void knowsGroupsEvenBesideEmptyOnes() {
        NodeIndex nodes = threeLabels();

        assertThat(nodes.labelOf(0)).isEqualTo(0);
        assertThat(nodes.labelOf(1)).isEqualTo(0);
        assertThat(nodes.labelOf(2)).isEqualTo(2);
        assertThat(nodes.labelOf(4)).isEqualTo(2);
        assertThat(nodes.start(1)).isEqualTo(nodes.end(1));
    }

    @Test
    void knowsFurtherLabels() {
        NodeIndex nodes = threeLabels();

        assertThat(nodes.hasLabel(1, 0)).isTrue();
        assertThat(nodes.hasLabel(1, 2)).isTrue();
        assertThat(nodes.hasLabel(0, 2)).isFalse();
        assertThat(nodes.hasLabel(3, 2)).isTrue();
        assertThat(nodes.hasLabel(3, 1)).isFalse();
    }

    @Test
    void refusesIdsThatDoNotAscend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeIndex.ofSingleLabel("A", new long[] {2, 1}))
                .withMessage("Node ids of label `A` do not ascend: 2 stands before 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeIndex.ofSingleLabel("A", new long[] {2, 2}))
                .withMessage("Node ids of label `A` do not ascend: 2 stands before 2.");
    }

    @Test
    void refusesGroupsThatDoNotCoverTheNodes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NodeIndex(List.of("A"), new int[] {0, 1}, new long[] {1, 2}, new BitSet[1]))
                .withMessage("Label groups [A] with starts [0, 1] do not cover 2 nodes.");
    }
}
