package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kindred.graph.Walker;
import kindred.graph.Walks;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class EpisodesTest {

    private static final int NODES = 1000;
    private static final int LENGTH = 30;

    /** Walks along the numbers, so that a pair's distance can be told from its nodes. */
    private static final Walker STRAIGHT = (start, seed, walk, offset, length) -> {
        for (int i = 0; i < length; i++) {
            walk[offset + i] = (start + i) % NODES;
        }
        return length;
    };

    private static final Walks WALKS = new Walks(STRAIGHT, NODES, 1, LENGTH, new Seeds(1));

    private static BlockSchedule schedule(int blocks) {
        return new BlockSchedule(node -> 1, NODES, blocks, new Seeds(2));
    }

    private static Episodes filled(BlockSchedule schedule, boolean splitsByContext, float[] keep, int concurrency) {
        Episodes episodes = new Episodes(WALKS, schedule, 5, splitsByContext, keep, NODES, new Seeds(3));
        try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
            episodes.fill(0, NODES, run);
        }
        return episodes;
    }

    private static List<int[]> nodePairs(Episodes episodes, BlockSchedule schedule, boolean splitsByContext) {
        int[] nodes = new int[NODES];
        for (int node = 0; node < NODES; node++) {
            nodes[schedule.row(node)] = node;
        }
        List<int[]> pairs = new ArrayList<>();
        for (int first = 0; first < schedule.blocks(); first++) {
            for (int second = 0; second < (splitsByContext ? schedule.blocks() : 1); second++) {
                for (int i = episodes.start(first, second); i < episodes.end(first, second); i++) {
                    long pair = episodes.pairs()[i];
                    int code = (int) pair;
                    assertThat(!splitsByContext || schedule.block(code) == second)
                            .isTrue();
                    pairs.add(new int[] {
                        nodes[schedule.start(first) + (int) (pair >>> 32)],
                        nodes[schedule.start(schedule.block(code)) + schedule.place(code)]
                    });
                }
            }
        }
        return pairs;
    }

    @Test
    void pairsNodesWithinShrinkingWindows() {
        BlockSchedule schedule = schedule(4);
        for (boolean splits : new boolean[] {true, false}) {
            Episodes episodes = filled(schedule, splits, null, 2);
            double[] byDistance = new double[6];
            for (int[] pair : nodePairs(episodes, schedule, splits)) {
                int ahead = Math.floorMod(pair[1] - pair[0], NODES);
                byDistance[Math.min(ahead, NODES - ahead)]++;
            }
            // at distance d there are 2 (LENGTH - d) positions per walk, and a window reaches so far with probability
            // (6 - d) / 5
            assertThat(byDistance[0]).isZero();
            for (int d = 1; d <= 5; d++) {
                double expected = NODES * 2.0 * (LENGTH - d) * (6 - d) / 5;
                assertThat(byDistance[d] / expected).as("distance %d", d).isCloseTo(1, within(0.03));
            }
        }
    }

    @Test
    void fillsInTheSameOrderAtAnyConcurrency() {
        BlockSchedule schedule = schedule(4);
        Episodes one = filled(schedule, true, null, 1);
        Episodes four = filled(schedule, true, null, 4);

        assertThat(Arrays.copyOf(four.pairs(), four.size())).isEqualTo(Arrays.copyOf(one.pairs(), one.size()));
    }

    @Test
    void leavesOutVisitsAndClosesTheGap() {
        BlockSchedule schedule = schedule(1);
        float[] keep = new float[NODES];
        for (int node = 0; node < NODES; node++) {
            keep[node] = node % 2;
        }
        Episodes episodes = filled(schedule, true, keep, 1);

        List<int[]> pairs = nodePairs(episodes, schedule, true);
        assertThat(pairs).isNotEmpty().allMatch(pair -> pair[0] % 2 == 1 && pair[1] % 2 == 1);
        // neighbours in the thinned walk are two apart, the farthest pairs ten
        assertThat(pairs).anyMatch(pair -> Math.abs(pair[0] - pair[1]) == 10);
    }

    @Test
    void keepsTheShareOfVisitsThatGdsKeeps() {
        assertThat(Episodes.keepShare(0.004, 0.001)).isCloseTo(0.75, within(1e-12));
        assertThat(Episodes.keepShare(0.001, 0.001)).isCloseTo(2, within(1e-12));
        assertThat(Episodes.keepShare(1, 1)).isEqualTo(2);
    }
}
