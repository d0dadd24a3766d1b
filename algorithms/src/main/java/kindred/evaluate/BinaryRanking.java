package kindred.evaluate;

import java.util.Arrays;

/** How well scores put what is true before what is not. */
public final class BinaryRanking {

    private final float[] trueScores;
    private final float[] falseScores;

    /** @throws IllegalArgumentException if there is nothing true or nothing false, or a score is not a number */
    public BinaryRanking(float[] trueScores, float[] falseScores) {
        if (trueScores.length == 0 || falseScores.length == 0) {
            throw new IllegalArgumentException("A ranking of %d true and %d false scores says nothing; it needs both."
                    .formatted(trueScores.length, falseScores.length));
        }
        this.trueScores = sorted(trueScores);
        this.falseScores = sorted(falseScores);
    }

    private static float[] sorted(float[] scores) {
        float[] sorted = scores.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] += 0f; // -0 would sort before 0, with which it is equal
        }
        Arrays.parallelSort(sorted);
        if (Float.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("A score is not a number.");
        }
        return sorted;
    }

    /** Area under the ROC curve: how likely a random true score is higher than a random false one; equal ones count half. */
    public double areaUnderCurve() {
        double below = 0;
        int less = 0;
        int notMore = 0;
        for (float score : trueScores) {
            while (less < falseScores.length && falseScores[less] < score) {
                less++;
            }
            notMore = Math.max(notMore, less);
            while (notMore < falseScores.length && falseScores[notMore] <= score) {
                notMore++;
            }
            below += (less + notMore) / 2.0;
        }
        return below / trueScores.length / falseScores.length;
    }

    /**
     * Average precision: the precision at each threshold, weighted by the recall that it adds. Equal scores are passed together, as in
     * scikit-learn.
     */
    public double averagePrecision() {
        double sum = 0;
        int hits = 0;
        int misses = 0;
        while (hits < trueScores.length) {
            float threshold = trueScores[trueScores.length - 1 - hits];
            int before = hits;
            while (hits < trueScores.length && trueScores[trueScores.length - 1 - hits] == threshold) {
                hits++;
            }
            while (misses < falseScores.length && falseScores[falseScores.length - 1 - misses] >= threshold) {
                misses++;
            }
            sum += (hits - before) * (hits / (double) (hits + misses));
        }
        return sum / trueScores.length;
    }
}
