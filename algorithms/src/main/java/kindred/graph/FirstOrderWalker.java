package kindred.graph;

import kindred.math.Seeds;

/** Walks whose next node depends on the current one alone: each arc is taken in proportion to its weight. As in DeepWalk. */
public final class FirstOrderWalker implements Walker {

    private final ArcSampler arcs;

    public FirstOrderWalker(ArcSampler arcs) {
        this.arcs = arcs;
    }

    @Override
    public int walk(int start, long seed, int[] walk, int offset, int length) {
        walk[offset] = start;
        int node = start;
        long state = seed;
        for (int steps = 1; steps < length; steps++) {
            if (arcs.isDeadEnd(node)) {
                return steps;
            }
            node = arcs.draw(node, Seeds.scramble(state += Seeds.GAMMA));
            walk[offset + steps] = node;
        }
        return length;
    }
}
