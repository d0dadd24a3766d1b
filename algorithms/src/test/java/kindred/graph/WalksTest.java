package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import kindred.math.Seeds;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class WalksTest {

    private static Walks ring(int nodes, int passes, int length, long seed) {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, nodes);
        for (int i = 0; i < nodes; i++) {
            builder.undirected("R", i, (i + 1) % nodes);
        }
        ArcSampler arcs = new ArcSampler(builder.build().union(), (tasks, task) -> {});
        return new Walks(new FirstOrderWalker(arcs), nodes, passes, length, new Seeds(seed));
    }

    @Test
    void startsOnceAtEveryNodeInEveryPassInAnotherOrder() {
        Walks walks = ring(40, 3, 5, 1);
        Set<List<Integer>> orders = new HashSet<>();
        int[] walk = new int[5];
        for (int pass = 0; pass < 3; pass++) {
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                assertThat(walks.walk(pass * 40L + i, walk, 0)).isEqualTo(5);
                starts.add(walk[0]);
            }
            assertThat(starts)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 40).boxed().toList());
            orders.add(starts);
        }
        assertThat(orders).hasSize(3);
        assertThat(walks.count()).isEqualTo(120);
    }

    @Test
    void repeatsAWalkExactlyAndOnlyWithTheSameSeed() {
        int[] first = new int[30];
        int[] again = new int[30];
        int[] other = new int[30];
        ring(40, 2, 30, 1).walk(61, first, 0);
        ring(40, 2, 30, 1).walk(61, again, 0);
        ring(40, 2, 30, 2).walk(61, other, 0);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void takesArcsInProportionToWeight() {
        double[] weights = {1, 2, 0.5, 8};
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 5);
        for (int i = 0; i < 4; i++) {
            builder.relationship("R", 4, i, (float) weights[i]);
            builder.relationship("R", i, 4, 1f);
        }
        ArcSampler arcs = new ArcSampler(
                builder.build().union(),
                (tasks, task) -> IntStream.range(0, tasks).forEach(task));
        FirstOrderWalker walker = new FirstOrderWalker(arcs);
        long[] counts = new long[4];
        int[] walk = new int[2];
        for (int i = 0; i < 100_000; i++) {
            walker.walk(4, new Seeds(5).at(i), walk, 0, 2);
            counts[walk[1]]++;
        }

        assertThat(new ChiSquareTest().chiSquareTest(weights, counts)).isGreaterThan(1e-3);
        assertThat(arcs.weightSum(4)).isEqualTo(Arrays.stream(weights).sum());
    }
}
