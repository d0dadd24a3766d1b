package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;

import kindred.math.Seeds;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class NegativeSamplerTest {

    private static final int NODES = 30;

    private static long visits(int node) {
        return node == 4 ? 0 : 1 + (long) node * node;
    }

    @Test
    void drawsFromEachBlockByThePowerOfItsVisits() {
        BlockSchedule schedule = new BlockSchedule(NegativeSamplerTest::visits, NODES, 3, new Seeds(2));
        NegativeSampler sampler = new NegativeSampler(schedule, NegativeSamplerTest::visits, 0.75);
        Seeds seeds = new Seeds(7);
        for (int block = 0; block < 3; block++) {
            double[] expected = new double[schedule.size(block)];
            for (int node = 0; node < NODES; node++) {
                if (schedule.block(schedule.code(node)) == block) {
                    // a share of zero would leave the test undefined; that it is never drawn is asserted below
                    expected[schedule.place(schedule.code(node))] =
                            Math.max(1e-9, Math.pow((double) visits(node), 0.75) * (node == 4 ? 0 : 1));
                }
            }
            long[] counts = new long[expected.length];
            for (int i = 0; i < 200_000; i++) {
                counts[sampler.draw(block, seeds.at(block, i))]++;
            }
            assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(1e-3);
            int unvisited = schedule.code(4);
            if (schedule.block(unvisited) == block) {
                assertThat(counts[schedule.place(unvisited)]).isZero();
            }
        }
    }

    @Test
    void drawsAllVisitedNodesAlikeAtExponentZero() {
        BlockSchedule schedule = new BlockSchedule(NegativeSamplerTest::visits, NODES, 1, new Seeds(2));
        NegativeSampler sampler = new NegativeSampler(schedule, NegativeSamplerTest::visits, 0);
        long[] counts = new long[NODES];
        for (int i = 0; i < 300_000; i++) {
            counts[sampler.draw(0, new Seeds(1).at(i))]++;
        }
        double[] expected = new double[NODES - 1];
        java.util.Arrays.fill(expected, 1);

        // the unvisited node is the lightest, so it has the last place
        assertThat(counts[NODES - 1]).isZero();
        assertThat(new ChiSquareTest().chiSquareTest(expected, java.util.Arrays.copyOf(counts, NODES - 1)))
                .isGreaterThan(1e-3);
    }
}
