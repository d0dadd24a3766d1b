package kindred.train;

import java.util.concurrent.atomic.AtomicLongArray;
import kindred.graph.Walks;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;

/**
 * Skip-gram over walks (Mikolov et al., 2013; Perozzi et al., KDD 2014): embeds nodes so that those which stand near each other in walks can
 * be predicted from one another.
 *
 * <p>The walks are never all held. They are taken once to count visits, which both objectives need to know beforehand, and again, the very same
 * ones, in episodes of a bounded number: an episode's walks become pairs, the pairs are sorted into the buckets of a {@link BlockSchedule}, and
 * the buckets are trained. The learning rate falls linearly from episode to episode.
 *
 * <p>Same seed, same bits, at any concurrency.
 */
public final class SkipGram {

    private static final int WALKS_PER_TASK = 256;

    private final Walks walks;
    private final SkipGramConfig config;
    private final TrainingRun run;
    private final AtomicLongArray visits;

    private SkipGram(Walks walks, SkipGramConfig config, TrainingRun run) {
        this.walks = walks;
        this.config = config;
        this.run = run;
        this.visits = new AtomicLongArray(walks.nodeCount());
    }

    /** Trains with negative sampling. Nodes that no walk meets keep a small random vector; the metric {@code isolatedNodes} counts them. */
    public static EmbeddingTable trainWithNegativeSampling(Walks walks, SkipGramConfig config, TrainingRun run) {
        SkipGram skipGram = new SkipGram(walks, config, run);
        skipGram.countVisits();
        BlockSchedule schedule = skipGram.schedule();
        EmbeddingTable centres = skipGram.centres(schedule);
        EmbeddingTable contexts = new EmbeddingTable(walks.nodeCount(), config.embeddingDimension());
        NegativeSampler sampler =
                new NegativeSampler(schedule, skipGram.visits::get, config.negativeSamplingExponent());
        skipGram.train(
                schedule,
                new NegativeSampling(schedule, sampler, centres, contexts, config.negativeSamplingRate(), run));
        schedule.restoreOrder(centres);
        return centres;
    }

    /** Trains with hierarchical softmax. Nodes that no walk meets keep a small random vector; the metric {@code isolatedNodes} counts them. */
    public static EmbeddingTable trainWithHierarchicalSoftmax(Walks walks, SkipGramConfig config, TrainingRun run) {
        SkipGram skipGram = new SkipGram(walks, config, run);
        skipGram.countVisits();
        BlockSchedule schedule = skipGram.schedule();
        EmbeddingTable centres = skipGram.centres(schedule);
        HuffmanPaths paths = new HuffmanPaths(new HuffmanTree(skipGram.visits::get, walks.nodeCount()), schedule);
        EmbeddingTable inners = new EmbeddingTable(paths.innerCount(), config.embeddingDimension());
        skipGram.train(schedule, new HierarchicalSoftmax(schedule, paths, centres, inners, run));
        schedule.restoreOrder(centres);
        return centres;
    }

    /** Bytes that {@link #trainWithNegativeSampling} needs, result included. */
    public static MemoryEstimate estimateWithNegativeSampling(long nodeCount, SkipGramConfig config) {
        return estimate(
                "skip-gram with negative sampling",
                nodeCount,
                config,
                MemoryEstimate.of("noise distribution", NegativeSampler.bytes(nodeCount)));
    }

    /** Bytes that {@link #trainWithHierarchicalSoftmax} needs, result included. */
    public static MemoryEstimate estimateWithHierarchicalSoftmax(long nodeCount, SkipGramConfig config) {
        return estimate("skip-gram with hierarchical softmax", nodeCount, config, HuffmanPaths.estimate(nodeCount));
    }

    private static MemoryEstimate estimate(
            String name, long nodeCount, SkipGramConfig config, MemoryEstimate objective) {
        long held = config.heldWalks(nodeCount * config.passes());
        boolean thinned = config.positiveSamplingFactor() < 1;
        return MemoryEstimate.sum(
                name,
                MemoryEstimate.of("embeddings", EmbeddingTable.bytes(nodeCount, config.embeddingDimension())),
                MemoryEstimate.of("output vectors", EmbeddingTable.bytes(nodeCount, config.embeddingDimension())),
                MemoryEstimate.of("visits", (thinned ? 12 : 8) * nodeCount),
                MemoryEstimate.of("block schedule", BlockSchedule.bytes(nodeCount)),
                objective,
                Episodes.estimate(held, config.walkLength(), config.windowSize()));
    }

    private void countVisits() {
        run.progress().begin("Count visits", walks.count());
        int tasks = Math.toIntExact((walks.count() + WALKS_PER_TASK - 1) / WALKS_PER_TASK);
        run.parallel(tasks, task -> {
            int[] walk = new int[walks.length()];
            long from = (long) task * WALKS_PER_TASK;
            long to = Math.min(walks.count(), from + WALKS_PER_TASK);
            for (long number = from; number < to; number++) {
                int length = walks.walk(number, walk, 0);
                for (int i = 0; length > 1 && i < length; i++) {
                    visits.getAndIncrement(walk[i]);
                }
            }
            run.progress().advance(to - from);
        });
        run.progress().end();
    }

    private BlockSchedule schedule() {
        int nodeCount = walks.nodeCount();
        return new BlockSchedule(
                visits::get,
                nodeCount,
                BlockSchedule.blocksFor(nodeCount),
                run.seeds().fork("blocks"));
    }

    private EmbeddingTable centres(BlockSchedule schedule) {
        float bound = config.embeddingInitializer().bound(config.embeddingDimension());
        return schedule.randomTable(
                config.embeddingDimension(), bound, run.seeds().fork("initial"), run);
    }

    private void train(BlockSchedule schedule, Objective objective) {
        int held = config.heldWalks(walks.count());
        Episodes episodes = new Episodes(
                walks, schedule, config.windowSize(), objective.splitsByContext(), keep(), held, run.seeds());
        Seeds seeds = run.seeds().fork("training");
        Losses losses = new Losses(schedule.blocks());
        long pairs = 0;
        run.progress().begin("Train", walks.count());
        for (long first = 0; first < walks.count(); first += held) {
            int count = (int) Math.min(held, walks.count() - first);
            episodes.fill(first, count, run);
            pairs += episodes.size();
            train(schedule, objective, episodes, learningRate(first), new Seeds(seeds.at(first)), losses, run);
            if ((first + count) / walks.nodeCount() > first / walks.nodeCount()) {
                losses.epochEnded(run);
            }
            run.progress().advance(count);
        }
        run.progress().end();
        run.metric("trainingPairs", (double) pairs);
    }

    private static void train(
            BlockSchedule schedule,
            Objective objective,
            Episodes episodes,
            float learningRate,
            Seeds seeds,
            Losses losses,
            TrainingRun run) {
        schedule.run(run, (first, second) -> {
            int from = episodes.start(first, second);
            int to = episodes.end(first, second);
            if (from < to) {
                losses.add(
                        first,
                        second,
                        objective.train(
                                first, second, episodes.pairs(), from, to, learningRate, seeds.at(first, second)));
            }
        });
    }

    private float learningRate(long firstWalk) {
        double fall = (config.initialLearningRate() - config.minLearningRate()) * firstWalk / walks.count();
        return (float) (config.initialLearningRate() - fall);
    }

    /** Share of the visits to be kept per node; null when all are. Also notes how many nodes were never visited. */
    private float[] keep() {
        double sum = 0;
        int isolated = 0;
        for (int node = 0; node < visits.length(); node++) {
            sum += visits.get(node);
            isolated += visits.get(node) == 0 ? 1 : 0;
        }
        run.metric("isolatedNodes", isolated);
        if (config.positiveSamplingFactor() == 1) {
            return null;
        }
        float[] keep = new float[visits.length()];
        for (int node = 0; node < keep.length; node++) {
            keep[node] = (float) Episodes.keepShare(visits.get(node) / sum, config.positiveSamplingFactor());
        }
        return keep;
    }
}
