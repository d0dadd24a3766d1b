package kindred.knowledge;

import java.util.List;
import kindred.evaluate.KnowledgeEvaluation;
import kindred.graph.GraphSize;
import kindred.graph.KnownTriples;
import kindred.graph.Projection;
import kindred.graph.Triples;
import kindred.math.Permutation;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.model.RelationTable;
import kindred.train.MemoryEstimate;
import kindred.train.TrainingRun;

/**
 * Trains vectors of nodes and relations by any score function: epochs over the facts of a graph, each in an order of its own, a batch at a
 * time, until the last epoch, or until validation facts are no longer ranked better. Same seed, same bits, at any concurrency.
 */
final class KnowledgeTrainer {

    private final KnowledgeConfig config;
    private final TrainingRun run;
    private final Triples all;
    private final KnowledgeEvaluation validation;
    private final TrainingStep step;
    private KnowledgeTables tables;

    private KnowledgeTrainer(
            Projection graph, Triples all, KnowledgeTables tables, KnowledgeConfig config, TrainingRun run) {
        this.config = config;
        this.run = run;
        this.all = all;
        this.tables = tables;
        boolean[] held = validationFacts();
        Triples facts = all.select(fact -> !held[fact] && all.weight(fact) > 0);
        Triples judged = all.select(fact -> held[fact] && all.weight(fact) > 0);
        run.metric("trainingFacts", facts.count());
        validation = judged.count() == 0 ? null : new KnowledgeEvaluation(judged, new KnownTriples(all));
        step = config.samples()
                ? new SampledStep(tables, facts, graph.nodes(), config, run)
                : new AllNodesStep(
                        tables,
                        new Questions(facts, config.reciprocalRelations(), AllNodesStep.answersAtOnce(config)),
                        config,
                        run);
    }

    private boolean[] validationFacts() {
        Seeds seeds = run.seeds().fork("validation");
        boolean[] held = new boolean[all.count()];
        for (int fact = 0; fact < held.length; fact++) {
            held[fact] = Seeds.unitDouble(seeds.at(fact)) < config.validationShare();
        }
        return held;
    }

    /**
     * Trains from vectors at random.
     *
     * @throws IllegalArgumentException if the graph does not fit the configuration, before any long work
     */
    static Trained train(Projection graph, Scorer scorer, KnowledgeConfig config, TrainingRun run) {
        requireRoom(graph, config);
        Triples facts = Triples.of(graph);
        return train(graph, facts, KnowledgeTables.random(facts, scorer, config, run), config, run);
    }

    /** @throws IllegalArgumentException if the graph has too many nodes for the configuration */
    static void requireRoom(Projection graph, KnowledgeConfig config) {
        AllNodesStep.requireRoom(graph.nodeCount(), config);
    }

    /** Trains on from vectors that are there, which are changed. */
    static Trained train(
            Projection graph, Triples facts, KnowledgeTables tables, KnowledgeConfig config, TrainingRun run) {
        note(facts.counts(graph), run);
        KnowledgeTrainer trainer = new KnowledgeTrainer(graph, facts, tables, config, run);
        trainer.train();
        return new Trained(trainer.tables.nodes(), trainer.relationTable());
    }

    private RelationTable relationTable() {
        return new RelationTable(
                all.relationTypes(), tables.relations(), tables.scorer().name(), config.reciprocalRelations());
    }

    /** What training gave. */
    record Trained(EmbeddingTable nodes, RelationTable relations) {}

    private static void note(Triples.Counts counts, TrainingRun run) {
        run.metric("parallelRelationships", (double) counts.parallelRelationships());
        run.metric("selfLoops", (double) counts.selfLoops());
        run.metric("isolatedNodes", (double) counts.isolatedNodes());
    }

    private void train() {
        Best best = new Best();
        run.progress().begin("Train", (long) config.epochs() * Math.max(1, step.size()));
        int epoch = 0;
        while (epoch < config.epochs() && !best.isOld()) {
            trainEpoch(epoch++);
            if (validation != null && (epoch % config.validationInterval() == 0 || epoch == config.epochs())) {
                best.look(epoch);
            }
        }
        run.progress().advance((long) (config.epochs() - epoch) * Math.max(1, step.size()));
        run.progress().end();
        run.metric("epochs", epoch);
        best.restore();
    }

    private void trainEpoch(int epoch) {
        int size = step.size();
        if (size == 0) {
            run.checkCancelled();
            run.progress().advance(1);
            return;
        }
        Seeds seeds = run.seeds().fork("epochs");
        Permutation order = new Permutation(size, seeds.at(epoch));
        double loss = 0;
        double count = 0;
        for (int from = 0, number = 0; from < size; from += config.batchSize(), number++) {
            int to = Math.min(size, from + config.batchSize());
            float rate = learningRate(epoch + (double) from / size);
            TrainingStep.Sum sum = step.train(order, from, to, rate, seeds.at(epoch, number));
            loss += sum.loss();
            count += sum.count();
            run.progress().advance(to - from);
        }
        run.epochEnded(count == 0 ? 0 : loss / count);
    }

    private float learningRate(double epochs) {
        double fall = config.initialLearningRate() - config.minLearningRate();
        return (float) (config.initialLearningRate() - fall * epochs / config.epochs());
    }

    /** The vectors that ranked validation facts best. */
    private final class Best {
        private double reciprocalRank = -1;
        private int looksSince;
        private KnowledgeTables kept;

        boolean isOld() {
            return looksSince >= config.patience();
        }

        void look(int epoch) {
            KnowledgeScores scores = new KnowledgeScores(tables.nodes(), relationTable());
            double found = validation.meanReciprocalRank(scores, run);
            if (found > reciprocalRank) {
                reciprocalRank = found;
                looksSince = 0;
                kept = null; // so that there are never three at a time
                kept = tables.copy();
                run.metric("validationMrr", found);
                run.metric("bestEpoch", epoch);
            } else {
                looksSince++;
            }
        }

        void restore() {
            tables = kept == null ? tables : kept;
        }
    }

    /** Bytes on the heap, the graph's aside. */
    static MemoryEstimate estimate(String name, GraphSize graph, Scorer scorer, KnowledgeConfig config) {
        long nodes = graph.nodeCount();
        long facts = graph.arcCount();
        int dimension = config.embeddingDimension();
        long width = scorer.relationDimension(dimension);
        long relationRows = graph.relationshipTypes() * (config.reciprocalRelations() ? 2L : 1);
        long tables = EmbeddingTable.bytes(nodes, dimension) + EmbeddingTable.bytes(relationRows, width);
        long kept = config.validationShare() > 0 ? 2 : 1;
        long memory =
                config.optimizer().bytes(nodes, dimension) + config.optimizer().bytes(relationRows, width);
        long factBytes = Triples.bytes(facts, graph.weighted()) * (config.validationShare() > 0 ? 2 : 1)
                + (config.validationShare() > 0 || config.samples() && config.filteredNegatives()
                        ? KnownTriples.bytes(facts)
                        : 0);
        long stepBytes = config.samples()
                ? SampledStep.bytes(nodes, relationRows, width, facts, config, scorer)
                : Questions.bytes(facts, graph.weighted())
                        + AllNodesStep.bytes(nodes, relationRows, width, facts, config, scorer);
        long scores = config.validationShare() > 0 ? KnowledgeEvaluation.bytesPerThread(nodes) : 0;
        return MemoryEstimate.sum(
                name,
                List.of(
                        MemoryEstimate.of("facts", factBytes / 2, factBytes + Triples.bytes(facts, graph.weighted())),
                        MemoryEstimate.of("embeddings", tables * kept),
                        MemoryEstimate.of("optimizer", memory),
                        MemoryEstimate.of("validation", scores, 2 * scores),
                        MemoryEstimate.of("gradients and scores", stepBytes)));
    }
}
