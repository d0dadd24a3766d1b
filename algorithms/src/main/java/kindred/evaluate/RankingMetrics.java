package kindred.evaluate;

import java.util.Arrays;
import kindred.model.EmbeddingTable;

/**
 * Metrics of one ranked list against the items that the user turned out to take, by the conventions under which recommenders
 * are published on the splits of NGCF (SIGIR 2019) and LightGCN (SIGIR 2020). With {@code hit(i) = 1} where the item at rank {@code i}
 * (from 1) is one of the user's {@code T} test items, else 0, at a cutoff {@code k}:
 *
 * <ul>
 *   <li>recall: hits in the first k, divided by T (not by the smaller of k and T)
 *   <li>NDCG: {@code sum of hit(i) / log2(i + 1)}, divided by the same sum for a list that begins with {@code min(k, T)} hits
 *   <li>precision: hits in the first k, divided by k
 *   <li>hit rate: 1 if there is a hit in the first k, else 0
 *   <li>MRR: 1 / rank of the first hit, or 0 if it is not in the first k
 *   <li>MAP: {@code sum of hit(i) * precision at i}, divided by {@code min(k, T)}
 * </ul>
 */
public final class RankingMetrics {

    /** The metrics that have one value per user and cutoff. */
    public enum Metric {
        RECALL(0),
        NDCG(1),
        PRECISION(2),
        HIT_RATE(3),
        MRR(4),
        MAP(5);

        private final int position;

        Metric(int position) {
            this.position = position;
        }
    }

    private static final int METRICS = Metric.values().length;

    private final int[] cutoffs;
    private final double[] discounts;
    private final double[] ideals;

    /** @param cutoffs list lengths to judge, at least 1 each, in any order */
    public RankingMetrics(int... cutoffs) {
        this.cutoffs = cutoffs.clone();
        int deepest = Arrays.stream(cutoffs).max().orElseThrow();
        this.discounts = new double[deepest];
        this.ideals = new double[deepest + 1];
        for (int i = 0; i < deepest; i++) {
            discounts[i] = Math.log(2) / Math.log(i + 2.0);
            ideals[i + 1] = ideals[i] + discounts[i];
        }
    }

    /** The longest list that any cutoff looks at. */
    public int depth() {
        return discounts.length;
    }

    /** Values per user: all metrics of the first cutoff, then of the second, and so on. */
    public int width() {
        return cutoffs.length * METRICS;
    }

    /** Where a metric of a cutoff stands among the {@link #width()} values. */
    public int column(int cutoff, Metric metric) {
        return cutoff * METRICS + metric.position;
    }

    /**
     * Judges one list.
     *
     * @param ranked holds {@link #depth()} items, best first, from {@code from} on; -1 where the list has ended
     * @param relevant the user's test items, ascending, at least one
     * @param values receives {@link #width()} values from {@code to} on
     */
    public void of(int[] ranked, int from, int[] relevant, double[] values, int to) {
        for (int c = 0; c < cutoffs.length; c++) {
            int k = cutoffs[c];
            int hits = 0;
            int firstHit = 0;
            double gain = 0;
            double precisions = 0;
            for (int i = 0; i < k; i++) {
                if (Arrays.binarySearch(relevant, ranked[from + i]) >= 0) {
                    hits++;
                    firstHit = firstHit == 0 ? i + 1 : firstHit;
                    gain += discounts[i];
                    precisions += hits / (i + 1.0);
                }
            }
            int most = Math.min(k, relevant.length);
            values[to + column(c, Metric.RECALL)] = hits / (double) relevant.length;
            values[to + column(c, Metric.NDCG)] = gain / ideals[most];
            values[to + column(c, Metric.PRECISION)] = hits / (double) k;
            values[to + column(c, Metric.HIT_RATE)] = hits > 0 ? 1 : 0;
            values[to + column(c, Metric.MRR)] = firstHit == 0 ? 0 : 1.0 / firstHit;
            values[to + column(c, Metric.MAP)] = precisions / most;
        }
    }

    /**
     * How unlike one another the items of a list are: the mean of 1 - cosine over all pairs of them, between 0 (all alike) and 2. A
     * vector of length zero is unlike everything. NaN for a list of fewer than two items.
     *
     * @param ranked holds the list from {@code from} on; -1 where it has ended
     * @param length how many items of it to look at
     * @param unitVectors for each item its vector, scaled to length 1 or 0
     */
    public static double diversity(int[] ranked, int from, int length, EmbeddingTable unitVectors) {
        double[] sum = new double[unitVectors.dimension()];
        double squares = 0;
        int items = 0;
        for (int i = from; i < from + length && ranked[i] >= 0; i++) {
            float[] page = unitVectors.page(ranked[i]);
            int offset = unitVectors.offset(ranked[i]);
            for (int j = 0; j < sum.length; j++) {
                double value = page[offset + j];
                sum[j] += value;
                squares += value * value;
            }
            items++;
        }
        // |sum of v|^2 = sum of |v|^2 + 2 * sum over pairs of their cosine
        double cosines = (Arrays.stream(sum).map(value -> value * value).sum() - squares) / 2;
        return items < 2 ? Double.NaN : 1 - cosines / (items * (items - 1.0) / 2);
    }
}
