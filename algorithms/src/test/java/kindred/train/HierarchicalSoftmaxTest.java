package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import org.junit.jupiter.api.Test;

class HierarchicalSoftmaxTest {

    private static final int NODES = 20;

    private static long visits(int node) {
        return 1 + (long) node * node;
    }

    private final HuffmanTree tree = new HuffmanTree(HierarchicalSoftmaxTest::visits, NODES);

    private record Fixture(BlockSchedule schedule, HuffmanPaths paths) {}

    private Fixture fixture(int blocks) {
        BlockSchedule schedule = new BlockSchedule(HierarchicalSoftmaxTest::visits, NODES, blocks, new Seeds(1));
        return new Fixture(schedule, new HuffmanPaths(tree, schedule));
    }

    private static Objective.Loss train(
            Fixture f,
            EmbeddingTable centres,
            EmbeddingTable inners,
            int block,
            int innerBlock,
            long[] pairs,
            float rate) {
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            return new HierarchicalSoftmax(f.schedule, f.paths, centres, inners, run)
                    .train(block, innerBlock, pairs, 0, pairs.length, rate, 0);
        }
    }

    @Test
    void cutsPathsIntoPartsThatAddUpAndWorkThatIsBalanced() {
        Fixture f = fixture(4);
        long[] loads = new long[4];
        Map<Integer, Set<Integer>> nodesBelow = new HashMap<>();
        for (int node = 0; node < NODES; node++) {
            int row = f.schedule.row(node);
            int steps = 0;
            for (int block = 0; block < 4; block++) {
                for (int i = f.paths.from(row, block); i < f.paths.to(row, block); i++) {
                    int place = f.paths.steps(row)[i] >> 1;
                    assertThat(place).isBetween(0, f.paths.size(block) - 1);
                    nodesBelow
                            .computeIfAbsent(f.paths.start(block) + place, key -> new TreeSet<>())
                            .add(node);
                    loads[block] += visits(node);
                    steps++;
                }
            }
            assertThat(steps).isEqualTo(tree.pathLength(node));
        }
        assertThat(nodesBelow).hasSize(NODES - 1);
        assertThat(nodesBelow.values()).anyMatch(below -> below.size() == NODES);
        for (long load : loads) {
            assertThat((double) load / loads[0]).isBetween(0.7, 1.4);
        }
    }

    @Test
    void doesWhatASlowTwinDoes() {
        Fixture f = fixture(1);
        Seeds seeds = new Seeds(4);
        long[] pairs = new long[150];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (long) Seeds.bounded(seeds.at(i / 6), NODES) << 32 | Seeds.bounded(seeds.at(i, 1), NODES);
        }
        for (int dimension : new int[] {1, 7, 16, 40, 128}) {
            EmbeddingTable centres = Tables.random(NODES, dimension, 2);
            EmbeddingTable inners = Tables.random(NODES - 1, dimension, 3);
            double[][] slowCentres = Tables.copy(centres);
            double[][] slowInners = Tables.copy(inners);

            train(f, centres, inners, 0, 0, pairs, 0.05f);
            slowTwin(f, slowCentres, slowInners, pairs, 0.05);

            assertThat(Tables.largestDifference(centres, slowCentres))
                    .as("dimension %d", dimension)
                    .isLessThan(1e-4);
            assertThat(Tables.largestDifference(inners, slowInners))
                    .as("dimension %d", dimension)
                    .isLessThan(1e-4);
        }
    }

    private static void slowTwin(Fixture f, double[][] centres, double[][] inners, long[] pairs, double rate) {
        for (int from = 0, to; from < pairs.length; from = to) {
            int c = (int) (pairs[from] >>> 32);
            Map<Integer, int[]> decisions = new TreeMap<>();
            for (to = from;
                    to < pairs.length && to < from + HierarchicalSoftmax.PAIRS_PER_RUN && (int) (pairs[to] >>> 32) == c;
                    to++) {
                int row = (int) pairs[to];
                for (int i = f.paths.from(row, 0); i < f.paths.to(row, 0); i++) {
                    int step = f.paths.steps(row)[i];
                    decisions.computeIfAbsent(step >> 1, key -> new int[2])[step & 1]++;
                }
            }
            double[] centre = centres[c].clone();
            decisions.forEach((inner, branches) -> {
                double score = Tables.logistic(Tables.dot(centre, inners[inner]));
                double gain = rate * (branches[0] * (1 - score) - branches[1] * score);
                Tables.add(gain, inners[inner], centres[c]);
                Tables.add(gain, centre, inners[inner]);
            });
        }
    }

    @Test
    void climbsTheGradientOfTheLogarithmOfTheProbability() {
        Fixture f = fixture(1);
        float rate = 1e-2f;
        int c = 3;
        int o = 11;
        EmbeddingTable centres = Tables.random(NODES, 6, 2);
        EmbeddingTable inners = Tables.random(NODES - 1, 6, 3);
        double[][] centresBefore = Tables.copy(centres);
        double[][] innersBefore = Tables.copy(inners);
        Objective.Loss loss = train(f, centres, inners, 0, 0, new long[] {(long) c << 32 | o}, rate);

        assertThat(loss.sum()).isCloseTo(-Math.log(probability(f, centresBefore[c], innersBefore, o)), within(1e-4));
        for (int row = 0; row < NODES; row++) {
            for (int i = 0; i < 6; i++) {
                double slope = slope(f, centresBefore, innersBefore, centresBefore[row], i, c, o);
                assertThat((centres.row(row)[i] - centresBefore[row][i]) / rate).isCloseTo(slope, within(1e-4));
            }
        }
        for (int row = 0; row < NODES - 1; row++) {
            for (int i = 0; i < 6; i++) {
                double slope = slope(f, centresBefore, innersBefore, innersBefore[row], i, c, o);
                assertThat((inners.row(row)[i] - innersBefore[row][i]) / rate).isCloseTo(slope, within(1e-4));
            }
        }
    }

    private static double slope(Fixture f, double[][] centres, double[][] inners, double[] moved, int i, int c, int o) {
        double step = 1e-5;
        double value = moved[i];
        moved[i] = value + step;
        double above = Math.log(probability(f, centres[c], inners, o));
        moved[i] = value - step;
        double below = Math.log(probability(f, centres[c], inners, o));
        moved[i] = value;
        return (above - below) / (2 * step);
    }

    private static double probability(Fixture f, double[] centre, double[][] inners, int row) {
        double product = 1;
        for (int i = f.paths.from(row, 0); i < f.paths.to(row, 0); i++) {
            int step = f.paths.steps(row)[i];
            product *= Tables.logistic(
                    (step & 1) == 0 ? Tables.dot(centre, inners[step >> 1]) : -Tables.dot(centre, inners[step >> 1]));
        }
        return product;
    }

    @Test
    void modelsADistribution() {
        Fixture f = fixture(1);
        double[][] inners = Tables.copy(Tables.random(NODES - 1, 6, 3));
        double[] centre = Tables.copy(Tables.random(1, 6, 9))[0];
        double sum = 0;
        for (int row = 0; row < NODES; row++) {
            sum += probability(f, centre, inners, row);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }
}
