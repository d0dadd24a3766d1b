package kindred.knowledge;

import java.util.Arrays;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;

/** Compares each fact of a chunk with nodes of its own, as the early papers do. */
final class OwnNegatives implements ChunkTraining {

    /** Facts of a chunk. */
    static final int CHUNK = 128;

    private final SampledFacts sampled;
    private final KnowledgeConfig config;
    private final Comparison comparison;
    private final EmbeddingTable nodes;
    private final GradientSlots nodeSlots;
    private final GradientSlots relationSlots;
    private final Queries queries;
    private final FactPenalty penalty;
    private final int dimension;
    private final int rate;
    private final float[] query;
    private final float[] queryGradient;
    private final int[] others;
    private final float[] scores;
    private final float[] slopes;
    private final float[] scratch;
    private final float[] factSlope = new float[1];

    OwnNegatives(SampledFacts sampled, KnowledgeTables tables, GradientSlots nodeSlots, GradientSlots relationSlots) {
        this.sampled = sampled;
        this.config = sampled.config();
        this.comparison = tables.scorer().comparison();
        this.nodes = tables.nodes();
        this.nodeSlots = nodeSlots;
        this.relationSlots = relationSlots;
        queries = new Queries(tables, config);
        penalty = new FactPenalty(tables, config);
        dimension = tables.dimension();
        rate = config.negativeSamplingRate();
        query = new float[dimension];
        queryGradient = new float[dimension];
        others = new int[rate];
        scores = new float[rate];
        slopes = comparison.needsScores() ? new float[rate] : scores;
        scratch = new float[rate];
    }

    /** Slots for nodes: two ends per fact, then the replacements of each. */
    static int nodeSlots(int facts, KnowledgeConfig config) {
        int sides = config.corruptedSides() == KnowledgeConfig.CorruptedSides.BOTH ? 2 : 1;
        return Math.multiplyExact(facts, Math.addExact(2, Math.multiplyExact(sides, config.negativeSamplingRate())));
    }

    @Override
    public double train(Batch batch, int from, int count, int nodeSlot, int relationSlot, float weight, long seed) {
        int perFact = nodeSlots(1, config);
        double loss = 0;
        for (int i = 0; i < count; i++) {
            int fact = batch.fact(from + i);
            int slot = nodeSlot + i * perFact;
            int relation = relationSlot + i * sampled.slotsOfRelation();
            long own = Seeds.mix(seed, i);
            if (sampled.bothSides()) {
                loss += train(fact, false, slot, slot + 2, relation, weight, Seeds.mix(own, 0));
                loss += train(fact, true, slot, slot + 2 + rate, relation, weight, Seeds.mix(own, 1));
            } else {
                loss += train(fact, (own & 1) == 0, slot, slot + 2, relation, weight, own);
            }
        }
        return loss;
    }

    private double train(
            int fact, boolean aboutHead, int ends, int otherSlot, int firstRelation, float weight, long seed) {
        int given = sampled.given(fact, aboutHead);
        int answer = sampled.answer(fact, aboutHead);
        int relation = sampled.relation(fact, aboutHead);
        boolean backwards = sampled.asksBackwards(aboutHead);
        queries.ask(given, relation, backwards, seed, query, 0);
        float bias = queries.bias(given, relation, backwards);
        float score = comparison.score(query, 0, nodes.page(answer), nodes.offset(answer), dimension);
        scoreOthers(fact, aboutHead, bias, seed);
        float own = weight * sampled.facts().weight(fact);
        double loss = config.loss().slopes(score + bias, slopes, 0, rate, config, own, scratch, factSlope, 0);
        if (loss == 0 && !penalty.counts()) {
            return 0;
        }
        int givenAt = nodeSlots.use(ends + (aboutHead ? 1 : 0), given);
        int answerAt = nodeSlots.use(ends + (aboutHead ? 0 : 1), answer);
        int relationSlot = firstRelation + (aboutHead && !backwards ? 1 : 0);
        int relationAt = relationSlots.use(relationSlot, relation);
        Arrays.fill(queryGradient, 0);
        addGradient(factSlope[0], score, answer, answerAt);
        float total = factSlope[0];
        for (int i = 0; i < rate; i++) {
            if (slopes[i] != 0) {
                total += slopes[i];
                addGradient(slopes[i], scores[i], others[i], nodeSlots.use(otherSlot + i, others[i]));
            }
        }
        float[] ofNodes = nodeSlots.values();
        float[] ofRelations = relationSlots.values();
        queries.giveBack(given, relation, backwards, seed, queryGradient, 0, ofNodes, givenAt, ofRelations, relationAt);
        queries.giveBackBias(total, given, relation, backwards, ofNodes, givenAt, ofRelations, relationAt);
        if (penalty.counts()) {
            int headAt = aboutHead ? answerAt : givenAt;
            int tailAt = aboutHead ? givenAt : answerAt;
            int head = sampled.facts().head(fact);
            int tail = sampled.facts().tail(fact);
            penalty.add(own, head, relation, tail, ofNodes, headAt, tailAt, ofRelations, relationAt);
        }
        return loss * sampled.facts().weight(fact);
    }

    private void scoreOthers(int fact, boolean aboutHead, float bias, long seed) {
        long state = seed;
        for (int i = 0; i < rate; i++) {
            others[i] = sampled.draw(fact, aboutHead, Seeds.scramble(state += Seeds.GAMMA));
            scores[i] = comparison.score(query, 0, nodes.page(others[i]), nodes.offset(others[i]), dimension);
        }
        if (slopes != scores) {
            System.arraycopy(scores, 0, slopes, 0, rate);
        }
        for (int i = 0; i < rate && bias != 0; i++) {
            slopes[i] += bias;
        }
        sampled.leaveOut(fact, aboutHead, others, rate, slopes, 0);
    }

    private void addGradient(float slope, float score, int node, int at) {
        comparison.addGradient(
                slope,
                score,
                query,
                0,
                nodes.page(node),
                nodes.offset(node),
                queryGradient,
                0,
                nodeSlots.values(),
                at,
                dimension);
    }
}
