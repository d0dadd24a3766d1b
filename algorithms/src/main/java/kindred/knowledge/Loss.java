package kindred.knowledge;

import kindred.math.Vectors;

/** What training makes small: a number for the score of a fact and the scores of what it is compared with, and its slopes. */
public enum Loss {
    /** The sum over the others of {@code max(0, margin - fact + other)} (Bordes et al., NIPS 2013, eq. 1). */
    MARGIN_RANKING("marginRanking"),
    /** {@code -log s(fact) - sum of log s(-other)}, scores raised by the margin (Trouillon et al., ICML 2016; TwHIN, KDD 2022, eq. 2). */
    LOGISTIC("logistic"),
    /**
     * As above, but others count in proportion to {@code exp(temperature * other)}, one in all, which is not differentiated (Sun et al., ICLR
     * 2019, eq. 5 and 6).
     */
    SELF_ADVERSARIAL("selfAdversarial"),
    /**
     * Cross-entropy of the fact among itself and the others. The margin is taken from the fact's score: the logarithm of how many nodes each drawn one
     * stands for makes the sum over the others an estimate of that over all nodes.
     */
    SOFTMAX("softmax");

    /** What {@link Vectors#logistic} makes of minus infinity is not quite 0, but below this. */
    private static final float NOTHING = 1e-20f;

    private final String spelling;

    Loss(String spelling) {
        this.spelling = spelling;
    }

    @Override
    public String toString() {
        return spelling;
    }

    /**
     * Replaces the scores of others by the slopes of the loss; what is minus infinity does not count, and gets 0.
     *
     * @param weight of the loss
     * @param scratch as long as there are others
     * @param slope receives the slope of the fact's score at {@code slopeAt}
     * @return the loss, not weighted
     */
    double slopes(
            float fact,
            float[] others,
            int from,
            int count,
            KnowledgeConfig config,
            float weight,
            float[] scratch,
            float[] slope,
            int slopeAt) {
        return switch (this) {
            case MARGIN_RANKING ->
                marginRanking(fact, others, from, count, (float) config.margin(), weight, slope, slopeAt);
            case LOGISTIC -> logistic(fact, others, from, count, (float) config.margin(), weight, slope, slopeAt);
            case SELF_ADVERSARIAL ->
                selfAdversarial(fact, others, from, count, config, weight, scratch, slope, slopeAt);
            case SOFTMAX -> softmax(fact - (float) config.margin(), others, from, count, weight, slope, slopeAt);
        };
    }

    private static double marginRanking(
            float fact, float[] others, int from, int count, float margin, float weight, float[] slope, int slopeAt) {
        double loss = 0;
        int active = 0;
        for (int i = from; i < from + count; i++) {
            float lack = margin - fact + others[i];
            boolean counts = lack > 0;
            loss += counts ? lack : 0;
            active += counts ? 1 : 0;
            others[i] = counts ? weight : 0;
        }
        slope[slopeAt] = -weight * active;
        return loss;
    }

    private static double logistic(
            float fact, float[] others, int from, int count, float margin, float weight, float[] slope, int slopeAt) {
        double loss = softplus(-fact - margin);
        slope[slopeAt] = -weight * Vectors.logistic(-fact - margin);
        for (int i = from; i < from + count; i++) {
            others[i] += margin;
        }
        Vectors.logistic(others, from, count);
        for (int i = from; i < from + count; i++) {
            loss -= Math.log1p(-Math.min(others[i], 0.9999999f));
            others[i] = others[i] < NOTHING ? 0 : others[i] * weight;
        }
        return loss;
    }

    private static double selfAdversarial(
            float fact,
            float[] others,
            int from,
            int count,
            KnowledgeConfig config,
            float weight,
            float[] shares,
            float[] slope,
            int slopeAt) {
        float margin = (float) config.margin();
        float temperature = (float) config.adversarialTemperature();
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, others[from + i]);
        }
        slope[slopeAt] = -weight * Vectors.logistic(-fact - margin);
        double loss = softplus(-fact - margin);
        if (largest == Float.NEGATIVE_INFINITY) {
            java.util.Arrays.fill(others, from, from + count, 0);
            return loss;
        }
        float sum = 0;
        for (int i = 0; i < count; i++) {
            float share = (float) Math.exp(temperature * (others[from + i] - largest));
            shares[i] = Float.isNaN(share) ? 0 : share;
            sum += shares[i];
            others[from + i] += margin;
        }
        Vectors.logistic(others, from, count);
        for (int i = 0; i < count; i++) {
            float share = shares[i] / sum;
            loss -= share * Math.log1p(-Math.min(others[from + i], 0.9999999f));
            others[from + i] *= weight * share;
        }
        return loss;
    }

    private static double softmax(
            float fact, float[] others, int from, int count, float weight, float[] slope, int slopeAt) {
        float largest = fact;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, others[i]);
        }
        float sum = (float) Math.exp(fact - largest);
        float own = sum;
        for (int i = from; i < from + count; i++) {
            others[i] = (float) Math.exp(others[i] - largest);
            sum += others[i];
        }
        Vectors.scale(weight / sum, others, from, count);
        slope[slopeAt] = weight * (own / sum - 1);
        return largest + Math.log(sum) - fact;
    }

    /** {@code log(1 + exp(x))} without overflow. */
    static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }
}
