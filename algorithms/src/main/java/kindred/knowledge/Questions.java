package kindred.knowledge;

import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;
import kindred.graph.Triples;

/**
 * Facts as questions with their answers: (head, relation, ?) is answered by all tails that it has, and (?, relation, tail) by all heads; with reciprocal
 * relations the latter is (tail, inverse, ?). To train one question with all its answers at once gives the same gradient as to train them one by
 * one, for a part of the work.
 */
final class Questions {

    private final int nodeCount;
    private final int[] nodes;
    private final int[] relations;
    private final int firstAboutHeads;
    private final int[] starts;
    private final int[] answers;
    private final float[] weights;

    /** @param largest answers that a question has at most; those of more are asked several times */
    Questions(Triples facts, boolean reciprocal, int largest) {
        nodeCount = facts.nodeCount();
        int count = facts.count();
        int[] allNodes = new int[2 * count];
        int[] allRelations = new int[2 * count];
        int[] allStarts = new int[2 * count + 1];
        answers = new int[2 * count];
        weights = facts.isWeighted() ? new float[2 * count] : null;
        int questions = 0;
        int firstHeads = 0;
        for (int side = 0; side < 2; side++) {
            boolean tails = side == 0;
            firstHeads = tails ? 0 : questions;
            int[] order = order(facts, tails);
            for (int i = 0; i < count; i++) {
                int fact = order[i];
                int node = tails ? facts.head(fact) : facts.tail(fact);
                int relation = facts.relation(fact) + (reciprocal && !tails ? facts.relationCount() : 0);
                int position = side * count + i;
                boolean same = questions > firstHeads
                        && allNodes[questions - 1] == node
                        && allRelations[questions - 1] == relation
                        && position - allStarts[questions - 1] < largest;
                if (!same) {
                    allNodes[questions] = node;
                    allRelations[questions] = relation;
                    allStarts[questions++] = position;
                }
                answers[position] = tails ? facts.tail(fact) : facts.head(fact);
                if (weights != null) {
                    weights[position] = facts.weight(fact);
                }
            }
        }
        allStarts[questions] = 2 * count;
        nodes = Arrays.copyOf(allNodes, questions);
        relations = Arrays.copyOf(allRelations, questions);
        starts = Arrays.copyOf(allStarts, questions + 1);
        firstAboutHeads = reciprocal ? questions : firstHeads;
    }

    /** Facts ordered by what is asked, then by their own order. */
    private static int[] order(Triples facts, boolean tails) {
        long[] keys = new long[facts.count()];
        int[] order = new int[keys.length];
        for (int fact = 0; fact < keys.length; fact++) {
            int node = tails ? facts.head(fact) : facts.tail(fact);
            keys[fact] = (long) facts.relation(fact) * facts.nodeCount() + node;
            order[fact] = fact;
        }
        LongArrays.radixSortIndirect(order, keys, true);
        return order;
    }

    int count() {
        return nodes.length;
    }

    int nodeCount() {
        return nodeCount;
    }

    /** The node that is given. */
    int node(int question) {
        return nodes[question];
    }

    /** Row of the relation, or of its inverse. */
    int relation(int question) {
        return relations[question];
    }

    /** Whether the head is asked for, and not by an inverse relation. */
    boolean isAboutHead(int question) {
        return question >= firstAboutHeads;
    }

    int firstAnswer(int question) {
        return starts[question];
    }

    int endOfAnswers(int question) {
        return starts[question + 1];
    }

    int answer(int position) {
        return answers[position];
    }

    float weight(int position) {
        return weights == null ? 1 : weights[position];
    }

    /** Bytes on the heap for so many facts, at most and while it is built. */
    static long bytes(long facts, boolean weighted) {
        return facts * (weighted ? 64 : 56);
    }
}
