package kindred.knowledge;

/** ComplEx: the real part of the trilinear product of head, relation and conjugated tail (Trouillon et al., ICML 2016, eq. 9). */
final class ComplExScorer implements Scorer {

    @Override
    public String name() {
        return "complEx";
    }

    @Override
    public Comparison comparison() {
        return Comparison.DOT;
    }

    @Override
    public boolean isComplex() {
        return true;
    }

    @Override
    public double score(float[] head, int h, float[] relation, int r, float[] tail, int t, int dimension) {
        int half = dimension / 2;
        double sum = 0;
        for (int i = 0; i < half; i++) {
            double real = (double) head[h + i] * relation[r + i] - (double) head[h + half + i] * relation[r + half + i];
            double imaginary =
                    (double) head[h + i] * relation[r + half + i] + (double) head[h + half + i] * relation[r + i];
            sum += real * tail[t + i] + imaginary * tail[t + half + i];
        }
        return sum;
    }

    @Override
    public void tailQuery(float[] head, int h, float[] relation, int r, float[] query, int q, int dimension) {
        int half = dimension / 2;
        for (int i = 0; i < half; i++) {
            query[q + i] = head[h + i] * relation[r + i] - head[h + half + i] * relation[r + half + i];
        }
        for (int i = 0; i < half; i++) {
            query[q + half + i] = head[h + i] * relation[r + half + i] + head[h + half + i] * relation[r + i];
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
        addConjugateProduct(queryGradient, q, relation, r, headGradient, hg, dimension / 2);
        addConjugateProduct(queryGradient, q, head, h, relationGradient, rg, dimension / 2);
    }

    /** {@code sum += a * conjugate(b)}. */
    private static void addConjugateProduct(float[] a, int i, float[] b, int j, float[] sum, int s, int half) {
        for (int k = 0; k < half; k++) {
            sum[s + k] += a[i + k] * b[j + k] + a[i + half + k] * b[j + half + k];
        }
        for (int k = 0; k < half; k++) {
            sum[s + half + k] += a[i + half + k] * b[j + k] - a[i + k] * b[j + half + k];
        }
    }

    @Override
    public void headQuery(float[] relation, int r, float[] tail, int t, float[] query, int q, int dimension) {
        int half = dimension / 2;
        for (int i = 0; i < half; i++) {
            query[q + i] = tail[t + i] * relation[r + i] + tail[t + half + i] * relation[r + half + i];
        }
        for (int i = 0; i < half; i++) {
            query[q + half + i] = tail[t + half + i] * relation[r + i] - tail[t + i] * relation[r + half + i];
        }
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
        int half = dimension / 2;
        for (int i = 0; i < half; i++) {
            tailGradient[tg + i] +=
                    queryGradient[q + i] * relation[r + i] - queryGradient[q + half + i] * relation[r + half + i];
        }
        for (int i = 0; i < half; i++) {
            tailGradient[tg + half + i] +=
                    queryGradient[q + i] * relation[r + half + i] + queryGradient[q + half + i] * relation[r + i];
        }
        addConjugateProduct(tail, t, queryGradient, q, relationGradient, rg, half);
    }
}
