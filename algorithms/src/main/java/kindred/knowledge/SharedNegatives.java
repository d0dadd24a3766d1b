package kindred.knowledge;

import java.util.Arrays;
import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.math.Parallel;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/**
 * Compares all facts of a chunk with the same nodes, drawn ones and each other's, so that scores and gradients are products of small
 * matrices (Lerer et al., MLSys 2019, section 4.3).
 */
final class SharedNegatives implements ChunkTraining {

    private final SampledFacts sampled;
    private final KnowledgeConfig config;
    private final Comparison comparison;
    private final EmbeddingTable nodes;
    private final GradientSlots nodeSlots;
    private final GradientSlots relationSlots;
    private final Queries queries;
    private final FactPenalty penalty;
    private final Gemm gemm = new Gemm();
    private final int dimension;
    private final int chunkSize;
    private final int rate;
    private final float[] asked;
    private final float[] askedGradients;
    private final float[] answers;
    private final float[] others;
    private final float[] otherGradients;
    private final int[] otherNodes;
    private final float[] scores;
    private final float[] slopes;
    private final float[] answerScores;
    private final float[] answerSlopes;
    private final float[] biases;
    private final float[] biasSlopes;
    private final float[] scratch;

    SharedNegatives(
            SampledFacts sampled,
            KnowledgeTables tables,
            GradientSlots nodeSlots,
            GradientSlots relationSlots,
            int chunkSize) {
        this.sampled = sampled;
        this.config = sampled.config();
        this.comparison = tables.scorer().comparison();
        this.nodes = tables.nodes();
        this.nodeSlots = nodeSlots;
        this.relationSlots = relationSlots;
        this.chunkSize = chunkSize;
        queries = new Queries(tables, config);
        penalty = new FactPenalty(tables, config);
        dimension = tables.dimension();
        rate = config.negativeSamplingRate();
        int candidates = candidates(chunkSize, config);
        asked = new float[chunkSize * dimension];
        askedGradients = new float[chunkSize * dimension];
        answers = new float[chunkSize * dimension];
        others = new float[candidates * dimension];
        otherGradients = new float[candidates * dimension];
        otherNodes = new int[candidates];
        scores = new float[chunkSize * candidates];
        slopes = comparison.needsScores() ? new float[scores.length] : scores;
        answerScores = new float[chunkSize];
        answerSlopes = new float[chunkSize];
        biases = new float[chunkSize];
        biasSlopes = new float[chunkSize];
        scratch = new float[candidates];
    }

    private static int candidates(int chunkSize, KnowledgeConfig config) {
        return config.negativeSamplingRate() + (config.inBatchNegatives() ? chunkSize : 0);
    }

    /** Slots for nodes: the heads, the tails, then the drawn nodes of each side. */
    static int nodeSlots(int facts, KnowledgeConfig config) {
        return 2 * (facts + config.negativeSamplingRate());
    }

    /** Bytes on the heap. */
    static long bytes(int chunkSize, KnowledgeConfig config, Comparison comparison) {
        long candidates = candidates(chunkSize, config);
        long matrices = (3L * chunkSize + 2 * candidates) * config.embeddingDimension();
        return Gemm.bytesPerThread() + 4 * (matrices + chunkSize * candidates * (comparison.needsScores() ? 2 : 1));
    }

    @Override
    public double train(Batch batch, int from, int count, int nodeSlot, int relationSlot, float weight, long seed) {
        boolean both = sampled.bothSides();
        boolean headOnly = !both && (Seeds.mix(seed, 2) & 1) == 0;
        double loss = 0;
        if (!headOnly) {
            loss += trainSide(batch, from, count, false, nodeSlot, relationSlot, weight, Seeds.mix(seed, 0));
        }
        if (both || headOnly) {
            loss += trainSide(batch, from, count, true, nodeSlot, relationSlot, weight, Seeds.mix(seed, 1));
        }
        return loss;
    }

    private double trainSide(
            Batch batch,
            int from,
            int count,
            boolean aboutHead,
            int nodeSlot,
            int relationSlot,
            float weight,
            long seed) {
        int inBatch = config.inBatchNegatives() ? count : 0;
        int candidates = inBatch + rate;
        gather(batch, from, count, aboutHead, inBatch, seed);
        Matrix queryRows = Matrix.of(asked, count, dimension);
        Matrix otherRows = Matrix.of(others, candidates, dimension);
        Matrix scoreRows = Matrix.of(scores, count, candidates);
        comparison.scores(queryRows, otherRows, scoreRows, scratch, gemm, Parallel.NONE);
        double loss = 0;
        for (int i = 0; i < count; i++) {
            loss += slopes(batch.fact(from + i), aboutHead, i, candidates, weight);
        }
        Arrays.fill(askedGradients, 0, count * dimension, 0);
        Arrays.fill(otherGradients, 0, candidates * dimension, 0);
        comparison.addGradients(
                queryRows,
                otherRows,
                scoreRows,
                Matrix.of(slopes, count, candidates),
                Matrix.of(askedGradients, count, dimension),
                Matrix.of(otherGradients, candidates, dimension),
                gemm,
                Parallel.NONE);
        for (int i = 0; i < count; i++) {
            scatter(batch.fact(from + i), aboutHead, i, i < inBatch, nodeSlot, relationSlot, weight, seed);
        }
        int drawn = nodeSlot + 2 * chunkSize + (aboutHead ? rate : 0);
        for (int i = 0; i < rate; i++) {
            int at = nodeSlots.use(drawn + i, otherNodes[inBatch + i]);
            System.arraycopy(otherGradients, (inBatch + i) * dimension, nodeSlots.values(), at, dimension);
        }
        return loss;
    }

    /** Queries, answers, and what they are compared with: the chunk's own answers, if so, then drawn nodes. */
    private void gather(Batch batch, int from, int count, boolean aboutHead, int inBatch, long seed) {
        boolean backwards = sampled.asksBackwards(aboutHead);
        for (int i = 0; i < count; i++) {
            int fact = batch.fact(from + i);
            int given = sampled.given(fact, aboutHead);
            int relation = sampled.relation(fact, aboutHead);
            queries.ask(given, relation, backwards, Seeds.mix(seed, i), asked, i * dimension);
            biases[i] = queries.bias(given, relation, backwards);
            copyNode(sampled.answer(fact, aboutHead), answers, i);
        }
        System.arraycopy(answers, 0, others, 0, inBatch * dimension);
        for (int i = 0; i < inBatch; i++) {
            otherNodes[i] = sampled.answer(batch.fact(from + i), aboutHead);
        }
        long state = seed;
        int first = batch.fact(from);
        for (int i = inBatch; i < inBatch + rate; i++) {
            otherNodes[i] = sampled.draw(first, aboutHead, Seeds.scramble(state += Seeds.GAMMA));
            copyNode(otherNodes[i], others, i);
        }
    }

    private void copyNode(int node, float[] to, int row) {
        System.arraycopy(nodes.page(node), nodes.offset(node), to, row * dimension, dimension);
    }

    private double slopes(int fact, boolean aboutHead, int i, int candidates, float weight) {
        int row = i * candidates;
        int at = i * dimension;
        answerScores[i] = comparison.score(asked, at, answers, at, dimension);
        if (slopes != scores) {
            System.arraycopy(scores, row, slopes, row, candidates);
        }
        for (int j = row; j < row + candidates && biases[i] != 0; j++) {
            slopes[j] += biases[i];
        }
        sampled.leaveOut(fact, aboutHead, otherNodes, 0, candidates, slopes, row);
        float factWeight = sampled.facts().weight(fact);
        double loss = config.loss()
                .slopes(
                        answerScores[i] + biases[i],
                        slopes,
                        row,
                        candidates,
                        config,
                        weight * factWeight,
                        scratch,
                        answerSlopes,
                        i);
        float sum = answerSlopes[i];
        for (int j = row; j < row + candidates && sampled.asksBackwards(aboutHead); j++) {
            sum += slopes[j];
        }
        biasSlopes[i] = sum;
        return loss * factWeight;
    }

    private void scatter(
            int fact,
            boolean aboutHead,
            int i,
            boolean isCandidate,
            int nodeSlot,
            int relationSlot,
            float weight,
            long seed) {
        boolean backwards = sampled.asksBackwards(aboutHead);
        int given = sampled.given(fact, aboutHead);
        int answer = sampled.answer(fact, aboutHead);
        int relation = sampled.relation(fact, aboutHead);
        int headAt = nodeSlots.use(nodeSlot + i, sampled.facts().head(fact));
        int tailAt = nodeSlots.use(nodeSlot + chunkSize + i, sampled.facts().tail(fact));
        int relationAt = relationSlots.use(
                relationSlot + i * sampled.slotsOfRelation() + (aboutHead && !backwards ? 1 : 0), relation);
        int answerAt = aboutHead ? headAt : tailAt;
        int givenAt = aboutHead ? tailAt : headAt;
        float[] ofNodes = nodeSlots.values();
        float[] ofRelations = relationSlots.values();
        int at = i * dimension;
        comparison.addGradient(
                answerSlopes[i],
                answerScores[i],
                asked,
                at,
                nodes.page(answer),
                nodes.offset(answer),
                askedGradients,
                at,
                ofNodes,
                answerAt,
                dimension);
        if (isCandidate) {
            Vectors.axpy(1, otherGradients, at, ofNodes, answerAt, dimension);
        }
        long own = Seeds.mix(seed, i);
        queries.giveBack(
                given, relation, backwards, own, askedGradients, at, ofNodes, givenAt, ofRelations, relationAt);
        queries.giveBackBias(biasSlopes[i], given, relation, backwards, ofNodes, givenAt, ofRelations, relationAt);
        if (penalty.counts()) {
            float factWeight = weight * sampled.facts().weight(fact);
            int head = sampled.facts().head(fact);
            int tail = sampled.facts().tail(fact);
            penalty.add(factWeight, head, relation, tail, ofNodes, headAt, tailAt, ofRelations, relationAt);
        }
    }
}
