package kindred.knowledge;

import kindred.math.Vectors;

/** TwHIN: the inner product of the translated head with the tail (El-Kishky et al., KDD 2022, eq. 1). */
final class TwhinScorer implements Scorer {

    @Override
    public String name() {
        return "twhin";
    }

    @Override
    public Comparison comparison() {
        return Comparison.DOT;
    }

    @Override
    public double score(float[] head, int h, float[] relation, int r, float[] tail, int t, int dimension) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += ((double) head[h + i] + relation[r + i]) * tail[t + i];
        }
        return sum;
    }

    @Override
    public void tailQuery(float[] head, int h, float[] relation, int r, float[] query, int q, int dimension) {
        for (int i = 0; i < dimension; i++) {
            query[q + i] = head[h + i] + relation[r + i];
        }
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

    @Override
    public float headBias(float[] relation, int r, float[] tail, int t, int dimension) {
        return Vectors.dot(relation, r, tail, t, dimension);
    }

    @Override
    public void headBiasGradient(
            float gain,
            float[] relation,
            int r,
            float[] tail,
            int t,
            float[] relationGradient,
            int rg,
            float[] tailGradient,
            int tg,
            int dimension) {
        Vectors.axpy(gain, tail, t, relationGradient, rg, dimension);
        Vectors.axpy(gain, relation, r, tailGradient, tg, dimension);
    }
}
