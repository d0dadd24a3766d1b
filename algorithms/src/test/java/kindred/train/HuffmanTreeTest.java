package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class HuffmanTreeTest {

    private static HuffmanTree tree(long... visits) {
        return new HuffmanTree(node -> visits[node], visits.length);
    }

    @Test
    void givesTheLengthsOfAnExampleWorkedByHand() {
        // 5 + 9 = 14, 12 + 13 = 25, 14 + 16 = 30, 25 + 30 = 55, 45 + 55 = 100
        HuffmanTree tree = tree(45, 13, 12, 16, 9, 5);

        assertThat(IntStream.range(0, 6).map(tree::pathLength)).containsExactly(1, 3, 3, 3, 4, 4);
        assertThat(IntStream.range(0, 5).mapToLong(tree::weight)).containsExactly(14L, 25L, 30L, 55L, 100L);
    }

    @Test
    void leavesOutWhatIsNeverVisited() {
        HuffmanTree tree = tree(0, 7, 0, 2);

        assertThat(tree.innerCount()).isEqualTo(1);
        assertThat(IntStream.range(0, 4).map(tree::pathLength)).containsExactly(0, 1, 0, 1);
        assertThat(tree(0, 3).innerCount()).isZero();
        assertThat(tree(0, 0).innerCount()).isZero();
    }

    @Test
    void leadsToEveryNodeByAWayOfItsOwn() {
        Seeds seeds = new Seeds(1);
        long[] visits = IntStream.range(0, 500)
                .mapToLong(i -> 1 + (seeds.at(i) >>> 60) * (i % 13))
                .toArray();
        HuffmanTree tree = tree(visits);
        Set<String> codes = new HashSet<>();
        double kraft = 0;
        long touches = 0;
        for (int node = 0; node < visits.length; node++) {
            int[] path = new int[128];
            int length = tree.path(node, path);
            StringBuilder code = new StringBuilder();
            for (int i = length - 1; i >= 0; i--) {
                code.append(path[i] & 1);
            }
            assertThat(path[length - 1] >> 1).isEqualTo(tree.innerCount() - 1);
            codes.add(code.toString());
            kraft += Math.pow(2, -length);
            touches += visits[node] * length;
        }
        assertThat(codes).hasSize(visits.length);
        assertThat(kraft).isEqualTo(1);
        // every visit touches each inner node above it once
        assertThat(IntStream.range(0, tree.innerCount()).mapToLong(tree::weight).sum())
                .isEqualTo(touches);
    }
}
