package kindred.knowledge;

import kindred.graph.KnownTriples;
import kindred.graph.NodeIndex;
import kindred.graph.Triples;
import kindred.knowledge.KnowledgeConfig.CorruptedSides;

/**
 * Facts to be compared with what they become when one end is replaced: what is given, what is asked for, and what must not be drawn.
 *
 * @param facts the facts
 * @param nodes labels of the nodes
 * @param negatives draws replacements
 * @param known facts that no replacement may make; null if they may
 * @param config how to train
 */
record SampledFacts(
        Triples facts, NodeIndex nodes, NegativeNodes negatives, KnownTriples known, KnowledgeConfig config) {

    static SampledFacts of(Triples facts, NodeIndex nodes, KnowledgeConfig config) {
        return new SampledFacts(
                facts,
                nodes,
                new NegativeNodes(facts, nodes, config),
                config.filteredNegatives() ? new KnownTriples(facts) : null,
                config);
    }

    int answer(int fact, boolean aboutHead) {
        return aboutHead ? facts.head(fact) : facts.tail(fact);
    }

    int given(int fact, boolean aboutHead) {
        return aboutHead ? facts.tail(fact) : facts.head(fact);
    }

    /** Row of the relation by which this end is asked for. */
    int relation(int fact, boolean aboutHead) {
        return facts.relation(fact) + (aboutHead && config.reciprocalRelations() ? facts.relationCount() : 0);
    }

    /** Whether the head is asked for as a head, and not as the tail of the inverse. */
    boolean asksBackwards(boolean aboutHead) {
        return aboutHead && !config.reciprocalRelations();
    }

    int slotsOfRelation() {
        return config.reciprocalRelations() ? 2 : 1;
    }

    boolean bothSides() {
        return config.corruptedSides() == CorruptedSides.BOTH;
    }

    /** A node in place of the answer, for 64 random bits. */
    int draw(int fact, boolean aboutHead, long bits) {
        int label = config.sameLabelNegatives() ? nodes.labelOf(answer(fact, aboutHead)) : NegativeNodes.ANY_LABEL;
        return negatives.draw(label, bits);
    }

    /** Marks, by minus infinity, the scores of nodes that are the answer or another known one. */
    void leaveOut(int fact, boolean aboutHead, int[] others, int firstOther, int count, float[] scores, int from) {
        int answer = answer(fact, aboutHead);
        for (int i = 0; i < count; i++) {
            if (others[firstOther + i] == answer) {
                scores[from + i] = Float.NEGATIVE_INFINITY;
            }
        }
        if (known == null) {
            return;
        }
        KnownTriples.Answers answers = aboutHead
                ? known.heads(facts.relation(fact), facts.tail(fact))
                : known.tails(facts.head(fact), facts.relation(fact));
        for (int i = 0; i < count; i++) {
            if (answers.contains(others[firstOther + i])) {
                scores[from + i] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
