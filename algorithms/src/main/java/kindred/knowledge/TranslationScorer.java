package kindred.knowledge;

import kindred.math.Vectors;

/** TransE: the relation carries the head to the tail; the score is the negated distance that is missed (Bordes et al., NIPS 2013, section 2). */
final class TranslationScorer implements Scorer {

    private final Comparison distance;

    /** @param distance {@link Comparison#L1} or {@link Comparison#L2} */
    TranslationScorer(Comparison distance) {
        this.distance = distance;
    }

    @Override
    public String name() {
        return distance == Comparison.L1 ? "transE-l1" : "transE-l2";
    }

    @Override
    public Comparison comparison() {
        return distance;
    }

    @Override
    public double score(float[] head, int h, float[] relation, int r, float[] tail, int t, int dimension) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            double difference = (double) head[h + i] + relation[r + i] - tail[t + i];
            sum += distance == Comparison.L1 ? Math.abs(difference) : difference * difference;
        }
        return distance == Comparison.L1 ? -sum : -Math.sqrt(sum);
    }

    @Override
    public void tailQuery(float[] head, int h, float[] relation, int r, float[] query, int q, int dimension) {
        Vectors.addScaled(head, h, 1, relation, r, query, q, dimension);
    }

    @Override
    public void tailQueryGradient(
            float[] head,
            int h,
            float[] relation,
            int r,
            float[] queryGradient,
            int q,
            float[] headGradient,
            int hg,
            float[] relationGradient,
            int rg,
            int dimension) {
        Vectors.axpy(1, queryGradient, q, headGradient, hg, dimension);
        Vectors.axpy(1, queryGradient, q, relationGradient, rg, dimension);
    }

    @Override
    public void headQuery(float[] relation, int r, float[] tail, int t, float[] query, int q, int dimension) {
        Vectors.addScaled(tail, t, -1, relation, r, query, q, dimension);
    }

    @Override
    public void headQueryGradient(
            float[] relation,
            int r,
            float[] tail,
            int t,
            float[] queryGradient,
            int q,
            float[] relationGradient,
            int rg,
            float[] tailGradient,
            int tg,
            int dimension) {
        Vectors.axpy(-1, queryGradient, q, relationGradient, rg, dimension);
        Vectors.axpy(1, queryGradient, q, tailGradient, tg, dimension);
    }
}
