package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import kindred.graph.Csr;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class ArcBucketsTest {

    private static final int NODES = 60;

    /** Node i has arcs to i + 1, i + 2, ... i + 5; those to i + d weigh d - 1, so that some weigh nothing. */
    private static Csr ring(boolean weighted) {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, NODES);
        for (int i = 0; i < NODES; i++) {
            for (int d = 1; d <= 5; d++) {
                if (weighted) {
                    builder.relationship("R", i, (i + d) % NODES, d - 1);
                } else {
                    builder.relationship("R", i, (i + d) % NODES);
                }
            }
        }
        return builder.build().union();
    }

    private static BlockSchedule schedule(int blocks) {
        return new BlockSchedule(node -> 1, NODES, blocks, new Seeds(2));
    }

    private static ArcBuckets buckets(Csr arcs, BlockSchedule schedule) {
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            return new ArcBuckets(arcs, schedule, run);
        }
    }

    /** Draws in proportion to the buckets' weights, and counts how often each distance came. */
    private static Map<Integer, Integer> distances(ArcBuckets buckets, BlockSchedule schedule, int draws) {
        int[] nodes = schedule.nodesByRow();
        Map<Integer, Integer> distances = new HashMap<>();
        for (int first = 0; first < schedule.blocks(); first++) {
            for (int second = 0; second < schedule.blocks(); second++) {
                int count = (int) Math.round(draws * buckets.weight(first, second) / buckets.weight());
                long[] pairs = new long[count];
                buckets.draw(first, second, 0, count, count, 7, pairs);
                for (long pair : pairs) {
                    int code = (int) pair;
                    assertThat(schedule.block(code)).isEqualTo(second);
                    int source = nodes[schedule.start(first) + (int) (pair >>> 32)];
                    int target = nodes[schedule.start(second) + schedule.place(code)];
                    distances.merge(Math.floorMod(target - source, NODES), 1, Integer::sum);
                }
            }
        }
        return distances;
    }

    @Test
    void drawsArcsInProportionToWeight() {
        for (int blocks : new int[] {1, 4}) {
            BlockSchedule schedule = schedule(blocks);
            ArcBuckets buckets = buckets(ring(true), schedule);
            Map<Integer, Integer> distances = distances(buckets, schedule, 100_000);

            assertThat(buckets.weight()).isEqualTo(NODES * 10.0);
            assertThat(distances).containsOnlyKeys(2, 3, 4, 5);
            distances.forEach((distance, count) -> assertThat(count / 10_000.0).isCloseTo(distance - 1, within(0.05)));
        }
    }

    @Test
    void drawsEveryArcOnceWhereThereAreAsManyDraws() {
        BlockSchedule schedule = schedule(4);
        Map<Integer, Integer> distances = distances(buckets(ring(false), schedule), schedule, NODES * 5);

        assertThat(distances)
                .containsExactlyInAnyOrderEntriesOf(Map.of(1, NODES, 2, NODES, 3, NODES, 4, NODES, 5, NODES));
    }

    @Test
    void drawsTheSameInPiecesAsAtOnce() {
        ArcBuckets buckets = buckets(ring(true), schedule(1));
        long[] all = new long[1000];
        buckets.draw(0, 0, 0, 1000, 1000, 3, all);
        long[] piece = new long[400];
        buckets.draw(0, 0, 600, 1000, 1000, 3, piece);

        assertThat(piece).isEqualTo(java.util.Arrays.copyOfRange(all, 600, 1000));
        long[] others = new long[1000];
        buckets.draw(0, 0, 0, 1000, 1000, 4, others);
        assertThat(others).isNotEqualTo(all);
    }
}
