package kindred.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/**
 * The node-classification protocol of DeepWalk (Perozzi et al., KDD 2014) and its successors, which judges vectors by how well a
 * linear classifier reads the nodes' classes off them.
 *
 * <p>A share of the labelled nodes, drawn at random, trains one {@link LogisticRegression} per class (C = 1). Each of the other
 * labelled nodes is given as many classes as it truly has, those with the highest probabilities; with a threshold instead, macro
 * F1 would come out at half the published figures. Micro F1 counts decisions over all classes together. Macro F1 is the mean of the F1 of
 * <em>all</em> classes of the data set; a class that is neither true nor predicted for any test node counts 0, as in the published
 * scorer. A class without a training node is never predicted, one that every training node has always comes first. Ties go to the
 * class with the lower number.
 *
 * <p>All ratios share the same shuffles, which depend on the seed alone.
 */
public final class NodeClassification {

    /** The settings of the protocol. */
    public record Config(
            @Doc("Shares of the labelled nodes to train on; one row of results for each.")
            List<Double> trainRatios,

            @Doc("How many random splits to average over.") int shuffles,

            @Doc("Whether to scale every vector to length 1 first. The published protocol does not.")
            boolean normalize) {

        public static final Config DEFAULTS = new Config(List.of(0.1, 0.5, 0.9), 10, false);

        public Config {
            trainRatios = List.copyOf(trainRatios);
            if (trainRatios.isEmpty()) {
                throw new IllegalArgumentException("`trainRatios` can not be empty.");
            }
            for (double ratio : trainRatios) {
                if (!(ratio > 0 && ratio < 1)) {
                    throw new IllegalArgumentException(
                            "Value for `trainRatios` was `%s`, but must be within the range (0.0, 1.0)."
                                    .formatted(ratio));
                }
            }
            Check.range("shuffles", shuffles, 1, 10_000);
        }
    }

    /** Mean over the shuffles and their sample standard deviation, 0 for a single one. */
    public record Figure(double mean, double standardDeviation) {

        static Figure of(double[] values) {
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            return new Figure(mean, values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)));
        }
    }

    /**
     * The outcome for one train ratio.
     *
     * @param trainRatio share of the labelled nodes that trained
     * @param trainCount labelled nodes that trained
     * @param testCount labelled nodes that were classified
     * @param microF1 F1 over all decisions
     * @param macroF1 mean of the classes' F1
     * @param accuracy share of the test nodes whose classes were all found; equals micro F1 when every node has one class
     */
    public record Score(
            double trainRatio, int trainCount, int testCount, Figure microF1, Figure macroF1, Figure accuracy) {}

    private static final double COST = 1.0;

    private final EmbeddingTable vectors;
    private final ClassAssignments assignments;
    private final TrainingRun run;

    private NodeClassification(EmbeddingTable vectors, ClassAssignments assignments, TrainingRun run) {
        this.vectors = vectors;
        this.assignments = assignments;
        this.run = run;
    }

    /**
     * Runs the protocol.
     *
     * @param vectors one vector per node
     * @param assignments the labelled nodes among them
     * @throws IllegalArgumentException if there are fewer than two classes, or a ratio leaves no node to train or to test on
     */
    public static List<Score> evaluate(
            EmbeddingTable vectors, ClassAssignments assignments, Config config, TrainingRun run) {
        requireTwoClasses(assignments);
        config.trainRatios().forEach(ratio -> trainCount(assignments, ratio));
        NodeClassification protocol =
                new NodeClassification(config.normalize() ? vectors.unitLength() : vectors, assignments, run);
        int[][] orders = protocol.shuffles(config.shuffles());
        run.progress()
                .begin(
                        "node classification",
                        (long) config.trainRatios().size() * config.shuffles() * assignments.classCount());
        List<Score> scores = new ArrayList<>();
        for (double ratio : config.trainRatios()) {
            scores.add(protocol.score(ratio, orders, trainCount(assignments, ratio)));
        }
        run.progress().end();
        return scores;
    }

    /**
     * Judges the vectors on one given split instead of random ones.
     *
     * @param train examples of {@code assignments} to learn from
     * @param test examples of {@code assignments} to classify
     */
    public static Score evaluateSplit(
            EmbeddingTable vectors,
            ClassAssignments assignments,
            int[] train,
            int[] test,
            boolean normalize,
            TrainingRun run) {
        requireTwoClasses(assignments);
        if (train.length == 0 || test.length == 0) {
            throw new IllegalArgumentException("The split has %d nodes to train on and %d to test on; it needs both."
                    .formatted(train.length, test.length));
        }
        int[] order = Arrays.copyOf(train, train.length + test.length);
        System.arraycopy(test, 0, order, train.length, test.length);
        NodeClassification protocol =
                new NodeClassification(normalize ? vectors.unitLength() : vectors, assignments, run);
        run.progress().begin("node classification", assignments.classCount());
        Score score = protocol.score(train.length / (double) order.length, new int[][] {order}, train.length);
        run.progress().end();
        return score;
    }

    private static void requireTwoClasses(ClassAssignments assignments) {
        if (assignments.classCount() < 2) {
            throw new IllegalArgumentException("Classification needs at least two classes, but there is %s."
                    .formatted(
                            assignments.classCount() == 0
                                    ? "none"
                                    : "only `" + assignments.names().get(0) + "`"));
        }
    }

    private static int trainCount(ClassAssignments assignments, double ratio) {
        int examples = assignments.examples();
        int count = (int) (ratio * examples);
        if (count == 0 || count == examples) {
            throw new IllegalArgumentException("A train ratio of %s of %d labelled nodes leaves none to %s."
                    .formatted(ratio, examples, count == 0 ? "train on" : "test on"));
        }
        return count;
    }

    private int[][] shuffles(int count) {
        Seeds seeds = run.seeds().fork("node classification");
        int[][] orders = new int[count][assignments.examples()];
        for (int shuffle = 0; shuffle < count; shuffle++) {
            int[] order = orders[shuffle];
            for (int i = 0; i < order.length; i++) {
                int j = Seeds.bounded(seeds.at(shuffle, i), i + 1);
                order[i] = order[j];
                order[j] = i;
            }
        }
        return orders;
    }

    private Score score(double ratio, int[][] orders, int trainCount) {
        int classes = assignments.classCount();
        int[][] rows = new int[orders.length][];
        for (int shuffle = 0; shuffle < orders.length; shuffle++) {
            rows[shuffle] = Arrays.stream(orders[shuffle])
                    .map(example -> assignments.rows()[example])
                    .toArray();
        }
        float[][][] weights = new float[orders.length][classes][];
        run.parallel(orders.length * classes, task -> {
            int shuffle = task / classes;
            weights[shuffle][task % classes] = fit(task % classes, orders[shuffle], rows[shuffle], trainCount);
            run.progress().advance(1);
        });
        Tally[] tallies = new Tally[orders.length];
        run.parallel(
                orders.length, shuffle -> tallies[shuffle] = classify(weights[shuffle], orders[shuffle], trainCount));
        return new Score(
                ratio,
                trainCount,
                orders[0].length - trainCount,
                Figure.of(Arrays.stream(tallies).mapToDouble(Tally::microF1).toArray()),
                Figure.of(Arrays.stream(tallies).mapToDouble(Tally::macroF1).toArray()),
                Figure.of(Arrays.stream(tallies).mapToDouble(Tally::accuracy).toArray()));
    }

    /** Weights of one class; only an infinite intercept where the training nodes do not differ in it. */
    private float[] fit(int classNumber, int[] order, int[] rows, int trainCount) {
        BitSet positive = assignments.positions(classNumber, order, trainCount);
        int positives = positive.cardinality();
        if (positives == 0 || positives == trainCount) {
            float[] constant = new float[vectors.dimension() + 1];
            constant[vectors.dimension()] = positives == 0 ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
            return constant;
        }
        return LogisticRegression.fit(vectors, rows, trainCount, positive, COST);
    }

    private Tally classify(float[][] weights, int[] order, int trainCount) {
        Tally tally = new Tally(assignments.classCount());
        float[] margins = new float[assignments.classCount()];
        for (int i = trainCount; i < order.length; i++) {
            int row = assignments.rows()[order[i]];
            for (int c = 0; c < margins.length; c++) {
                margins[c] = LogisticRegression.margin(weights[c], vectors, row);
            }
            tally.add(order[i], highest(margins, assignments.classesOf(order[i])), assignments);
        }
        return tally;
    }

    /** Positions of the {@code count} highest values; the probability grows with the margin, so margins serve for both. */
    private static BitSet highest(float[] values, int count) {
        BitSet chosen = new BitSet(values.length);
        for (int i = 0; i < count; i++) {
            int best = -1;
            for (int c = 0; c < values.length; c++) {
                if (!chosen.get(c) && (best < 0 || values[c] > values[best])) {
                    best = c;
                }
            }
            chosen.set(best);
        }
        return chosen;
    }

    /** Right and wrong decisions of one shuffle. */
    private static final class Tally {
        private final long[] hits;
        private final long[] falseAlarms;
        private final long[] misses;
        private long tested;
        private long exact;

        Tally(int classes) {
            hits = new long[classes];
            falseAlarms = new long[classes];
            misses = new long[classes];
        }

        void add(int example, BitSet predicted, ClassAssignments truth) {
            boolean allFound = true;
            for (int c = 0; c < hits.length; c++) {
                boolean expected = truth.has(example, c);
                if (predicted.get(c)) {
                    (expected ? hits : falseAlarms)[c]++;
                } else if (expected) {
                    misses[c]++;
                    allFound = false;
                }
            }
            tested++;
            exact += allFound ? 1 : 0;
        }

        double microF1() {
            return f1(
                    Arrays.stream(hits).sum(),
                    Arrays.stream(falseAlarms).sum(),
                    Arrays.stream(misses).sum());
        }

        double macroF1() {
            double sum = 0;
            for (int c = 0; c < hits.length; c++) {
                sum += f1(hits[c], falseAlarms[c], misses[c]);
            }
            return sum / hits.length;
        }

        double accuracy() {
            return exact / (double) tested;
        }

        private static double f1(long hits, long falseAlarms, long misses) {
            return hits == 0 ? 0 : 2.0 * hits / (2 * hits + falseAlarms + misses);
        }
    }
}
