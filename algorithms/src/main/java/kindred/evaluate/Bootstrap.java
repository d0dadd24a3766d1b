package kindred.evaluate;

import java.util.Arrays;
import kindred.math.Seeds;
import kindred.train.TrainingRun;

/**
 * Percentile bootstrap (Efron 1979): how far the mean over these users would move with another draw of users. Each resample
 * draws as many users as there are, with replacement, all metrics of a user together.
 */
final class Bootstrap {

    private static final double TAIL = 0.025;

    private final double[] values;
    private final int width;
    private final int users;

    /** @param values row-major, {@code width} values per user */
    Bootstrap(double[] values, int width) {
        this.values = values;
        this.width = width;
        this.users = values.length / width;
    }

    /** Per column the mean with its 95 % interval, the same for a seed at any concurrency. */
    RankingTrial.Interval[] intervals(int resamples, TrainingRun run) {
        double[][] means = new double[width][resamples];
        Seeds seeds = run.seeds().fork("bootstrap");
        run.parallel(resamples, resample -> resample(seeds.at(resample), resample, means));
        double[] mean = new double[width];
        for (int user = 0; user < users; user++) {
            add(user, mean);
        }
        RankingTrial.Interval[] intervals = new RankingTrial.Interval[width];
        for (int column = 0; column < width; column++) {
            double[] sorted = means[column];
            Arrays.sort(sorted);
            intervals[column] =
                    new RankingTrial.Interval(mean[column] / users, quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
        }
        return intervals;
    }

    private void resample(long state, int resample, double[][] means) {
        double[] sums = new double[width];
        long counter = state;
        for (int draw = 0; draw < users; draw++) {
            counter += Seeds.GAMMA;
            add(Seeds.bounded(Seeds.scramble(counter), users), sums);
        }
        for (int column = 0; column < width; column++) {
            means[column][resample] = sums[column] / users;
        }
    }

    private void add(int user, double[] sums) {
        int row = user * width;
        for (int column = 0; column < width; column++) {
            sums[column] += values[row + column];
        }
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
