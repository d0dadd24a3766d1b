package kindred.knowledge;

/**
 * RotatE: the relation turns each complex number of the head by an angle; the score is the negated distance to the tail that is missed (Sun, Deng, Nie and
 * Tang, ICLR 2019, section 3.1). A relation is its angles, half as many as nodes have numbers.
 */
final class RotationScorer implements Scorer {

    private final Comparison distance;

    /** @param distance {@link Comparison#MODULUS}, as the authors' code has it, or {@link Comparison#L2} */
    RotationScorer(Comparison distance) {
        this.distance = distance;
    }

    @Override
    public String name() {
        return distance == Comparison.MODULUS ? "rotatE-l1" : "rotatE-l2";
    }

    @Override
    public Comparison comparison() {
        return distance;
    }

    @Override
    public int relationDimension(int dimension) {
        return dimension / 2;
    }

    @Override
    public boolean relationsAreAngles() {
        return true;
    }

    @Override
    public double score(float[] head, int h, float[] relation, int r, float[] tail, int t, int dimension) {
        int half = dimension / 2;
        double sum = 0;
        for (int i = 0; i < half; i++) {
            double cosine = Math.cos(relation[r + i]);
            double sine = Math.sin(relation[r + i]);
            double real = head[h + i] * cosine - head[h + half + i] * sine - tail[t + i];
            double imaginary = head[h + i] * sine + head[h + half + i] * cosine - tail[t + half + i];
            double square = real * real + imaginary * imaginary;
            sum += distance == Comparison.MODULUS ? Math.sqrt(square) : square;
        }
        return distance == Comparison.MODULUS ? -sum : -Math.sqrt(sum);
    }

    @Override
    public void tailQuery(float[] head, int h, float[] relation, int r, float[] query, int q, int dimension) {
        turn(1, head, h, relation, r, query, q, dimension / 2);
    }

    @Override
    public void headQuery(float[] relation, int r, float[] tail, int t, float[] query, int q, int dimension) {
        turn(-1, tail, t, relation, r, query, q, dimension / 2);
    }

    private static void turn(
            int direction, float[] node, int n, float[] angles, int r, float[] query, int q, int half) {
        for (int i = 0; i < half; i++) {
            float cosine = (float) Math.cos(angles[r + i]);
            float sine = direction * (float) Math.sin(angles[r + i]);
            query[q + i] = node[n + i] * cosine - node[n + half + i] * sine;
            query[q + half + i] = node[n + i] * sine + node[n + half + i] * cosine;
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
        addTurned(1, head, h, relation, r, queryGradient, q, headGradient, hg, relationGradient, rg, dimension / 2);
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
        addTurned(-1, tail, t, relation, r, queryGradient, q, tailGradient, tg, relationGradient, rg, dimension / 2);
    }

    /** The gradient turned back is that of the node; what it has at right angles to the query is that of the angle. */
    private static void addTurned(
            int direction,
            float[] node,
            int n,
            float[] angles,
            int r,
            float[] gradient,
            int q,
            float[] nodeGradient,
            int ng,
            float[] angleGradient,
            int ag,
            int half) {
        for (int i = 0; i < half; i++) {
            float cosine = (float) Math.cos(angles[r + i]);
            float sine = direction * (float) Math.sin(angles[r + i]);
            float real = gradient[q + i];
            float imaginary = gradient[q + half + i];
            nodeGradient[ng + i] += real * cosine + imaginary * sine;
            nodeGradient[ng + half + i] += imaginary * cosine - real * sine;
            float queryReal = node[n + i] * cosine - node[n + half + i] * sine;
            float queryImaginary = node[n + i] * sine + node[n + half + i] * cosine;
            angleGradient[ag + i] += direction * (imaginary * queryReal - real * queryImaginary);
        }
    }
}
