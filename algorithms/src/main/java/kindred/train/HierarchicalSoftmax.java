package kindred.train;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/**
 * Skip-gram with hierarchical softmax (Morin and Bengio, AISTATS 2005; Mikolov et al., 2013): the probability of a context, given the centre,
 * is the product of the decisions on the way from the root of a {@link HuffmanTree} to the context, each a logistic function of the centre's
 * vector times the inner node's.
 *
 * <p>The second table holds inner nodes instead of contexts. A bucket is a block of centres and a block of inner nodes: of each pair it trains
 * the steps that lie in its block. Pairs that share their centre and follow one another are trained together; inner nodes that several of their
 * paths pass through, as all pass through the root, are visited once, with the sum of the decisions. The logistic function is exact, where
 * word2vec skips a decision whose score is beyond 6.
 */
final class HierarchicalSoftmax implements Objective {

    /** Most pairs that are trained together. Four did not make better vectors on BlogCatalog. */
    static final int PAIRS_PER_RUN = 64;

    private static final int LONGEST_PATH = 128;
    private static final int RUNS_BETWEEN_CHECKS = 256;
    private static final int RUNS_PER_LOSS = 32;

    private final BlockSchedule schedule;
    private final HuffmanPaths paths;
    private final EmbeddingTable centres;
    private final EmbeddingTable inners;
    private final TrainingRun run;
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();

    HierarchicalSoftmax(
            BlockSchedule schedule,
            HuffmanPaths paths,
            EmbeddingTable centres,
            EmbeddingTable inners,
            TrainingRun run) {
        this.schedule = schedule;
        this.paths = paths;
        this.centres = centres;
        this.inners = inners;
        this.run = run;
    }

    /** What one thread needs: for the inner nodes that a run of pairs touches, how often each branch is taken. */
    private static final class Scratch {
        final int[] places = new int[PAIRS_PER_RUN * LONGEST_PATH];
        final int[] branches = new int[2 * PAIRS_PER_RUN * LONGEST_PATH];
        final int[] slots;
        final int[] offsets = new int[PAIRS_PER_RUN * LONGEST_PATH];
        final float[] scores = new float[PAIRS_PER_RUN * LONGEST_PATH];
        final float[] products = new float[Vectors.PRODUCTS_SCRATCH];
        final float[] centre;
        final float[] gradient;
        int size;

        Scratch(int largestBlock, int dimension) {
            slots = new int[largestBlock];
            Arrays.fill(slots, -1);
            centre = new float[dimension];
            gradient = new float[dimension];
        }
    }

    @Override
    public boolean splitsByContext() {
        return false;
    }

    private Scratch scratch() {
        Scratch scratch = idle.poll();
        if (scratch != null) {
            return scratch;
        }
        int largest = 0;
        for (int block = 0; block < schedule.blocks(); block++) {
            largest = Math.max(largest, paths.size(block));
        }
        return new Scratch(largest, centres.dimension());
    }

    @Override
    public Loss train(int firstBlock, int secondBlock, long[] pairs, int from, int to, float learningRate, long seed) {
        Scratch scratch = scratch();
        double loss = 0;
        long lossPairs = 0;
        int runs = 0;
        for (int start = from; start < to; runs++) {
            if (runs % RUNS_BETWEEN_CHECKS == 0) {
                run.checkCancelled();
            }
            int centre = (int) (pairs[start] >>> 32);
            int end = start + 1;
            while (end < to && end < start + PAIRS_PER_RUN && (int) (pairs[end] >>> 32) == centre) {
                end++;
            }
            collect(secondBlock, pairs, start, end, scratch);
            boolean measured = runs % RUNS_PER_LOSS == 0;
            double runLoss =
                    trainRun(schedule.start(firstBlock) + centre, secondBlock, learningRate, scratch, measured);
            if (measured) {
                loss += runLoss;
                // each pair is met once in every block of inner nodes, and its loss is the sum over them
                lossPairs += end - start;
            }
            start = end;
        }
        idle.add(scratch);
        return new Loss(loss * schedule.blocks(), lossPairs);
    }

    /** Gathers the steps of some pairs by inner node. */
    private void collect(int block, long[] pairs, int from, int to, Scratch s) {
        int size = 0;
        for (int pair = from; pair < to; pair++) {
            int code = (int) pairs[pair];
            int row = schedule.start(schedule.block(code)) + schedule.place(code);
            int[] steps = paths.steps(row);
            int end = paths.to(row, block);
            for (int i = paths.from(row, block); i < end; i++) {
                int place = steps[i] >> 1;
                int slot = s.slots[place];
                if (slot < 0) {
                    slot = size++;
                    s.slots[place] = slot;
                    s.places[slot] = place;
                    s.branches[2 * slot] = 0;
                    s.branches[2 * slot + 1] = 0;
                }
                s.branches[2 * slot + (steps[i] & 1)]++;
            }
        }
        s.size = size;
        for (int slot = 0; slot < size; slot++) {
            s.slots[s.places[slot]] = -1;
        }
    }

    private double trainRun(int centreRow, int block, float learningRate, Scratch s, boolean measured) {
        int dimension = centres.dimension();
        float[] centrePage = centres.page(centreRow);
        int centreOffset = centres.offset(centreRow);
        System.arraycopy(centrePage, centreOffset, s.centre, 0, dimension);
        Arrays.fill(s.gradient, 0);
        double loss = 0;
        for (int from = 0, to; from < s.size; from = to) {
            float[] page = inners.page(paths.start(block) + s.places[from]);
            to = samePage(block, page, from, s);
            Vectors.scatteredDots(s.centre, page, s.offsets, from, to - from, dimension, s.scores, s.products);
            Vectors.logistic(s.scores, from, to - from);
            loss += measured ? loss(from, to, s) : 0;
            for (int slot = from; slot < to; slot++) {
                int zeros = s.branches[2 * slot];
                int ones = s.branches[2 * slot + 1];
                s.scores[slot] = learningRate * (zeros - (zeros + ones) * s.scores[slot]);
            }
            Vectors.crossUpdates(s.scores, s.centre, page, s.offsets, from, to - from, s.gradient, dimension);
        }
        Vectors.axpy(1, s.gradient, 0, centrePage, centreOffset, dimension);
        return loss;
    }

    /** Notes the offsets of inner nodes for as long as they lie in one page of the table, and returns where that ends. */
    private int samePage(int block, float[] page, int from, Scratch s) {
        int slot = from;
        for (; slot < s.size; slot++) {
            int row = paths.start(block) + s.places[slot];
            if (inners.page(row) != page) {
                return slot;
            }
            s.offsets[slot] = inners.offset(row);
        }
        return slot;
    }

    private static double loss(int from, int to, Scratch s) {
        double loss = 0;
        for (int slot = from; slot < to; slot++) {
            loss -= s.branches[2 * slot] * Math.log(s.scores[slot] + 1e-10)
                    + s.branches[2 * slot + 1] * Math.log(1 - s.scores[slot] + 1e-10);
        }
        return loss;
    }
}
