package kindred.knowledge;

/** DistMult: the trilinear product (Yang, Yih, He, Gao and Deng, ICLR 2015, eq. 6). Symmetric: heads and tails can be exchanged. */
final class DistMultScorer implements Scorer {

    @Override
    public String name() {
        return "distMult";
    }

    @Override
    public Comparison comparison() {
        return Comparison.DOT;
    }

    @Override
    public double score(float[] head, int h, float[] relation, int r, float[] tail, int t, int dimension) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += (double) head[h + i] * relation[r + i] * tail[t + i];
        }
        return sum;
    }

    @Override
    public void tailQuery(float[] head, int h, float[] relation, int r, float[] query, int q, int dimension) {
        for (int i = 0; i < dimension; i++) {
            query[q + i] = head[h + i] * relation[r + i];
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
        for (int i = 0; i < dimension; i++) {
            headGradient[hg + i] += queryGradient[q + i] * relation[r + i];
        }
        for (int i = 0; i < dimension; i++) {
            relationGradient[rg + i] += queryGradient[q + i] * head[h + i];
        }
    }

    @Override
    public void headQuery(float[] relation, int r, float[] tail, int t, float[] query, int q, int dimension) {
        tailQuery(tail, t, relation, r, query, q, dimension);
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
        tailQueryGradient(tail, t, relation, r, queryGradient, q, tailGradient, tg, relationGradient, rg, dimension);
    }
}
