package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import org.junit.jupiter.api.Test;

class NegativeSamplingTest {

    private static final int NODES = 20;
    private static final int NEGATIVES = 5;
    private static final long SEED = 77;

    private final BlockSchedule schedule = new BlockSchedule(node -> 1 + node, NODES, 1, new Seeds(1));
    private final NegativeSampler sampler = new NegativeSampler(schedule, node -> 1 + node, 0.75);

    private Objective.Loss train(EmbeddingTable centres, EmbeddingTable contexts, long[] pairs, float learningRate) {
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            return new NegativeSampling(schedule, sampler, centres, contexts, NEGATIVES, run)
                    .train(0, 0, pairs, 0, pairs.length, learningRate, SEED);
        }
    }

    private int[] negatives(int group) {
        int[] rows = new int[NegativeSampling.SHARED];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = sampler.draw(0, Seeds.scramble(SEED + Seeds.GAMMA * (1L + i + (long) group * rows.length)));
        }
        return rows;
    }

    /** Runs of pairs with one centre, as windows yield them. */
    private static long[] pairs(int count) {
        Seeds seeds = new Seeds(4);
        long[] pairs = new long[count];
        for (int i = 0; i < count; i++) {
            pairs[i] = (long) Seeds.bounded(seeds.at(i / 3), NODES) << 32 | Seeds.bounded(seeds.at(i, 1), NODES);
        }
        return pairs;
    }

    @Test
    void doesWhatASlowTwinDoes() {
        for (int dimension : new int[] {1, 7, 16, 40, 128}) {
            EmbeddingTable centres = Tables.random(NODES, dimension, 2);
            EmbeddingTable contexts = Tables.random(NODES, dimension, 3);
            double[][] slowCentres = Tables.copy(centres);
            double[][] slowContexts = Tables.copy(contexts);
            long[] pairs = pairs(150);

            train(centres, contexts, pairs, 0.05f);
            slowTwin(slowCentres, slowContexts, pairs, 0.05);

            assertThat(Tables.largestDifference(centres, slowCentres))
                    .as("dimension %d", dimension)
                    .isLessThan(1e-4);
            assertThat(Tables.largestDifference(contexts, slowContexts))
                    .as("dimension %d", dimension)
                    .isLessThan(1e-4);
        }
    }

    private void slowTwin(double[][] centres, double[][] contexts, long[] pairs, double rate) {
        for (int from = 0, group = 0; from < pairs.length; from += NegativeSampling.GROUP, group++) {
            double[][] before = Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new);
            double[][] contextsBefore =
                    Arrays.stream(contexts).map(double[]::clone).toArray(double[][]::new);
            double[][] negativeSteps = new double[NODES][centres[0].length];
            for (int i = from; i < Math.min(pairs.length, from + NegativeSampling.GROUP); i++) {
                int c = (int) (pairs[i] >>> 32);
                int o = (int) pairs[i];
                double gain = rate * (1 - Tables.logistic(Tables.dot(before[c], contextsBefore[o])));
                Tables.add(gain, contexts[o], centres[c]);
                Tables.add(gain, before[c], contexts[o]);
                for (int n : negatives(group)) {
                    double score = Tables.logistic(Tables.dot(before[c], contextsBefore[n]));
                    double loss = -rate * NEGATIVES / NegativeSampling.SHARED * score;
                    Tables.add(loss, contextsBefore[n], centres[c]);
                    Tables.add(loss, before[c], negativeSteps[n]);
                }
            }
            for (int n = 0; n < NODES; n++) {
                Tables.add(1, negativeSteps[n], contexts[n]);
            }
        }
    }

    @Test
    void climbsTheGradientOfTheObjective() {
        float rate = 1e-2f;
        int c = 3;
        int o = 11;
        EmbeddingTable centres = Tables.random(NODES, 6, 2);
        EmbeddingTable contexts = Tables.random(NODES, 6, 3);
        double[][] centresBefore = Tables.copy(centres);
        double[][] contextsBefore = Tables.copy(contexts);
        train(centres, contexts, new long[] {(long) c << 32 | o}, rate);

        for (int row = 0; row < NODES; row++) {
            for (int i = 0; i < 6; i++) {
                double slopeOfContext = slope(centresBefore, contextsBefore, contextsBefore, row, i, c, o);
                double slopeOfCentre = slope(centresBefore, contextsBefore, centresBefore, row, i, c, o);
                assertThat((contexts.row(row)[i] - contextsBefore[row][i]) / rate)
                        .isCloseTo(slopeOfContext, within(1e-4));
                assertThat((centres.row(row)[i] - centresBefore[row][i]) / rate).isCloseTo(slopeOfCentre, within(1e-4));
            }
        }
    }

    private double slope(double[][] centres, double[][] contexts, double[][] moved, int row, int i, int c, int o) {
        double step = 1e-5;
        double value = moved[row][i];
        moved[row][i] = value + step;
        double above = objective(centres, contexts, c, o);
        moved[row][i] = value - step;
        double below = objective(centres, contexts, c, o);
        moved[row][i] = value;
        return (above - below) / (2 * step);
    }

    private double objective(double[][] centres, double[][] contexts, int c, int o) {
        double sum = Math.log(Tables.logistic(Tables.dot(centres[c], contexts[o])));
        for (int n : negatives(0)) {
            sum += Math.log(Tables.logistic(-Tables.dot(centres[c], contexts[n])))
                    * NEGATIVES
                    / NegativeSampling.SHARED;
        }
        return sum;
    }

    @Test
    void reportsTheLossBeforeTheStep() {
        EmbeddingTable centres = Tables.random(NODES, 6, 2);
        EmbeddingTable contexts = Tables.random(NODES, 6, 3);
        double expected = -objective(Tables.copy(centres), Tables.copy(contexts), 3, 11);

        Objective.Loss loss = train(centres, contexts, new long[] {3L << 32 | 11}, 0.01f);

        assertThat(loss.pairs()).isEqualTo(1);
        assertThat(loss.sum()).isCloseTo(expected, within(1e-4));
    }
}
