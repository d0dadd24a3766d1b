package kindred.train;

import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/**
 * Skip-gram with negative sampling (Mikolov et al., NIPS 2013): for a pair of centre c and context o it maximises
 * {@code log s(c.o) + sum over K negatives n of log s(-c.n)}.
 *
 * <p>The pairs of a bucket are taken in groups. A group shares its negatives, each pair gives them K in total weight, and equal centres that
 * follow one another count as one row; so the expected gradient is that of K negatives per pair, while the work is a product of small matrices
 * (Ji et al., "Parallelizing Word2Vec in Shared and Distributed Memory", 2016). All scores of a group are taken at the values from
 * which it started. The logistic function is exact, where word2vec cuts it off at 6.
 */
final class NegativeSampling implements Objective {

    /** Pairs that share negatives. */
    static final int GROUP = 16;

    /** Negatives that a group shares: as many as {@link Vectors#crossSums} takes. */
    static final int SHARED = 8;

    private static final int PAIRS_BETWEEN_CHECKS = 4096;
    private static final int GROUPS_PER_LOSS = 16;

    private final BlockSchedule schedule;
    private final NegativeSampler sampler;
    private final EmbeddingTable centres;
    private final EmbeddingTable contexts;
    private final float negatives;
    private final TrainingRun run;
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();

    NegativeSampling(
            BlockSchedule schedule,
            NegativeSampler sampler,
            EmbeddingTable centres,
            EmbeddingTable contexts,
            int negatives,
            TrainingRun run) {
        this.schedule = schedule;
        this.sampler = sampler;
        this.centres = centres;
        this.contexts = contexts;
        this.negatives = negatives;
        this.run = run;
    }

    /** What one thread needs for one group. */
    private static final class Scratch {
        final int[] centreRows = new int[GROUP];
        final int[] ends = new int[GROUP];
        final int[] negativeRows = new int[SHARED];
        final float[] products = new float[Vectors.PRODUCTS_SCRATCH];
        final float[] centre;
        final float[] centreGradient;
        final float[] negative;
        final float[] negativeGradient;
        final float[] scores = new float[GROUP * SHARED];
        final float[] partials = new float[Vectors.partials(GROUP)];
        final float[] positives = new float[Vectors.stride(GROUP)];

        Scratch(int stride) {
            centre = new float[GROUP * stride];
            centreGradient = new float[GROUP * stride];
            negative = new float[SHARED * stride];
            negativeGradient = new float[SHARED * stride];
        }
    }

    @Override
    public boolean splitsByContext() {
        return true;
    }

    @Override
    public Loss train(int firstBlock, int secondBlock, long[] pairs, int from, int to, float learningRate, long seed) {
        Scratch scratch = idle.poll();
        if (scratch == null) {
            scratch = new Scratch(Vectors.stride(centres.dimension()));
        }
        double loss = 0;
        long lossPairs = 0;
        long state = seed;
        int group = 0;
        for (int start = from; start < to; start += GROUP, group++) {
            if (group % (PAIRS_BETWEEN_CHECKS / GROUP) == 0) {
                run.checkCancelled();
            }
            for (int i = 0; i < SHARED; i++) {
                scratch.negativeRows[i] =
                        schedule.start(secondBlock) + sampler.draw(secondBlock, Seeds.scramble(state += Seeds.GAMMA));
            }
            int end = Math.min(start + GROUP, to);
            boolean measured = group % GROUPS_PER_LOSS == 0;
            double groupLoss = trainGroup(
                    schedule.start(firstBlock),
                    schedule.start(secondBlock),
                    pairs,
                    start,
                    end,
                    learningRate,
                    scratch,
                    measured);
            if (measured) {
                loss += groupLoss;
                lossPairs += end - start;
            }
        }
        idle.add(scratch);
        return new Loss(loss, lossPairs);
    }

    private double trainGroup(
            int firstStart,
            int secondStart,
            long[] pairs,
            int from,
            int to,
            float learningRate,
            Scratch s,
            boolean measured) {
        int dimension = centres.dimension();
        int stride = Vectors.stride(dimension);
        int runs = gather(firstStart, pairs, from, to, s, stride);
        // an even number of rows is faster; what the last one scores is not looked at
        Vectors.products(s.centre, runs + (runs & 1), s.negative, SHARED, stride, s.scores, s.products);
        Vectors.logistic(s.scores, 0, runs * SHARED);
        double loss = measured ? negativeLoss(from, runs, s) : 0;
        float weight = -learningRate * negatives / SHARED;
        for (int i = 0, start = from; i < runs; start = s.ends[i++]) {
            float runWeight = weight * (s.ends[i] - start);
            for (int j = i * SHARED; j < (i + 1) * SHARED; j++) {
                s.scores[j] *= runWeight;
            }
        }
        Vectors.crossSums(s.scores, s.centre, runs, s.negative, stride, s.centreGradient, s.negativeGradient);
        scorePositives(secondStart, pairs, from, runs, s, dimension, stride);
        loss += measured ? positiveLoss(to - from, s) : 0;
        movePositives(secondStart, pairs, from, runs, learningRate, s, dimension, stride);
        scatter(runs, s, dimension, stride);
        return loss;
    }

    private void scorePositives(
            int secondStart, long[] pairs, int from, int runs, Scratch s, int dimension, int stride) {
        int pair = from;
        for (int i = 0; i < runs; i++) {
            for (; pair < s.ends[i]; pair++) {
                int row = secondStart + schedule.place((int) pairs[pair]);
                Vectors.partialDot(
                        s.centre,
                        i * stride,
                        contexts.page(row),
                        contexts.offset(row),
                        dimension,
                        s.partials,
                        pair - from);
            }
        }
        Vectors.sumPartials(s.partials, pair - from, s.positives, 0);
        Vectors.logistic(s.positives, 0, pair - from);
    }

    private void movePositives(
            int secondStart,
            long[] pairs,
            int from,
            int runs,
            float learningRate,
            Scratch s,
            int dimension,
            int stride) {
        int pair = from;
        for (int i = 0; i < runs; i++) {
            for (; pair < s.ends[i]; pair++) {
                int row = secondStart + schedule.place((int) pairs[pair]);
                Vectors.crossUpdate(
                        learningRate * (1 - s.positives[pair - from]),
                        s.centre,
                        i * stride,
                        contexts.page(row),
                        contexts.offset(row),
                        s.centreGradient,
                        i * stride,
                        dimension);
            }
        }
    }

    private static double positiveLoss(int pairs, Scratch s) {
        double loss = 0;
        for (int i = 0; i < pairs; i++) {
            loss -= Math.log(s.positives[i] + 1e-10);
        }
        return loss;
    }

    /** Copies the rows of the group's centres and negatives, and returns the number of runs of equal centres. */
    private int gather(int firstStart, long[] pairs, int from, int to, Scratch s, int stride) {
        int runs = 0;
        int last = -1;
        for (int pair = from; pair < to; pair++) {
            int row = firstStart + (int) (pairs[pair] >>> 32);
            if (row != last) {
                System.arraycopy(centres.page(row), centres.offset(row), s.centre, runs * stride, centres.dimension());
                s.centreRows[runs++] = row;
                last = row;
            }
            s.ends[runs - 1] = pair + 1;
        }
        for (int i = 0; i < SHARED; i++) {
            int row = s.negativeRows[i];
            System.arraycopy(contexts.page(row), contexts.offset(row), s.negative, i * stride, contexts.dimension());
        }
        return runs;
    }

    private void scatter(int runs, Scratch s, int dimension, int stride) {
        for (int i = 0; i < runs; i++) {
            int row = s.centreRows[i];
            Vectors.axpy(1, s.centreGradient, i * stride, centres.page(row), centres.offset(row), dimension);
        }
        for (int j = 0; j < SHARED; j++) {
            int row = s.negativeRows[j];
            Vectors.axpy(1, s.negativeGradient, j * stride, contexts.page(row), contexts.offset(row), dimension);
        }
    }

    private double negativeLoss(int from, int runs, Scratch s) {
        double loss = 0;
        int start = from;
        for (int i = 0; i < runs; i++) {
            double sum = 0;
            for (int j = i * SHARED; j < (i + 1) * SHARED; j++) {
                sum -= Math.log(1 - s.scores[j] + 1e-10);
            }
            loss += sum * negatives / SHARED * (s.ends[i] - start);
            start = s.ends[i];
        }
        return loss;
    }
}
