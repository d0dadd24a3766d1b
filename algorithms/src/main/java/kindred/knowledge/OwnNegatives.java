package kindred.knowledge;

import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/**
 * Compares each fact of a chunk with nodes of its own, as the early papers do. A question is a fact of which one end is asked for. What is waited for
 * is memory, since neither facts nor nodes come in the order in which they lie there: so all that a chunk will need is looked up before it is used.
 */
final class OwnNegatives implements ChunkTraining {

    /** Facts of a chunk. */
    static final int CHUNK = 128;

    /** Rows that are fetched together: few enough to stay in the fastest memory until they are used. */
    private static final int ROWS_AT_ONCE = 32;

    /** Floats of the piece in which memory is fetched. */
    private static final int FLOATS_AT_ONCE = 16;

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
    private final int sides;
    private final int questionsAtOnce;
    private final boolean[] aboutHead;
    private final long[] seeds;
    private final int[] given;
    private final int[] relation;
    private final int[] answers;
    private final int[] others;
    private final float[] query;
    private final float[] queryGradient;
    private final float[] scores;
    private final float[] slopes;
    private final float[] scratch;

    /** Never looked at; but without it, compilers would leave out what reads ahead. */
    @SuppressWarnings("UnusedVariable")
    private float fetched;

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
        sides = sampled.bothSides() ? 2 : 1;
        questionsAtOnce = Math.max(1, ROWS_AT_ONCE / (rate + 2));
        aboutHead = new boolean[CHUNK * sides];
        seeds = new long[CHUNK * sides];
        given = new int[CHUNK * sides];
        relation = new int[CHUNK * sides];
        answers = new int[CHUNK * sides];
        others = new int[Math.multiplyExact(CHUNK * sides, rate)];
        query = new float[dimension];
        queryGradient = new float[dimension];
        scores = new float[rate + 1];
        slopes = comparison.needsScores() ? new float[rate + 1] : scores;
        scratch = new float[rate];
    }

    /** Slots for nodes: two ends per fact, then the replacements of each. */
    static int nodeSlots(int facts, KnowledgeConfig config) {
        int sides = config.corruptedSides() == KnowledgeConfig.CorruptedSides.BOTH ? 2 : 1;
        return Math.multiplyExact(facts, Math.addExact(2, Math.multiplyExact(sides, config.negativeSamplingRate())));
    }

    @Override
    public double train(Batch batch, int from, int count, int nodeSlot, int relationSlot, float weight, long seed) {
        fetchFacts(batch, from, count);
        for (int i = 0; i < count; i++) {
            ask(batch.fact(from + i), i, Seeds.mix(seed, i));
        }
        int slotsPerFact = nodeSlots(1, config);
        double loss = 0;
        for (int first = 0; first < count * sides; first += questionsAtOnce) {
            int end = Math.min(count * sides, first + questionsAtOnce);
            fetch(first, end);
            for (int question = first; question < end; question++) {
                int i = question / sides;
                int slot = nodeSlot + i * slotsPerFact;
                loss += train(
                        batch.fact(from + i),
                        question,
                        slot,
                        slot + 2 + question % sides * rate,
                        relationSlot + i * sampled.slotsOfRelation(),
                        weight);
            }
        }
        return loss;
    }

    private void fetchFacts(Batch batch, int from, int count) {
        int sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += sampled.facts().head(batch.fact(i));
        }
        fetched = sum;
    }

    private void ask(int fact, int i, long seed) {
        if (sides == 2) {
            ask(fact, 2 * i, false, Seeds.mix(seed, 0));
            ask(fact, 2 * i + 1, true, Seeds.mix(seed, 1));
        } else {
            ask(fact, i, (seed & 1) == 0, seed);
        }
    }

    private void ask(int fact, int question, boolean isAboutHead, long seed) {
        aboutHead[question] = isAboutHead;
        seeds[question] = seed;
        relation[question] = sampled.relation(fact, isAboutHead);
        int head = sampled.facts().head(fact); // both are read, since nobody can guess which it will be
        int tail = sampled.facts().tail(fact);
        given[question] = isAboutHead ? tail : head;
        answers[question] = isAboutHead ? head : tail;
        long state = seed;
        for (int i = 0; i < rate; i++) {
            others[question * rate + i] = sampled.draw(fact, isAboutHead, Seeds.scramble(state += Seeds.GAMMA));
        }
    }

    /** Reads a number of each piece of the rows that some questions need, so that they are waited for together and not one after the other. */
    private void fetch(int firstQuestion, int end) {
        float sum = 0;
        for (int question = firstQuestion; question < end; question++) {
            sum += pieces(nodes, given[question]) + pieces(nodes, answers[question]);
        }
        for (int i = firstQuestion * rate; i < end * rate; i++) {
            sum += pieces(nodes, others[i]);
        }
        fetched = sum;
    }

    private static float pieces(EmbeddingTable table, int row) {
        float[] page = table.page(row);
        int from = table.offset(row);
        float sum = 0;
        for (int i = from; i < from + table.dimension(); i += FLOATS_AT_ONCE) {
            sum += page[i];
        }
        return sum;
    }

    private double train(int fact, int question, int ends, int otherSlot, int firstRelation, float weight) {
        boolean isAboutHead = aboutHead[question];
        boolean backwards = sampled.asksBackwards(isAboutHead);
        int by = relation[question];
        queries.ask(given[question], by, backwards, seeds[question], query, 0);
        score(fact, question, queries.bias(given[question], by, backwards));
        float own = weight * sampled.facts().weight(fact);
        double loss = config.loss().slopes(slopes[rate], slopes, 0, rate, config, own, scratch, slopes, rate);
        if (loss == 0 && !penalty.counts()) {
            return 0;
        }
        int givenAt = nodeSlots.use(ends + (isAboutHead ? 1 : 0), given[question]);
        int answerAt = nodeSlots.use(ends + (isAboutHead ? 0 : 1), answers[question]);
        int relationAt = relationSlots.use(firstRelation + (isAboutHead && !backwards ? 1 : 0), by);
        float total = addGradients(question, otherSlot, answerAt);
        float[] ofNodes = nodeSlots.values();
        float[] ofRelations = relationSlots.values();
        queries.giveBack(
                given[question],
                by,
                backwards,
                seeds[question],
                queryGradient,
                0,
                ofNodes,
                givenAt,
                ofRelations,
                relationAt);
        queries.giveBackBias(total, given[question], by, backwards, ofNodes, givenAt, ofRelations, relationAt);
        if (penalty.counts()) {
            int headAt = isAboutHead ? answerAt : givenAt;
            int tailAt = isAboutHead ? givenAt : answerAt;
            int head = sampled.facts().head(fact);
            int tail = sampled.facts().tail(fact);
            penalty.add(own, head, by, tail, ofNodes, headAt, tailAt, ofRelations, relationAt);
        }
        return loss * sampled.facts().weight(fact);
    }

    /** The node that a question's score of this number belongs to: the answer has the last. */
    private int node(int question, int i) {
        return i == rate ? answers[question] : others[question * rate + i];
    }

    private void score(int fact, int question, float bias) {
        for (int i = 0; i <= rate; i++) {
            int node = node(question, i);
            scores[i] = comparison.score(query, 0, nodes.page(node), nodes.offset(node), dimension);
        }
        if (slopes != scores) {
            System.arraycopy(scores, 0, slopes, 0, rate + 1);
        }
        for (int i = 0; i <= rate && bias != 0; i++) {
            slopes[i] += bias;
        }
        sampled.leaveOut(fact, aboutHead[question], others, question * rate, rate, slopes, 0);
    }

    /** Gradients of answer, others and query; returns the sum of the slopes. */
    private float addGradients(int question, int otherSlot, int answerAt) {
        Vectors.clear(queryGradient, 0, dimension);
        float total = 0;
        for (int i = 0; i <= rate; i++) {
            if (slopes[i] == 0) {
                continue;
            }
            total += slopes[i];
            int node = node(question, i);
            comparison.addGradient(
                    slopes[i],
                    scores[i],
                    query,
                    0,
                    nodes.page(node),
                    nodes.offset(node),
                    queryGradient,
                    0,
                    nodeSlots.values(),
                    i == rate ? answerAt : nodeSlots.use(otherSlot + i, node),
                    dimension);
        }
        return total;
    }
}
