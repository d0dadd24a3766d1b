package kindred.graph;

import kindred.math.Seeds;

/**
 * The walks of node2vec (Grover and Leskovec, KDD 2016), exactly: from node v, reached from t, the arc to x is taken in proportion to
 * its weight times 1/p if x is t, 1 if an arc leads from t to x, and 1/q otherwise. The first step is first-order.
 *
 * <p>The authors store one alias table per arc. Here first-order draws are accepted with the right probability (rejection
 * sampling), which needs no memory beyond theirs:
 * <ul>
 *   <li>a draw is accepted at once if it lies below the smallest of the factors, without looking for the arc from t to x;
 *   <li>if 1/p is the largest factor, what it exceeds the others by is a separate outcome of known mass, because otherwise nearly
 *       all draws would be rejected for the sake of one arc;
 *   <li>after a number of rejections that grows with the degree, the remaining draw is done by summing over all arcs. Rejection has no
 *       memory, so this is exact too, and extreme p and q cannot make a step slow.
 * </ul>
 */
public final class SecondOrderWalker implements Walker {

    private static final int LEAST_TRIES = 12;

    private final Csr graph;
    private final ArcSampler arcs;
    private final double returnWeight;
    private final double outWeight;
    private final double least;
    private final double most;
    private final double excess;

    /**
     * @param returnFactor p: below 1 a walk tends to step back, above 1 it avoids to
     * @param inOutFactor q: below 1 a walk tends to leave the neighbourhood, above 1 to stay
     */
    public SecondOrderWalker(Csr graph, ArcSampler arcs, double returnFactor, double inOutFactor) {
        this.graph = graph;
        this.arcs = arcs;
        this.returnWeight = 1 / returnFactor;
        this.outWeight = 1 / inOutFactor;
        this.most = Math.max(1, outWeight);
        this.least = Math.min(returnWeight, Math.min(1, outWeight));
        this.excess = Math.max(0, returnWeight - most);
    }

    @Override
    public int walk(int start, long seed, int[] walk, int offset, int length) {
        walk[offset] = start;
        int previous = -1;
        int node = start;
        long state = seed;
        for (int steps = 1; steps < length; steps++) {
            if (arcs.isDeadEnd(node)) {
                return steps;
            }
            state += Seeds.GAMMA;
            int next =
                    previous < 0 ? arcs.draw(node, Seeds.scramble(state)) : next(previous, node, Seeds.scramble(state));
            walk[offset + steps] = next;
            previous = node;
            node = next;
        }
        return length;
    }

    /** The draws of one step have a random stream of their own, so that steps need not know how many the last one used. */
    private int next(int previous, int node, long seed) {
        long state = seed;
        double back = excess == 0 ? 0 : excess * weightTo(node, previous);
        double backShare = back / (back + most * arcs.weightSum(node));
        int tries = LEAST_TRIES + graph.degree(node) / 4;
        for (int i = 0; i < tries; i++) {
            if (back > 0 && Seeds.unitDouble(Seeds.scramble(state += Seeds.GAMMA)) < backShare) {
                return previous;
            }
            int candidate = arcs.draw(node, Seeds.scramble(state += Seeds.GAMMA));
            double height = least == most ? 0 : most * Seeds.unitDouble(Seeds.scramble(state += Seeds.GAMMA));
            if (height < least || height < Math.min(most, factor(previous, candidate))) {
                return candidate;
            }
        }
        return nextBySumming(previous, node, Seeds.unitDouble(Seeds.scramble(state + Seeds.GAMMA)));
    }

    private double factor(int previous, int candidate) {
        if (candidate == previous) {
            return returnWeight;
        }
        return graph.contains(previous, candidate) ? 1 : outWeight;
    }

    private double weightTo(int source, int target) {
        long arc = graph.find(source, target);
        if (arc < 0) {
            return 0;
        }
        double sum = graph.weight(arc);
        for (long before = arc - 1; before >= graph.first(source) && graph.target(before) == target; before--) {
            sum += graph.weight(before);
        }
        for (long after = arc + 1; after < graph.end(source) && graph.target(after) == target; after++) {
            sum += graph.weight(after);
        }
        return sum;
    }

    private int nextBySumming(int previous, int node, double share) {
        double sum = 0;
        for (long arc = graph.first(node); arc < graph.end(node); arc++) {
            sum += graph.weight(arc) * factor(previous, graph.target(arc));
        }
        double rest = share * sum;
        int last = -1;
        for (long arc = graph.first(node); arc < graph.end(node); arc++) {
            double weight = graph.weight(arc) * factor(previous, graph.target(arc));
            if (weight > 0) {
                last = graph.target(arc);
                rest -= weight;
                if (rest < 0) {
                    return last;
                }
            }
        }
        return last;
    }
}
