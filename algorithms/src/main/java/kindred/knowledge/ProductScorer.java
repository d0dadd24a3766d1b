package kindred.knowledge;

import kindred.math.Vectors;

/** The inner product of head and tail, whatever the relation: what is left of TwHIN without operators. */
final class ProductScorer implements Scorer {

    @Override
    public String name() {
        return "product";
    }

    @Override
    public Comparison comparison() {
        return Comparison.DOT;
    }

    /** A vector of no meaning: a relation must have one. */
    @Override
    public int relationDimension(int dimension) {
        return 1;
    }

    @Override
    public double score(float[] head, int h, float[] relation, int r, float[] tail, int t, int dimension) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += (double) head[h + i] * tail[t + i];
        }
        return sum;
    }

    @Override
    public void tailQuery(float[] head, int h, float[] relation, int r, float[] query, int q, int dimension) {
        System.arraycopy(head, h, query, q, dimension);
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
    }

    @Override
    public void headQuery(float[] relation, int r, float[] tail, int t, float[] query, int q, int dimension) {
        System.arraycopy(tail, t, query, q, dimension);
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
        Vectors.axpy(1, queryGradient, q, tailGradient, tg, dimension);
    }
}
