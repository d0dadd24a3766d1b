package kindred.train;

import kindred.graph.Csr;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;

/**
 * The training of LINE (Tang et al., WWW 2015): arcs are drawn in proportion to their weight, and each draw is one pair for negative
 * sampling, whatever its weight, so that step sizes do not depend on weights. Of first order, both ends have their vectors in one table; of
 * second order, the target has another one as context. Noise is drawn in proportion to a power of the weighted degree, incoming and
 * outgoing together.
 *
 * <p>Draws are taken in episodes. In each, every bucket of a {@link BlockSchedule} gets draws in proportion to its weight, and the learning
 * rate falls linearly from one to the next. Same seed, same bits, at any concurrency.
 */
public final class EdgeSampling {

    /** Draws of an episode per node and bucket of its row: so that equal sources follow one another, but not for too long. */
    private static final int DRAWS_PER_VISIT = 4;

    private static final int LEAST_EPISODES = 64;
    private static final int BUFFER = 4096;
    private static final int EPOCHS = 10;

    /** Weights are made whole numbers up to this for the schedule, which orders nodes by them. */
    private static final double LARGEST_WEIGHT = 1L << 40;

    /**
     * How to train.
     *
     * @param samples draws per order
     * @param negatives negatives per draw
     * @param exponent of the weighted degrees, when negatives are drawn
     * @param initialLearningRate step size at the beginning
     * @param minLearningRate step size at the end
     */
    public record Settings(
            long samples, int negatives, double exponent, double initialLearningRate, double minLearningRate) {}

    private final Settings settings;
    private final TrainingRun run;
    private final BlockSchedule schedule;
    private final NegativeSampler sampler;
    private final ArcBuckets arcs;
    private final int episodes;
    private long trained;

    /** Sorts the arcs; training may follow several times. The metric {@code isolatedNodes} counts nodes at which no arc weighs anything. */
    public EdgeSampling(Csr graph, Settings settings, TrainingRun run) {
        this.settings = settings;
        this.run = run;
        int nodeCount = graph.nodeCount();
        int blocks = BlockSchedule.blocksFor(nodeCount);
        long[] degrees = degrees(graph);
        run.checkCancelled();
        this.schedule = new BlockSchedule(
                node -> degrees[node], nodeCount, blocks, run.seeds().fork("blocks"));
        this.sampler = new NegativeSampler(schedule, node -> degrees[node], settings.exponent());
        this.arcs = new ArcBuckets(graph, schedule, run);
        long perEpisode = DRAWS_PER_VISIT * (long) blocks * nodeCount;
        this.episodes = (int) Math.min(
                settings.samples(),
                Math.min(Integer.MAX_VALUE, Math.max(LEAST_EPISODES, settings.samples() / perEpisode)));
    }

    /** Weighted degrees in both directions, scaled to whole numbers; zero only where no arc weighs anything. */
    private long[] degrees(Csr graph) {
        double[] sums = new double[graph.nodeCount()];
        double largest = 0;
        for (int node = 0; node < sums.length; node++) {
            for (long arc = graph.first(node); arc < graph.end(node); arc++) {
                sums[node] += graph.weight(arc);
                sums[graph.target(arc)] += graph.weight(arc);
            }
        }
        for (double sum : sums) {
            largest = Math.max(largest, sum);
        }
        long[] degrees = new long[sums.length];
        int isolated = 0;
        for (int node = 0; node < sums.length; node++) {
            degrees[node] = largest == 0 ? 0 : (long) Math.ceil(sums[node] / largest * LARGEST_WEIGHT);
            isolated += degrees[node] == 0 ? 1 : 0;
        }
        run.metric("isolatedNodes", isolated);
        return degrees;
    }

    /** Trains a table of which both ends of an arc have their row. Nodes without arcs keep a small random vector. */
    public EmbeddingTable trainFirstOrder(int dimension) {
        Seeds seeds = run.seeds().fork("first order");
        EmbeddingTable table = randomTable(dimension, seeds);
        train("Train first order", objective(table, table), schedule::runInOneTable, seeds);
        schedule.restoreOrder(table);
        return table;
    }

    /** Trains a table of which the source has its row, against one of contexts. Nodes without arcs keep a small random vector. */
    public EmbeddingTable trainSecondOrder(int dimension) {
        Seeds seeds = run.seeds().fork("second order");
        EmbeddingTable table = randomTable(dimension, seeds);
        EmbeddingTable contexts = new EmbeddingTable(table.rows(), dimension);
        train("Train second order", objective(table, contexts), schedule::run, seeds);
        schedule.restoreOrder(table);
        return table;
    }

    private EmbeddingTable randomTable(int dimension, Seeds seeds) {
        return schedule.randomTable(dimension, 0.5f / dimension, seeds.fork("initial"), run);
    }

    private Objective objective(EmbeddingTable table, EmbeddingTable contexts) {
        return new NegativeSampling(schedule, sampler, table, contexts, settings.negatives(), run);
    }

    /** One of the ways in which a schedule goes through its buckets. */
    private interface Round {
        void run(TrainingRun run, BlockSchedule.Bucket bucket);
    }

    private void train(String task, Objective objective, Round round, Seeds seeds) {
        double perWeight = arcs.weight() == 0 ? 0 : settings.samples() / arcs.weight() / episodes;
        Losses losses = new Losses(schedule.blocks());
        long volume = draws(perWeight, episodes);
        long done = 0;
        run.progress().begin(task, volume);
        for (int i = 0; i < episodes && volume > 0; i++) {
            Episode episode = new Episode(objective, losses, i, perWeight, new Seeds(seeds.at(i)));
            round.run(run, episode::train);
            if ((i + 1L) * EPOCHS / episodes > (long) i * EPOCHS / episodes) {
                losses.epochEnded(run);
            }
            long drawn = draws(perWeight, i + 1);
            run.progress().advance(drawn - done);
            done = drawn;
        }
        run.progress().end();
        trained += done;
        run.metric("trainingSamples", (double) trained);
    }

    /** Draws from all buckets in the first so many episodes. */
    private long draws(double perWeight, int episodes) {
        long draws = 0;
        for (int first = 0; first < schedule.blocks(); first++) {
            for (int second = 0; second < schedule.blocks(); second++) {
                draws += (long) (arcs.weight(first, second) * perWeight * episodes);
            }
        }
        return draws;
    }

    /** One round over all buckets. */
    private final class Episode {
        private final Objective objective;
        private final Losses losses;
        private final int number;
        private final double perWeight;
        private final Seeds seeds;
        private final float learningRate;

        Episode(Objective objective, Losses losses, int number, double perWeight, Seeds seeds) {
            this.objective = objective;
            this.losses = losses;
            this.number = number;
            this.perWeight = perWeight;
            this.seeds = seeds;
            double fall = (settings.initialLearningRate() - settings.minLearningRate()) * number / episodes;
            this.learningRate = (float) (settings.initialLearningRate() - fall);
        }

        void train(int first, int second) {
            double share = arcs.weight(first, second) * perWeight;
            int count = Math.toIntExact((long) (share * (number + 1)) - (long) (share * number));
            long[] pairs = new long[Math.min(count, BUFFER)];
            long seed = seeds.at(first, second);
            for (int from = 0; from < count; from += BUFFER) {
                int to = Math.min(count, from + BUFFER);
                arcs.draw(first, second, from, to, count, seed, pairs);
                long own = Seeds.mix(seed, from);
                losses.add(first, second, objective.train(first, second, pairs, 0, to - from, learningRate, own));
            }
        }
    }

    /** Bytes that construction and training need, without the tables. */
    public static MemoryEstimate estimate(long nodeCount, long arcCount, boolean weighted) {
        return MemoryEstimate.sum(
                "edge sampling",
                MemoryEstimate.of("block schedule", BlockSchedule.bytes(nodeCount)),
                MemoryEstimate.of("degrees and noise distribution", 8 * nodeCount + NegativeSampler.bytes(nodeCount)),
                ArcBuckets.estimate(nodeCount, arcCount, weighted));
    }
}
