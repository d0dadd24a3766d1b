package kindred.procedures.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import kindred.graph.NodeIndex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNumbersTest {

    /** Dense ids go into an array, sparse ones into a hash table. */
    @ParameterizedTest
    @ValueSource(longs = {1, 5, 1000, 1L << 40})
    void findNodesWhateverTheGapsBetweenTheirIds(long gap) {
        long[] ids = {0, 3 * gap, 4 * gap, gap, 2 * gap};
        NodeIndex nodes = new NodeIndex(List.of("A", "B"), new int[] {0, 3, 5}, ids, new BitSet[2]);

        NodeNumbers numbers = new NodeNumbers(nodes);

        for (int node = 0; node < ids.length; node++) {
            assertThat(numbers.of(ids[node])).isEqualTo(node);
        }
        assertThat(numbers.of(5 * gap)).isEqualTo(-1);
        assertThat(numbers.of(Long.MAX_VALUE)).isEqualTo(-1);
    }
}
