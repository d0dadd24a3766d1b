package kindred.knowledge;

import java.util.Arrays;
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

    /** What {@link Vectors#logistic} and {@link Vectors#expSum} make of minus infinity is not quite 0, but below this. */
    private static final float NOTHING = 1e-20f;

    /** Probabilities count as no higher than this, so that logarithms stay finite. */
    private static final float ALMOST_SURE = 0.9999999f;

    /** From here on a product of what is at least 1e-7 might underflow. */
    private static final double LEAST_PRODUCT = 1e-280;

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
        loss += unlikely(others, from, count);
        scale(weight, others, from, count);
        return loss;
    }

    /** The sum of {@code -log(1 - p)}. Many factors share one logarithm, which is dearer than all else here. */
    static double unlikely(float[] p, int from, int count) {
        double sum = 0;
        double product = 1;
        for (int i = from; i < from + count; i++) {
            product *= 1 - (double) Math.min(p[i], ALMOST_SURE);
            if (product < LEAST_PRODUCT) {
                sum -= Math.log(product);
                product = 1;
            }
        }
        return sum - Math.log(product);
    }

    /** Multiplies, and makes nothing of what is almost nothing. */
    private static void scale(float factor, float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            values[i] = values[i] < NOTHING ? 0 : values[i] * factor;
        }
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
            Arrays.fill(others, from, from + count, 0);
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
            loss -= share * Math.log1p(-Math.min(others[from + i], ALMOST_SURE));
            others[from + i] *= weight * share;
        }
        return loss;
    }

    private static double softmax(
            float fact, float[] others, int from, int count, float weight, float[] slope, int slopeAt) {
        float largest = count == 0 ? fact : Math.max(fact, Vectors.max(others, from, count));
        float own = (float) Math.exp(fact - largest);
        float sum = own + Vectors.expSum(others, from, count, largest);
        scale(weight / sum, others, from, count);
        slope[slopeAt] = weight * (own / sum - 1);
        return largest + Math.log(sum) - fact;
    }

    /** {@code log(1 + exp(x))} without overflow. */
    static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }
}
