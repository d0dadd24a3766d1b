package kindred.train;

/** Loss per bucket, summed in the order of the buckets: the order in which they end must not show. */
final class Losses {

    private final double[] sums;
    private final long[] pairs;
    private final int blocks;

    Losses(int blocks) {
        this.blocks = blocks;
        sums = new double[blocks * blocks];
        pairs = new long[blocks * blocks];
    }

    /** Called by at most one thread per bucket at a time. */
    void add(int first, int second, Objective.Loss loss) {
        sums[first * blocks + second] += loss.sum();
        pairs[first * blocks + second] += loss.pairs();
    }

    void epochEnded(TrainingRun run) {
        double sum = 0;
        long count = 0;
        for (int bucket = 0; bucket < sums.length; bucket++) {
            sum += sums[bucket];
            count += pairs[bucket];
            sums[bucket] = 0;
            pairs[bucket] = 0;
        }
        if (count > 0) {
            run.epochEnded(sum / count);
        }
    }
}
