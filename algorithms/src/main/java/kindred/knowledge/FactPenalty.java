package kindred.knowledge;

import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/** Adds the gradient of a fact's regularizer, and of its ends' distance to where they are anchored, to those of its head, relation and tail. */
final class FactPenalty {

    private final Scorer scorer;
    private final EmbeddingTable nodes;
    private final EmbeddingTable relations;
    private final Regularizer regularizer;
    private final float regularization;
    private final WarmStart start;
    private final float anchor;
    private final float[] query;

    FactPenalty(KnowledgeTables tables, KnowledgeConfig config) {
        this.scorer = tables.scorer();
        this.nodes = tables.nodes();
        this.relations = tables.relations();
        this.regularizer = config.regularization() == 0 ? Regularizer.NONE : config.regularizer();
        this.regularization = (float) config.regularization();
        this.start = tables.start();
        this.anchor = start == null ? 0 : tables.anchor();
        query = new float[nodes.dimension()];
    }

    /** Whether there is anything to add. */
    boolean counts() {
        return regularizer != Regularizer.NONE || anchor > 0;
    }

    /**
     * Adds the gradient of one fact.
     *
     * @param weight of the fact
     * @param hg where the head's gradient begins among the nodes', and {@code tg} the tail's
     * @param rg where the relation's gradient begins
     */
    void add(
            float weight,
            int head,
            int relation,
            int tail,
            float[] nodeGradients,
            int hg,
            int tg,
            float[] relationGradients,
            int rg) {
        if (anchor > 0) {
            addAnchor(weight * anchor, head, nodeGradients, hg);
            addAnchor(weight * anchor, tail, nodeGradients, tg);
        }
        if (regularizer == Regularizer.NONE) {
            return;
        }
        float own = weight * regularization;
        addNode(own, head, nodeGradients, hg);
        addNode(own, tail, nodeGradients, tg);
        if (regularizer == Regularizer.DURA) {
            addTransformed(own, head, relation, tail, nodeGradients, hg, tg, relationGradients, rg);
        } else if (!scorer.relationsAreAngles()) {
            float[] page = relations.page(relation);
            int offset = relations.offset(relation);
            regularizer.addGradient(
                    own, scorer.isComplex(), page, offset, relations.dimension(), relationGradients, rg);
        }
    }

    private void addAnchor(float weight, int node, float[] gradients, int at) {
        if (start.present().get(node)) {
            EmbeddingTable held = start.vectors();
            Vectors.axpy(weight, nodes.page(node), nodes.offset(node), gradients, at, nodes.dimension());
            Vectors.axpy(-weight, held.page(node), held.offset(node), gradients, at, nodes.dimension());
        }
    }

    private void addNode(float weight, int node, float[] gradients, int at) {
        regularizer.addGradient(
                weight, scorer.isComplex(), nodes.page(node), nodes.offset(node), nodes.dimension(), gradients, at);
    }

    /** Of the squares of what the relation makes of the head, and of the tail. */
    private void addTransformed(
            float weight,
            int head,
            int relation,
            int tail,
            float[] nodeGradients,
            int hg,
            int tg,
            float[] relationGradients,
            int rg) {
        int dimension = nodes.dimension();
        float[] r = relations.page(relation);
        int at = relations.offset(relation);
        float[] h = nodes.page(head);
        int headAt = nodes.offset(head);
        scorer.tailQuery(h, headAt, r, at, query, 0, dimension);
        Vectors.scale(2 * weight, query, 0, dimension);
        scorer.tailQueryGradient(h, headAt, r, at, query, 0, nodeGradients, hg, relationGradients, rg, dimension);
        float[] t = nodes.page(tail);
        int tailAt = nodes.offset(tail);
        scorer.headQuery(r, at, t, tailAt, query, 0, dimension);
        Vectors.scale(2 * weight, query, 0, dimension);
        scorer.headQueryGradient(r, at, t, tailAt, query, 0, relationGradients, rg, nodeGradients, tg, dimension);
    }
}
