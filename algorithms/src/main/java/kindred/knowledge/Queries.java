package kindred.knowledge;

import java.util.Arrays;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;

/**
 * Makes queries of nodes and relations, with dropout where it is asked for, and takes their gradients back. For one thread.
 */
final class Queries {

    private final Scorer scorer;
    private final EmbeddingTable nodes;
    private final EmbeddingTable relations;
    private final int dimension;
    private final double nodeDropout;
    private final double relationDropout;
    private final boolean drops;
    private final float[] node;
    private final float[] relation;
    private final float[] nodeGradient;
    private final float[] relationGradient;

    Queries(KnowledgeTables tables, KnowledgeConfig config) {
        scorer = tables.scorer();
        nodes = tables.nodes();
        relations = tables.relations();
        dimension = nodes.dimension();
        nodeDropout = config.nodeDropout();
        relationDropout = config.relationDropout();
        drops = nodeDropout > 0 || relationDropout > 0;
        node = new float[drops ? dimension : 0];
        relation = new float[drops ? relations.dimension() : 0];
        nodeGradient = new float[node.length];
        relationGradient = new float[relation.length];
    }

    /**
     * Writes a query.
     *
     * @param given row of the node that is given
     * @param by row of the relation
     * @param aboutHead whether the node is the tail, and the head is asked for
     * @param seed of the dropout
     */
    void ask(int given, int by, boolean aboutHead, long seed, float[] query, int q) {
        float[] n = nodes.page(given);
        int nAt = nodes.offset(given);
        float[] r = relations.page(by);
        int rAt = relations.offset(by);
        if (drops) {
            copyWithout(n, nAt, r, rAt, seed);
            n = node;
            nAt = 0;
            r = relation;
            rAt = 0;
        }
        if (aboutHead) {
            scorer.headQuery(r, rAt, n, nAt, query, q, dimension);
        } else {
            scorer.tailQuery(n, nAt, r, rAt, query, q, dimension);
        }
    }

    private void copyWithout(float[] n, int nAt, float[] r, int rAt, long seed) {
        System.arraycopy(n, nAt, node, 0, dimension);
        System.arraycopy(r, rAt, relation, 0, relation.length);
        drop(node, relation, seed);
    }

    private void drop(float[] ofNode, float[] ofRelation, long seed) {
        Dropout.apply(nodeDropout, ofNode, Seeds.mix(seed, 0));
        Dropout.apply(relationDropout, ofRelation, Seeds.mix(seed, 1));
    }

    /** Adds to the gradients of node and relation what the gradient of the query makes of them; arguments as when it was asked. */
    void giveBack(
            int given,
            int by,
            boolean aboutHead,
            long seed,
            float[] gradient,
            int q,
            float[] ofNode,
            int ng,
            float[] ofRelation,
            int rg) {
        float[] n = nodes.page(given);
        int nAt = nodes.offset(given);
        float[] r = relations.page(by);
        int rAt = relations.offset(by);
        if (!drops) {
            addGradients(n, nAt, r, rAt, aboutHead, gradient, q, ofNode, ng, ofRelation, rg);
            return;
        }
        copyWithout(n, nAt, r, rAt, seed);
        Arrays.fill(nodeGradient, 0);
        Arrays.fill(relationGradient, 0);
        addGradients(node, 0, relation, 0, aboutHead, gradient, q, nodeGradient, 0, relationGradient, 0);
        drop(nodeGradient, relationGradient, seed);
        add(nodeGradient, ofNode, ng);
        add(relationGradient, ofRelation, rg);
    }

    /** What the score of a head that is asked for has beside the comparison of the query; 0 for tails. */
    float bias(int given, int by, boolean aboutHead) {
        return aboutHead
                ? scorer.headBias(
                        relations.page(by), relations.offset(by), nodes.page(given), nodes.offset(given), dimension)
                : 0;
    }

    /** Adds to the gradients of node and relation what the slope of the bias makes of them. */
    void giveBackBias(
            float slope, int given, int by, boolean aboutHead, float[] ofNode, int ng, float[] ofRelation, int rg) {
        if (aboutHead) {
            scorer.headBiasGradient(
                    slope,
                    relations.page(by),
                    relations.offset(by),
                    nodes.page(given),
                    nodes.offset(given),
                    ofRelation,
                    rg,
                    ofNode,
                    ng,
                    dimension);
        }
    }

    private void addGradients(
            float[] n,
            int nAt,
            float[] r,
            int rAt,
            boolean aboutHead,
            float[] gradient,
            int q,
            float[] ofNode,
            int ng,
            float[] ofRelation,
            int rg) {
        if (aboutHead) {
            scorer.headQueryGradient(r, rAt, n, nAt, gradient, q, ofRelation, rg, ofNode, ng, dimension);
        } else {
            scorer.tailQueryGradient(n, nAt, r, rAt, gradient, q, ofNode, ng, ofRelation, rg, dimension);
        }
    }

    private static void add(float[] gradient, float[] sum, int at) {
        for (int i = 0; i < gradient.length; i++) {
            sum[at + i] += gradient[i];
        }
    }
}
