package kindred.knowledge;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.graph.NodeIndex;
import kindred.graph.Triples;
import kindred.math.Permutation;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/**
 * Compares each fact with some in which one end is replaced by another node. The facts of a batch are cut into chunks, which threads take one by
 * one. All gradients of a batch are taken at the values from which it started, and are added up in an order that does not depend on threads.
 */
final class SampledStep implements TrainingStep {

    /** The longest array that a Java machine is sure to allocate. */
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    private final SampledFacts sampled;
    private final KnowledgeTables tables;
    private final KnowledgeConfig config;
    private final TrainingRun run;
    private final Batch batch;
    private final int chunkSize;
    private final int nodeSlotsPerChunk;
    private final int relationSlotsPerChunk;
    private final GradientSlots nodeSlots;
    private final GradientSlots relationSlots;
    private final double[] losses;
    private final ConcurrentLinkedQueue<ChunkTraining> idle = new ConcurrentLinkedQueue<>();

    SampledStep(KnowledgeTables tables, Triples facts, NodeIndex nodes, KnowledgeConfig config, TrainingRun run) {
        this.tables = tables;
        this.config = config;
        this.run = run;
        sampled = SampledFacts.of(facts, nodes, config);
        int size = Math.max(1, Math.min(config.batchSize(), facts.count()));
        chunkSize = chunkSize(size, config);
        batch = new Batch(facts, nodes, size, chunkSize, config.sameLabelNegatives());
        int chunks = batch.mostChunks();
        nodeSlotsPerChunk = nodeSlots(chunkSize, config);
        relationSlotsPerChunk = chunkSize * sampled.slotsOfRelation();
        nodeSlots = slots(tables.nodes(), config.normalizeNodes(), (long) chunks * nodeSlotsPerChunk);
        relationSlots = slots(tables.relations(), false, (long) chunks * relationSlotsPerChunk);
        losses = new double[chunks];
    }

    private GradientSlots slots(EmbeddingTable table, boolean normalise, long count) {
        if (count * table.dimension() > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "Value for `batchSize` was `%d`, but the gradients of a step must be at most %d numbers, and these would be %d. Lower `batchSize`, `negativeSamplingRate` or `embeddingDimension`."
                            .formatted(config.batchSize(), MOST_NUMBERS, count * table.dimension()));
        }
        Optimizer.Memory memory = new Optimizer.Memory(config.optimizer(), table.rows(), table.dimension());
        return new GradientSlots(table, memory, normalise, (int) count);
    }

    private static boolean shares(KnowledgeConfig config) {
        return config.sharedNegatives() > 1;
    }

    private static int chunkSize(int batchSize, KnowledgeConfig config) {
        return Math.min(batchSize, shares(config) ? config.sharedNegatives() : OwnNegatives.CHUNK);
    }

    private static int nodeSlots(int chunkSize, KnowledgeConfig config) {
        return shares(config)
                ? SharedNegatives.nodeSlots(chunkSize, config)
                : OwnNegatives.nodeSlots(chunkSize, config);
    }

    @Override
    public int size() {
        return sampled.facts().count();
    }

    @Override
    public Sum train(Permutation order, int from, int to, float learningRate, long seed) {
        batch.take(order, from, to);
        double total = batch.weight();
        float weight = (float) (config.optimizer() == Optimizer.SGD || total == 0 ? 1 : 1 / total);
        int chunks = batch.chunks();
        run.parallel(chunks, chunk -> {
            int nodeSlot = chunk * nodeSlotsPerChunk;
            int relationSlot = chunk * relationSlotsPerChunk;
            nodeSlots.clear(nodeSlot, nodeSlot + nodeSlotsPerChunk);
            relationSlots.clear(relationSlot, relationSlot + relationSlotsPerChunk);
            ChunkTraining training = take();
            losses[chunk] = training.train(
                    batch,
                    batch.start(chunk),
                    batch.size(chunk),
                    nodeSlot,
                    relationSlot,
                    weight,
                    Seeds.mix(seed, chunk));
            idle.add(training);
        });
        GradientSlots.apply(
                List.of(nodeSlots, relationSlots),
                new int[] {chunks * nodeSlotsPerChunk, chunks * relationSlotsPerChunk},
                learningRate,
                run);
        double loss = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            loss += losses[chunk];
        }
        return new Sum(loss, total);
    }

    private ChunkTraining take() {
        ChunkTraining taken = idle.poll();
        if (taken != null) {
            return taken;
        }
        return shares(config)
                ? new SharedNegatives(sampled, tables, nodeSlots, relationSlots, chunkSize)
                : new OwnNegatives(sampled, tables, nodeSlots, relationSlots);
    }

    /** Bytes on the heap without tables and facts. */
    static long bytes(
            long nodeCount,
            long relationRows,
            long relationDimension,
            long facts,
            KnowledgeConfig config,
            Scorer scorer) {
        int size = (int) Math.max(1, Math.min(config.batchSize(), facts));
        int chunkSize = chunkSize(size, config);
        int relations = (int) (relationRows / (config.reciprocalRelations() ? 2 : 1));
        // a relationship type mostly leads from one label to one other
        long chunks = Batch.largest(size, chunkSize, config.sameLabelNegatives() ? relations : 0);
        long nodeSlots = chunks * nodeSlots(chunkSize, config);
        long relationSlots = chunks * chunkSize * (config.reciprocalRelations() ? 2 : 1);
        return GradientSlots.bytes(nodeSlots, config.embeddingDimension(), nodeCount)
                + GradientSlots.bytes(relationSlots, relationDimension, relationRows)
                + NegativeNodes.bytes(nodeCount, config)
                + (shares(config) ? 2 * SharedNegatives.bytes(chunkSize, config, scorer.comparison()) : 0);
    }
}
