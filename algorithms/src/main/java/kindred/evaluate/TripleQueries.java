package kindred.evaluate;

import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;
import kindred.graph.KnownTriples;
import kindred.graph.KnownTriples.Answers;
import kindred.graph.Triples;

/**
 * The questions that facts answer, asked in one direction: (head, relation, ?) or (?, relation, tail). Facts with the same question stand
 * together, so that it is scored once. Ordered by relation and node.
 */
final class TripleQueries {

    private final boolean tails;
    private final int[] nodes;
    private final int[] relations;
    private final int[] starts;
    private final int[] answers;

    private TripleQueries(boolean tails, int[] nodes, int[] relations, int[] starts, int[] answers) {
        this.tails = tails;
        this.nodes = nodes;
        this.relations = relations;
        this.starts = starts;
        this.answers = answers;
    }

    /** @param tails whether tails are asked for, or else heads */
    static TripleQueries of(Triples facts, boolean tails) {
        long[] questions = new long[facts.count()];
        int[] order = new int[facts.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            questions[i] = (long) facts.relation(i) << 32 | (tails ? facts.head(i) : facts.tail(i));
        }
        LongArrays.radixSortIndirect(order, questions, true);
        int[] first = new int[order.length + 1];
        int[] answers = new int[order.length];
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || questions[order[i]] != questions[order[i - 1]]) {
                first[count++] = i;
            }
            answers[i] = tails ? facts.tail(order[i]) : facts.head(order[i]);
        }
        first[count] = order.length;
        int[] nodes = new int[count];
        int[] relations = new int[count];
        for (int query = 0; query < count; query++) {
            long question = questions[order[first[query]]];
            nodes[query] = (int) question;
            relations[query] = (int) (question >>> 32);
        }
        return new TripleQueries(tails, nodes, relations, Arrays.copyOf(first, count + 1), answers);
    }

    /** Different questions. */
    int count() {
        return nodes.length;
    }

    int relation(int query) {
        return relations[query];
    }

    /** Position of the question's first answer; its last one stands before the first of the next question. */
    int start(int query) {
        return starts[query];
    }

    /** The node that is looked for. */
    int answer(int position) {
        return answers[position];
    }

    /** Scores all nodes as answers of the questions {@code from..to-1}. */
    void score(LinkScores scores, int from, int to, float[] out) {
        int[] asked = Arrays.copyOfRange(nodes, from, to);
        int[] by = Arrays.copyOfRange(relations, from, to);
        if (tails) {
            scores.tails(asked, by, out);
        } else {
            scores.heads(by, asked, out);
        }
    }

    /** All nodes that are known to answer a question. */
    Answers known(KnownTriples triples, int query) {
        return tails ? triples.tails(nodes[query], relations[query]) : triples.heads(relations[query], nodes[query]);
    }
}
