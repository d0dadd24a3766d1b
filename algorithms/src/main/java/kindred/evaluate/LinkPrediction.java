package kindred.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/**
 * The link-prediction protocol of node2vec (Grover and Leskovec, KDD 2016, section 4.4): how well vectors tell relationships that were hidden
 * from training from as many pairs of nodes without a relationship.
 *
 * <p>An operator turns the vectors of two nodes into one of their pair, and a {@link LogisticRegression} (C = 1) learns, from relationships
 * that training knew and as many other pairs without one, what pairs with a relationship look like. Plain scores need no
 * classifier. Pairs without a relationship are drawn at random, and none of them has a relationship in any part of the graph.
 */
public final class LinkPrediction {

    /** The settings of the protocol. */
    public record Config(
            @Doc(
                    "How many of the known relationships the classifiers learn from at most, with as many pairs without one. More take longer and need memory, four bytes for each of the vectors' dimensions.")
            int trainSamples) {

        public static final Config DEFAULTS = new Config(50_000);

        public Config {
            Check.range("trainSamples", trainSamples, 1, 100_000_000);
        }
    }

    /** What makes a number, or numbers for a classifier, of the vectors a and b of two nodes. */
    public enum Method {
        /** Classifier on the products of the entries. */
        HADAMARD,
        /** Classifier on the means of the entries. */
        AVERAGE,
        /** Classifier on the absolute differences of the entries. */
        L1,
        /** Classifier on the squared differences of the entries. */
        L2,
        /** The inner product is the score. */
        DOT,
        /** The cosine is the score. */
        COSINE;

        boolean isClassifier() {
            return this != DOT && this != COSINE;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which pairs are what. Parts must have been made with the same {@code undirected}.
     *
     * @param known relationships that the vectors were trained on
     * @param test relationships to be told apart
     * @param others further relationships, which are neither
     * @param ends where the pairs without a relationship are drawn from
     * @param undirected whether a relationship counts for both directions
     */
    public record Task(Links known, Links test, Links others, Links.Ends ends, boolean undirected) {

        public Task {
            if (known.size() == 0 || test.size() == 0) {
                throw new IllegalArgumentException(
                        "Link prediction needs relationships to train on and to test with, but has %d and %d."
                                .formatted(known.size(), test.size()));
            }
        }
    }

    /**
     * The outcome of one method.
     *
     * @param auc area under the ROC curve; 0.5 is chance
     * @param averagePrecision mean precision over the recalls; 0.5 is chance, as half of the pairs are relationships
     */
    public record Score(Method method, double auc, double averagePrecision) {}

    private static final double COST = 1.0;
    private static final int PAIRS_PER_TASK = 4096;

    private final EmbeddingTable vectors;
    private final TrainingRun run;
    private final Links test;
    private final Links testAbsent;
    private final Links train;
    private final Links trainAbsent;

    private LinkPrediction(EmbeddingTable vectors, Task task, Config config, TrainingRun run) {
        this.vectors = vectors;
        this.run = run;
        Seeds seeds = run.seeds().fork("link prediction");
        Links present = task.known().with(task.test()).with(task.others());
        test = task.test();
        testAbsent = present.absent(test.size(), task.ends(), task.undirected(), seeds.fork("test"));
        train = task.known().sample(config.trainSamples(), seeds.fork("known"));
        trainAbsent =
                present.with(testAbsent).absent(train.size(), task.ends(), task.undirected(), seeds.fork("train"));
    }

    /**
     * Runs the protocol.
     *
     * @param vectors one vector per node
     * @return one score per method, in their order
     */
    public static List<Score> evaluate(EmbeddingTable vectors, Task task, Config config, TrainingRun run) {
        run.progress().begin("link prediction", Method.values().length);
        LinkPrediction protocol = new LinkPrediction(vectors, task, config, run);
        List<Score> scores = Arrays.stream(Method.values()).map(protocol::score).toList();
        run.progress().end();
        return scores;
    }

    private Score score(Method method) {
        run.checkCancelled();
        float[] weights = method.isClassifier() ? fit(method) : null;
        BinaryRanking ranking = new BinaryRanking(scores(method, weights, test), scores(method, weights, testAbsent));
        run.progress().advance(1);
        return new Score(method, ranking.areaUnderCurve(), ranking.averagePrecision());
    }

    private float[] fit(Method method) {
        int count = train.size() + trainAbsent.size();
        EmbeddingTable features = new EmbeddingTable(count, vectors.dimension());
        each(count, pair -> {
            Links links = pair < train.size() ? train : trainAbsent;
            int i = pair < train.size() ? pair : pair - train.size();
            combine(method, links.source(i), links.target(i), features.page(pair), features.offset(pair));
        });
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> i);
        BitSet positive = new BitSet(count);
        positive.set(0, train.size());
        return LogisticRegression.fit(features, rows, count, positive, COST);
    }

    private float[] scores(Method method, float[] weights, Links links) {
        float[] scores = new float[links.size()];
        int dimension = vectors.dimension();
        int tasks = (scores.length + PAIRS_PER_TASK - 1) / PAIRS_PER_TASK;
        run.parallel(tasks, task -> {
            float[] combined = new float[dimension];
            for (int i = task * PAIRS_PER_TASK; i < Math.min(scores.length, (task + 1) * PAIRS_PER_TASK); i++) {
                int a = links.source(i);
                int b = links.target(i);
                if (weights == null) {
                    scores[i] = similarity(method, a, b);
                } else {
                    combine(method, a, b, combined, 0);
                    scores[i] = Vectors.dot(weights, 0, combined, 0, dimension) + weights[dimension];
                }
            }
        });
        return scores;
    }

    private float similarity(Method method, int a, int b) {
        float[] pageA = vectors.page(a);
        float[] pageB = vectors.page(b);
        return method == Method.DOT
                ? Vectors.dot(pageA, vectors.offset(a), pageB, vectors.offset(b), vectors.dimension())
                : Vectors.cosine(pageA, vectors.offset(a), pageB, vectors.offset(b), vectors.dimension());
    }

    private void combine(Method method, int a, int b, float[] into, int offset) {
        float[] pageA = vectors.page(a);
        float[] pageB = vectors.page(b);
        int offsetA = vectors.offset(a);
        int offsetB = vectors.offset(b);
        for (int i = 0; i < vectors.dimension(); i++) {
            float x = pageA[offsetA + i];
            float y = pageB[offsetB + i];
            into[offset + i] = switch (method) {
                case HADAMARD -> x * y;
                case AVERAGE -> (x + y) / 2;
                case L1 -> Math.abs(x - y);
                case L2 -> (x - y) * (x - y);
                case DOT, COSINE -> throw new IllegalArgumentException(method + " has no classifier");
            };
        }
    }

    private void each(int count, IntConsumer action) {
        run.parallel((count + PAIRS_PER_TASK - 1) / PAIRS_PER_TASK, task -> {
            for (int i = task * PAIRS_PER_TASK; i < Math.min(count, (task + 1) * PAIRS_PER_TASK); i++) {
                action.accept(i);
            }
        });
    }
}
