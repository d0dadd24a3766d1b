package kindred.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.evaluate.RankingMetrics.Metric;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/**
 * The trial that every recommender stands: given what users are known to have, rank all other items; the better, the more of what they
 * turned out to take stands at the top. Users without test items are skipped. A test item that the user knows already cannot be
 * recommended, so such pairs do not count; {@link #alreadyKnown()} says how many there were.
 *
 * @see RankingMetrics for the definitions
 */
public final class RankingTrial {

    /** The settings of the trial. */
    public record Config(
            @Doc("Lengths of the lists to judge; one row of results for each.")
            List<Integer> topK,

            @Doc(
                    "Resamples of the users for the 95 % confidence intervals. Their width does not shrink with more; their ends settle.")
            int bootstrapSamples) {

        public static final Config DEFAULTS = new Config(List.of(10, 20), 1000);

        public Config {
            topK = List.copyOf(topK);
            if (topK.isEmpty()) {
                throw new IllegalArgumentException("`topK` can not be empty.");
            }
            topK.forEach(k -> Check.range("topK", k, 1, 10_000));
            Check.range("bootstrapSamples", bootstrapSamples, 1, 1_000_000);
        }
    }

    /** A mean over users with its 95 % bootstrap interval. */
    public record Interval(double mean, double lower, double upper) {}

    /**
     * The outcome at one list length.
     *
     * @param k list length
     * @param users users that were judged
     * @param coverage share of all items that stand in at least one of the lists
     * @param diversity mean over users of {@link RankingMetrics#diversity}; empty without item vectors
     */
    public record Score(
            int k,
            int users,
            Interval recall,
            Interval ndcg,
            Interval precision,
            Interval hitRate,
            Interval mrr,
            Interval map,
            double coverage,
            OptionalDouble diversity) {}

    private static final int BATCH = 256;

    private final Interactions known;
    private final Interactions test;
    private final int alreadyKnown;
    private final int[] users;

    /**
     * @param known what may be used to recommend, and is not to be recommended again
     * @param test what is to be predicted
     * @throws IllegalArgumentException if nothing is left to predict
     */
    public RankingTrial(Interactions known, Interactions test) {
        this.known = known;
        this.test = test.without(known);
        this.alreadyKnown = test.count() - this.test.count();
        this.users = IntStream.range(0, test.userCount())
                .filter(user -> this.test.count(user) > 0)
                .toArray();
        if (users.length == 0) {
            throw new IllegalArgumentException(
                    test.count() == 0
                            ? "There is no test relationship, so there is nothing to evaluate."
                            : "Each of the %d test relationships leads to an item that its user knows already, so there is nothing to evaluate."
                                    .formatted(test.count()));
        }
    }

    public Interactions known() {
        return known;
    }

    /** The users that have something to predict, ascending, as a copy. */
    public int[] users() {
        return users.clone();
    }

    /** How many test pairs are known pairs too, and were left out. */
    public int alreadyKnown() {
        return alreadyKnown;
    }

    /**
     * Judges a contestant.
     *
     * @param itemVectors a vector per item, for the diversity of the lists; null if there are none
     * @return one score per entry of {@code topK}
     */
    public List<Score> judge(Contestant contestant, EmbeddingTable itemVectors, Config config, TrainingRun run) {
        RankingMetrics metrics = new RankingMetrics(
                config.topK().stream().mapToInt(Integer::intValue).toArray());
        EmbeddingTable units = itemVectors == null ? null : itemVectors.unitLength();
        int cutoffs = config.topK().size();
        double[] values = new double[Math.multiplyExact(users.length, metrics.width())];
        double[] diversities = new double[users.length * cutoffs];
        BitSet[] recommended = new BitSet[cutoffs];
        Arrays.setAll(recommended, cutoff -> new BitSet(known.itemCount()));
        run.progress().begin("ranking", users.length);
        run.parallel((users.length + BATCH - 1) / BATCH, batch -> {
            int from = batch * BATCH;
            int[] served = Arrays.copyOfRange(users, from, Math.min(users.length, from + BATCH));
            int[] lists = new int[served.length * metrics.depth()];
            contestant.recommend(served, metrics.depth(), lists);
            for (int i = 0; i < served.length; i++) {
                metrics.of(lists, i * metrics.depth(), test.items(served[i]), values, (from + i) * metrics.width());
                for (int c = 0; c < cutoffs && units != null; c++) {
                    diversities[(from + i) * cutoffs + c] = RankingMetrics.diversity(
                            lists, i * metrics.depth(), config.topK().get(c), units);
                }
            }
            synchronized (recommended) {
                cover(recommended, config.topK(), lists, metrics.depth());
            }
            run.progress().advance(served.length);
        });
        run.progress().end();
        Interval[] intervals = new Bootstrap(values, metrics.width()).intervals(config.bootstrapSamples(), run);
        List<Score> scores = new ArrayList<>();
        for (int c = 0; c < cutoffs; c++) {
            double coverage = recommended[c].cardinality() / (double) known.itemCount();
            OptionalDouble diversity = units == null ? OptionalDouble.empty() : mean(diversities, c, cutoffs);
            scores.add(score(config.topK().get(c), c, metrics, intervals, coverage, diversity));
        }
        return scores;
    }

    private Score score(
            int k,
            int cutoff,
            RankingMetrics metrics,
            Interval[] intervals,
            double coverage,
            OptionalDouble diversity) {
        return new Score(
                k,
                users.length,
                intervals[metrics.column(cutoff, Metric.RECALL)],
                intervals[metrics.column(cutoff, Metric.NDCG)],
                intervals[metrics.column(cutoff, Metric.PRECISION)],
                intervals[metrics.column(cutoff, Metric.HIT_RATE)],
                intervals[metrics.column(cutoff, Metric.MRR)],
                intervals[metrics.column(cutoff, Metric.MAP)],
                coverage,
                diversity);
    }

    private static void cover(BitSet[] recommended, List<Integer> topK, int[] lists, int depth) {
        for (int c = 0; c < recommended.length; c++) {
            int k = topK.get(c);
            for (int list = 0; list < lists.length; list += depth) {
                for (int i = list; i < list + k && lists[i] >= 0; i++) {
                    recommended[c].set(lists[i]);
                }
            }
        }
    }

    /** Mean of the numbers in one column; lists too short to have a diversity do not count. */
    private static OptionalDouble mean(double[] values, int column, int columns) {
        return IntStream.iterate(column, i -> i < values.length, i -> i + columns)
                .mapToDouble(i -> values[i])
                .filter(value -> !Double.isNaN(value))
                .average();
    }
}
