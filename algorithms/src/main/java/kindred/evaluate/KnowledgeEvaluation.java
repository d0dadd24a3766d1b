package kindred.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.graph.KnownTriples;
import kindred.graph.KnownTriples.Answers;
import kindred.graph.Triples;
import kindred.train.TrainingRun;

/**
 * The filtered ranking by which knowledge-graph embeddings are judged (Bordes et al., NIPS 2013, section 4.1): of each fact the tail is looked for
 * among all nodes, and then the head; the higher the true answer stands, the better. Other answers that are known to be true do not stand in its
 * way. Nodes that score the same share their places: of {@code e} others at the score of the answer, half stand above it, so that a model
 * that scores all alike gains nothing ("realistic" rank; Sun et al., ACL 2020, show what else can happen). A score that is no number counts as
 * the worst.
 *
 * <p>A question that several facts ask is scored once. Facts that stand several times in the test count as often.
 *
 * <p>Costs O(facts x nodes) beside the scores, and 16 bytes a fact. Each thread holds at most 32 MB of scores, or those of one question if they
 * are more.
 */
public final class KnowledgeEvaluation {

    /**
     * How high true answers stood.
     *
     * @param ranks number of ranks that the figures are means of
     * @param mrr mean of 1 / rank, in (0, 1]
     * @param meanRank mean rank, at least 1
     * @param hitsAt1 share of the ranks that are 1, not shared with others
     * @param hitsAt3 share of the ranks up to 3
     * @param hitsAt10 share of the ranks up to 10
     */
    public record Score(long ranks, double mrr, double meanRank, double hitsAt1, double hitsAt3, double hitsAt10) {}

    /**
     * The same facts asked both ways.
     *
     * @param both over the ranks of heads and tails, as papers report it
     * @param heads over (?, relation, tail)
     * @param tails over (head, relation, ?)
     */
    public record Directions(Score both, Score heads, Score tails) {}

    /**
     * The outcome.
     *
     * @param overall over all facts
     * @param byType for each relationship type with test facts, in the order of their numbers
     */
    public record Result(Directions overall, Map<String, Directions> byType) {}

    private static final int MOST_SCORES = 1 << 23;
    private static final int MOST_QUERIES = 128;

    private final Triples test;
    private final KnownTriples known;
    private final TripleQueries headQueries;
    private final TripleQueries tailQueries;
    private final int batch;

    /**
     * @param test facts to find the ends of
     * @param known all facts that are known to be true, over the same nodes and relations: mostly those of training, validation and test
     * @throws IllegalArgumentException if there is no fact
     */
    public KnowledgeEvaluation(Triples test, KnownTriples known) {
        if (test.count() == 0) {
            throw new IllegalArgumentException("There is no test fact, so there is nothing to evaluate.");
        }
        this.test = test;
        this.known = known;
        this.headQueries = TripleQueries.of(test, false);
        this.tailQueries = TripleQueries.of(test, true);
        // not by the number of threads: how many queries a product of matrices has may show in its last bits
        this.batch = batch(test.nodeCount());
    }

    private static int batch(long nodeCount) {
        return (int) Math.max(1, Math.min(MOST_QUERIES, MOST_SCORES / Math.max(1, nodeCount)));
    }

    /** Bytes on the heap that each thread needs for its scores. */
    public static long bytesPerThread(long nodeCount) {
        return 4L * batch(nodeCount) * nodeCount;
    }

    /** Judges scores and reports progress as one task. */
    public Result judge(LinkScores scores, TrainingRun run) {
        run.progress().begin("ranking", 2L * test.count());
        double[] heads = ranks(headQueries, scores, run, true);
        double[] tails = ranks(tailQueries, scores, run, true);
        run.progress().end();
        return result(heads, tails);
    }

    /** The mean of 1 / rank over both directions, found without a word to the run's progress: for a training that watches itself. */
    public double meanReciprocalRank(LinkScores scores, TrainingRun run) {
        double[] heads = ranks(headQueries, scores, run, false);
        double[] tails = ranks(tailQueries, scores, run, false);
        return result(heads, tails).overall().both().mrr();
    }

    /** The rank of each answer. */
    private double[] ranks(TripleQueries queries, LinkScores scores, TrainingRun run, boolean reported) {
        if (scores.nodeCount() != test.nodeCount()) {
            throw new IllegalArgumentException("Scores of %d nodes do not fit facts over %d nodes."
                    .formatted(scores.nodeCount(), test.nodeCount()));
        }
        double[] ranks = new double[test.count()];
        Queue<float[]> idle = new ConcurrentLinkedQueue<>();
        run.parallel((queries.count() + batch - 1) / batch, task -> {
            int from = task * batch;
            int to = Math.min(queries.count(), from + batch);
            float[] buffer = idle.poll();
            float[] rows = buffer == null ? new float[Math.min(batch, queries.count()) * test.nodeCount()] : buffer;
            queries.score(scores, from, to, rows);
            for (int query = from; query < to; query++) {
                rank(queries, query, rows, (query - from) * test.nodeCount(), ranks);
            }
            idle.add(rows);
            if (reported) {
                run.progress().advance(queries.start(to) - queries.start(from));
            }
        });
        return ranks;
    }

    private void rank(TripleQueries queries, int query, float[] scores, int row, double[] ranks) {
        Answers others = queries.known(known, query);
        for (int i = queries.start(query); i < queries.start(query + 1); i++) {
            ranks[i] = rank(scores, row, row + test.nodeCount(), queries.answer(i), others);
        }
    }

    private static double rank(float[] scores, int row, int end, int answer, Answers known) {
        if (!(scores[row + answer] > Float.NEGATIVE_INFINITY)) {
            replaceNoNumbers(scores, row, end);
        }
        float own = scores[row + answer];
        int better = 0;
        int equal = -1; // itself
        for (int i = row; i < end; i++) {
            better += scores[i] > own ? 1 : 0;
            equal += scores[i] == own ? 1 : 0;
        }
        for (int i = known.from(); i < known.to(); i++) {
            int node = known.nodes()[i];
            if (node != answer) {
                better -= scores[row + node] > own ? 1 : 0;
                equal -= scores[row + node] == own ? 1 : 0;
            }
        }
        return 1 + better + equal / 2.0;
    }

    /** NaN is never better than a number, but has to equal the worst: only an answer that scores as badly can tell. */
    private static void replaceNoNumbers(float[] scores, int row, int end) {
        for (int i = row; i < end; i++) {
            scores[i] = Float.isNaN(scores[i]) ? Float.NEGATIVE_INFINITY : scores[i];
        }
    }

    private Result result(double[] headRanks, double[] tailRanks) {
        Tally[] heads = tallies(headQueries, headRanks);
        Tally[] tails = tallies(tailQueries, tailRanks);
        Map<String, Directions> byType = new LinkedHashMap<>();
        for (int relation = 0; relation < heads.length; relation++) {
            if (heads[relation].count > 0) {
                byType.put(test.relationTypes().get(relation), directions(heads[relation], tails[relation]));
            }
        }
        return new Result(directions(Tally.sum(heads), Tally.sum(tails)), byType);
    }

    private Tally[] tallies(TripleQueries queries, double[] ranks) {
        Tally[] tallies = new Tally[test.relationCount()];
        Arrays.setAll(tallies, relation -> new Tally());
        for (int query = 0; query < queries.count(); query++) {
            for (int i = queries.start(query); i < queries.start(query + 1); i++) {
                tallies[queries.relation(query)].add(ranks[i]);
            }
        }
        return tallies;
    }

    private static Directions directions(Tally heads, Tally tails) {
        return new Directions(Tally.sum(heads, tails).score(), heads.score(), tails.score());
    }

    /** Sums over ranks. */
    private static final class Tally {
        private long count;
        private double reciprocals;
        private double ranks;
        private long hitsAt1;
        private long hitsAt3;
        private long hitsAt10;

        void add(double rank) {
            count++;
            reciprocals += 1 / rank;
            ranks += rank;
            hitsAt1 += rank <= 1 ? 1 : 0;
            hitsAt3 += rank <= 3 ? 1 : 0;
            hitsAt10 += rank <= 10 ? 1 : 0;
        }

        static Tally sum(Tally... parts) {
            Tally sum = new Tally();
            for (Tally part : parts) {
                sum.count += part.count;
                sum.reciprocals += part.reciprocals;
                sum.ranks += part.ranks;
                sum.hitsAt1 += part.hitsAt1;
                sum.hitsAt3 += part.hitsAt3;
                sum.hitsAt10 += part.hitsAt10;
            }
            return sum;
        }

        Score score() {
            double all = count;
            return new Score(count, reciprocals / all, ranks / all, hitsAt1 / all, hitsAt3 / all, hitsAt10 / all);
        }
    }
}
