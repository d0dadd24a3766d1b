package kindred.benchmarks.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import kindred.config.ConfigReader;
import kindred.graph.ArcSampler;
import kindred.graph.FirstOrderWalker;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.graph.Walks;
import kindred.homogeneous.DeepWalk;
import kindred.homogeneous.Node2Vec;
import kindred.math.Seeds;
import kindred.model.NodeEmbeddings;
import kindred.train.TrainingRun;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Skip-gram over walks: one walk of 80 from each of 10,000 nodes, window 10, 128 dimensions, five negatives; nearly nine million pairs. All
 * figures are for the same work, counting and walking included.
 *
 * <p>{@link #wordByWord} is the loop of word2vec's C code, pair by pair, without SIMD: table of negatives, table of the logistic function,
 * one thread. {@link #negativeSampling} and {@link #hierarchicalSoftmax} are the trainers.
 *
 * <p>Run with {@code java -cp ... org.openjdk.jmh.Main SkipGramPerformance}, on a machine that does nothing else.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class SkipGramPerformance {

    private static final int NODES = 10_000;
    private static final int LENGTH = 80;
    private static final int WINDOW = 10;
    private static final int DIMENSION = 128;
    private static final int NEGATIVES = 5;
    private static final float LEARNING_RATE = 0.025f;

    @Param({"1", "2"})
    public int threads;

    private Projection graph;
    private Node2Vec.Config node2vec;
    private DeepWalk.Config deepWalk;

    /** Communities, and degrees that differ by two orders of magnitude. */
    @Setup
    public void createGraph() {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, NODES);
        Seeds seeds = new Seeds(1);
        for (int i = 0; i < 20 * NODES; i++) {
            int source = (int) (NODES * Math.pow(Seeds.unitDouble(seeds.at(i, 0)), 2));
            int target = (int) (NODES * Math.pow(Seeds.unitDouble(seeds.at(i, 1)), 2));
            builder.undirected("KNOWS", source, i % 4 == 0 ? target : (source / 100 * 100 + target % 100));
        }
        graph = builder.build();
        Map<String, Object> values = Map.of("walksPerNode", 1, "walkLength", LENGTH, "positiveSamplingFactor", 1.0);
        node2vec = ConfigReader.read(new Node2Vec().defaults(), values);
        deepWalk = ConfigReader.read(new DeepWalk().defaults(), values);
    }

    @Benchmark
    public NodeEmbeddings negativeSampling() {
        try (TrainingRun run = TrainingRun.quiet(1, threads)) {
            return new Node2Vec().train(graph, node2vec, run);
        }
    }

    @Benchmark
    public NodeEmbeddings hierarchicalSoftmax() {
        try (TrainingRun run = TrainingRun.quiet(1, threads)) {
            return new DeepWalk().train(graph, deepWalk, run);
        }
    }

    /** Has one thread, whatever the parameter says. */
    @Benchmark
    public float[] wordByWord() {
        Walks walks = new Walks(
                new FirstOrderWalker(new ArcSampler(graph.union(), (tasks, task) -> {})),
                NODES,
                1,
                LENGTH,
                new Seeds(1));
        WordByWord loop = new WordByWord(walks);
        for (int number = 0; number < NODES; number++) {
            loop.train(number);
        }
        return loop.centres;
    }

    private static final class WordByWord {
        private static final int NOISE = 1_000_000;
        private static final int LOGISTIC = 1000;
        private static final int CUT = 6;

        private final Walks walks;
        private final float[] centres = new float[NODES * DIMENSION];
        private final float[] contexts = new float[NODES * DIMENSION];
        private final float[] gradient = new float[DIMENSION];
        private final float[] logistic = new float[LOGISTIC];
        private final int[] noise = new int[NOISE];
        private final int[] walk = new int[LENGTH];
        private long random = 1;

        WordByWord(Walks walks) {
            this.walks = walks;
            for (int i = 0; i < LOGISTIC; i++) {
                logistic[i] = (float) (1 / (1 + Math.exp(-CUT * (2.0 * i / LOGISTIC - 1))));
            }
            for (int i = 0; i < centres.length; i++) {
                centres[i] = (nextInt(65_536) / 65_536f - 0.5f) / DIMENSION;
            }
            fillNoise();
        }

        private void fillNoise() {
            double[] powers = new double[NODES];
            for (int number = 0; number < NODES; number++) {
                int length = walks.walk(number, walk, 0);
                for (int i = 0; i < length; i++) {
                    powers[walk[i]]++;
                }
            }
            double sum = 0;
            for (int node = 0; node < NODES; node++) {
                powers[node] = Math.pow(powers[node], 0.75);
                sum += powers[node];
            }
            int node = 0;
            double reached = powers[0];
            for (int i = 0; i < NOISE; i++) {
                while (i / (double) NOISE > reached / sum && node < NODES - 1) {
                    reached += powers[++node];
                }
                noise[i] = node;
            }
        }

        private int nextInt(int bound) {
            random = random * 25_214_903_917L + 11;
            return (int) ((random >>> 16) % bound);
        }

        void train(int number) {
            int length = walks.walk(number, walk, 0);
            for (int position = 0; position < length; position++) {
                int reach = 1 + nextInt(WINDOW);
                for (int other = Math.max(0, position - reach);
                        other <= Math.min(length - 1, position + reach);
                        other++) {
                    if (other != position) {
                        train(walk[position] * DIMENSION, walk[other]);
                    }
                }
            }
        }

        private void train(int centre, int context) {
            java.util.Arrays.fill(gradient, 0);
            for (int i = 0; i <= NEGATIVES; i++) {
                int target = i == 0 ? context : noise[nextInt(NOISE)];
                if (i == 0 || target != context) {
                    step(centre, target * DIMENSION, i == 0 ? 1 : 0);
                }
            }
            for (int i = 0; i < DIMENSION; i++) {
                centres[centre + i] += gradient[i];
            }
        }

        private void step(int centre, int target, int label) {
            float score = 0;
            for (int i = 0; i < DIMENSION; i++) {
                score += centres[centre + i] * contexts[target + i];
            }
            float likely =
                    score >= CUT ? 1 : score <= -CUT ? 0 : logistic[(int) ((score + CUT) * (LOGISTIC / (2f * CUT)))];
            float gain = (label - likely) * LEARNING_RATE;
            for (int i = 0; i < DIMENSION; i++) {
                gradient[i] += gain * contexts[target + i];
            }
            for (int i = 0; i < DIMENSION; i++) {
                contexts[target + i] += gain * centres[centre + i];
            }
        }
    }
}
