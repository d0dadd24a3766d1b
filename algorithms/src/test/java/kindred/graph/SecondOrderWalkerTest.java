package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import kindred.math.Seeds;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecondOrderWalkerTest {

    private static final double[][] FACTORS = {
        {1, 1}, {0.25, 4}, {4, 0.25}, {0.25, 0.25}, {4, 4}, {1e-4, 1}, {1, 1e4}, {1e4, 1e-4}, {3, 1}
    };

    private static Stream<Arguments> cases() {
        return Stream.of(FACTORS)
                .flatMap(f -> Stream.of(
                        Arguments.of("undirected", undirected(false), f[0], f[1]),
                        Arguments.of("undirected, weighted", undirected(true), f[0], f[1]),
                        Arguments.of("directed", directed(false), f[0], f[1]),
                        Arguments.of("directed, weighted", directed(true), f[0], f[1])));
    }

    /** A triangle with a square and a tail, one relationship doubled and one self-loop. */
    private static Csr undirected(boolean weighted) {
        int[][] pairs = {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 5}, {5, 2}, {5, 6}, {0, 1}, {3, 3}};
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 7);
        for (int i = 0; i < pairs.length; i++) {
            if (weighted) {
                builder.undirected("R", pairs[i][0], pairs[i][1], 0.5f + i * 0.75f);
            } else {
                builder.undirected("R", pairs[i][0], pairs[i][1]);
            }
        }
        return builder.build().union();
    }

    /** Arcs in both directions for some pairs, in one for others; no dead end. */
    private static Csr directed(boolean weighted) {
        int[][] arcs = {
            {0, 1}, {1, 0}, {1, 2}, {2, 0}, {0, 2}, {2, 3}, {3, 4}, {4, 2}, {4, 0}, {1, 3}, {3, 1}, {1, 2}, {4, 4},
            {0, 4}
        };
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 5);
        for (int i = 0; i < arcs.length; i++) {
            if (weighted) {
                builder.relationship("R", arcs[i][0], arcs[i][1], i == 4 ? 0 : 0.5f + i * 0.5f);
            } else {
                builder.relationship("R", arcs[i][0], arcs[i][1]);
            }
        }
        return builder.build().union();
    }

    private static SecondOrderWalker walker(Csr graph, double p, double q) {
        ArcSampler arcs = new ArcSampler(
                graph,
                (tasks, task) -> java.util.stream.IntStream.range(0, tasks).forEach(task));
        return new SecondOrderWalker(graph, arcs, p, q);
    }

    @ParameterizedTest(name = "{0}, p = {2}, q = {3}")
    @MethodSource("cases")
    void takesEachStepWithTheProbabilityOfThePaper(String name, Csr graph, double p, double q) {
        int n = graph.nodeCount();
        long[][][] counts = new long[n][n][n];
        SecondOrderWalker walker = walker(graph, p, q);
        Seeds seeds = new Seeds(11);
        int[] walk = new int[50];
        for (int i = 0; i < 4_000; i++) {
            int length = walker.walk(i % n, seeds.at(i), walk, 0, walk.length);
            assertThat(length).isEqualTo(walk.length);
            for (int step = 2; step < length; step++) {
                counts[walk[step - 2]][walk[step - 1]][walk[step]]++;
            }
        }
        for (int t = 0; t < n; t++) {
            for (int v = 0; v < n; v++) {
                if (graph.contains(t, v)) {
                    assertFits(graph, t, v, p, q, counts[t][v]);
                }
            }
        }
    }

    /** The distribution as the paper defines it, straight from the adjacency. */
    private static void assertFits(Csr graph, int t, int v, double p, double q, long[] counts) {
        double[] expected = new double[counts.length];
        double sum = 0;
        for (long arc = graph.first(v); arc < graph.end(v); arc++) {
            int x = graph.target(arc);
            double factor = x == t ? 1 / p : graph.contains(t, x) ? 1 : 1 / q;
            expected[x] += factor * graph.weight(arc);
            sum += factor * graph.weight(arc);
        }
        long total = java.util.Arrays.stream(counts).sum();
        double[] likely = new double[counts.length + 1];
        long[] seen = new long[counts.length + 1];
        int kinds = 0;
        for (int x = 0; x < counts.length; x++) {
            if (expected[x] == 0) {
                assertThat(counts[x]).as("%d -> %d -> %d", t, v, x).isZero();
            } else if (expected[x] / sum * total >= 5) {
                likely[kinds] = expected[x];
                seen[kinds++] = counts[x];
            } else {
                // too rare for the test's approximation; must be rare indeed
                assertThat(counts[x]).as("%d -> %d -> %d", t, v, x).isLessThan(25);
            }
        }
        if (kinds > 1) {
            double probability = new ChiSquareTest()
                    .chiSquareTest(java.util.Arrays.copyOf(likely, kinds), java.util.Arrays.copyOf(seen, kinds));
            // some 1,000 distributions are tested, with fixed random numbers
            assertThat(probability)
                    .as("from %d by %d: %s", t, v, java.util.Arrays.toString(counts))
                    .isGreaterThan(1e-5);
        }
    }

    @Test
    void takesOnlyArcsAndEndsAtDeadEnds() {
        for (int seed = 0; seed < 50; seed++) {
            Seeds seeds = new Seeds(seed);
            int n = 2 + Seeds.bounded(seeds.at(0), 30);
            ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, n);
            for (int i = 0; i < 2 * n; i++) {
                builder.relationship(
                        "R",
                        Seeds.bounded(seeds.at(i, 1), n),
                        Seeds.bounded(seeds.at(i, 2), n),
                        Seeds.bounded(seeds.at(i, 3), 4));
            }
            Csr graph = builder.build().union();
            SecondOrderWalker walker = walker(graph, 0.5, 2);
            int[] walk = new int[20];
            for (int start = 0; start < n; start++) {
                int length = walker.walk(start, seeds.at(start, 9), walk, 0, walk.length);
                assertThat(walk[0]).isEqualTo(start);
                for (int step = 1; step < length; step++) {
                    assertThat(graph.contains(walk[step - 1], walk[step])).isTrue();
                }
                assertThat(length == walk.length || graph.weightedDegree(walk[length - 1]) == 0)
                        .isTrue();
            }
        }
    }

    @Test
    void takesTheSameWalkAgain() {
        SecondOrderWalker walker = walker(undirected(true), 0.5, 2);
        int[] one = new int[30];
        int[] two = new int[40];

        assertThat(walker.walk(3, 99, one, 0, 30)).isEqualTo(30);
        assertThat(walker.walk(3, 99, two, 10, 30)).isEqualTo(30);
        assertThat(java.util.Arrays.copyOfRange(two, 10, 40)).isEqualTo(one);
    }
}
