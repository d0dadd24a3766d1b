package kindred.math;

import java.util.Arrays;

/** Chooses the rows that k-means begins with. Draws depend on the seed and the rows alone. */
final class FirstCentroids {

    private final RowBlocks rows;
    private final Seeds seeds;
    private final Parallel tasks;

    FirstCentroids(RowBlocks rows, Seeds seeds, Parallel tasks) {
        this.rows = rows;
        this.seeds = seeds;
        this.tasks = tasks;
    }

    /** So many centroids, one after the other; fewer if there are not so many rows to choose. */
    float[] choose(KMeans.Seeding seeding, int clusters) {
        return seeding == KMeans.Seeding.SAMPLE ? sample(clusters) : spread(clusters);
    }

    /** Rows drawn without replacement. */
    private float[] sample(int clusters) {
        float[] centroids = new float[Math.multiplyExact(clusters, rows.dimension())];
        Permutation order = new Permutation(rows.count(), seeds.at(0));
        int found = 0;
        for (int i = 0; i < rows.count() && found < clusters; i++) {
            rows.copy(order.at(i), centroids, found * rows.dimension());
            found += rows.counts(centroids, found * rows.dimension()) ? 1 : 0;
        }
        return Arrays.copyOf(centroids, found * rows.dimension());
    }

    /** k-means++: each next row with probability proportional to its squared distance to the nearest of those before it. */
    private float[] spread(int clusters) {
        int dimension = rows.dimension();
        float[] centroids = new float[Math.multiplyExact(clusters, dimension)];
        float[] weights = new float[rows.count()];
        double[] sums = new double[rows.blocks()];
        rows.each(tasks, (first, count, values) -> {
            for (int i = 0; i < count; i++) {
                weights[first + i] = rows.counts(values, i * dimension) ? 1 : 0;
            }
            sums[first / RowBlocks.BLOCK] = sum(weights, first, count);
        });
        for (int chosen = 0; chosen < clusters; chosen++) {
            int row = draw(weights, sums, Seeds.unitDouble(seeds.at(chosen)));
            if (row < 0) {
                return Arrays.copyOf(centroids, chosen * dimension);
            }
            int at = chosen * dimension;
            rows.copy(row, centroids, at);
            rows.each(tasks, (first, count, values) -> {
                for (int i = 0; i < count; i++) {
                    float distance = Vectors.squaredDistance(values, i * dimension, centroids, at, dimension);
                    float before = weights[first + i];
                    weights[first + i] = at == 0 && before > 0 ? distance : Math.min(before, distance);
                }
                sums[first / RowBlocks.BLOCK] = sum(weights, first, count);
            });
        }
        return centroids;
    }

    private static double sum(float[] weights, int first, int count) {
        double sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += weights[i];
        }
        return sum;
    }

    /** The row at which the running sum of weights passes the share; -1 if all weights are zero. */
    private int draw(float[] weights, double[] sums, double share) {
        double rest = share * Arrays.stream(sums).sum();
        int last = -1;
        for (int block = 0; block < sums.length; block++) {
            if (rest >= sums[block] && block < sums.length - 1) {
                rest -= sums[block];
                continue;
            }
            for (int row = rows.first(block); row < rows.end(block); row++) {
                rest -= weights[row];
                last = weights[row] > 0 ? row : last;
                if (rest < 0) {
                    return row;
                }
            }
        }
        // only rounding leads here, or weights that are all zero
        for (int row = weights.length - 1; row >= 0 && last < 0; row--) {
            last = weights[row] > 0 ? row : -1;
        }
        return last;
    }
}
