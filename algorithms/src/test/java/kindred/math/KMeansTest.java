package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import kindred.math.KMeans.Clustering;
import kindred.math.KMeans.Seeding;
import kindred.math.KMeans.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {

    private static KMeans.Rows rowsOf(TallMatrix matrix) {
        return (row, out, offset) ->
                System.arraycopy(matrix.page(row), matrix.offset(row), out, offset, matrix.columns());
    }

    private static KMeans.Rows rowsOf(float[]... rows) {
        return (row, out, offset) -> System.arraycopy(rows[row], 0, out, offset, rows[row].length);
    }

    private static Clustering cluster(TallMatrix rows, Settings settings, Parallel tasks) {
        return KMeans.of(rowsOf(rows), rows.rows(), rows.columns(), settings, new Seeds(3), tasks);
    }

    private static Clustering cluster(float[][] rows, Settings settings) {
        return KMeans.of(rowsOf(rows), rows.length, rows[0].length, settings, new Seeds(3), Matrices.FORWARD);
    }

    /** Row i is near the vector of its group, i modulo the number of groups, whose entries are -10 or 10. */
    private static TallMatrix planted(int rows, int columns, int groups) {
        TallMatrix matrix = Matrices.random(rows, columns, 5);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                matrix.page(row)[matrix.offset(row) + i] += 10 * sign(row % groups, i);
            }
        }
        return matrix;
    }

    private static int sign(int group, int column) {
        return (int) (new Seeds(9).at(group, column) & 1) * 2 - 1;
    }

    @Test
    void findsPlantedClusters() {
        TallMatrix rows = planted(2000, 16, 7);
        for (boolean spherical : new boolean[] {false, true}) {
            Clustering found = cluster(rows, new Settings(7, 50, spherical, Seeding.PLUS_PLUS), Matrices.FORWARD);

            assertThat(found.clusters()).isEqualTo(7);
            assertThat(found.converged()).isTrue();
            assertThat(found.iterations()).isLessThan(50);
            for (int row = 0; row < 2000; row++) {
                assertThat(found.clusterOf()[row]).isEqualTo(found.clusterOf()[row % 7]);
                for (int i = 0; i < 16; i++) {
                    float centroid = found.centroids()[found.clusterOf()[row] * 16 + i];
                    assertThat(centroid).isCloseTo((spherical ? 0.25f : 10f) * sign(row % 7, i), within(0.5f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalsExactArithmetic(Seeding seeding) {
        for (boolean spherical : new boolean[] {false, true}) {
            TallMatrix rows = Matrices.random(700, 5, 11);
            Clustering found = cluster(rows, new Settings(13, 6, spherical, seeding), Matrices.FORWARD);
            double[][] exact = Matrices.entries(rows);
            if (spherical) {
                Arrays.stream(exact).forEach(KMeansTest::normalise);
            }
            double[][] centroids = firstCentroids(rows, seeding, spherical);
            for (int i = 0; i < 6; i++) {
                centroids = means(exact, nearest(exact, centroids), centroids, spherical);
            }

            int[] expected = nearest(exact, centroids);
            assertThat(found.clusterOf()).containsExactly(expected);
            double squares = 0;
            for (int row = 0; row < exact.length; row++) {
                squares += squaredDistance(exact[row], centroids[expected[row]]);
            }
            assertThat(found.squaredDistance()).isCloseTo(squares, within(1e-4 * squares));
            for (int i = 0; i < found.centroids().length; i++) {
                assertThat(found.centroids()[i]).isCloseTo((float) centroids[i / 5][i % 5], within(1e-5f));
            }
        }
    }

    private static double[][] firstCentroids(TallMatrix rows, Seeding seeding, boolean spherical) {
        RowBlocks blocks = new RowBlocks(rowsOf(rows), rows.rows(), rows.columns(), spherical);
        float[] first = new FirstCentroids(blocks, new Seeds(3), Matrices.FORWARD).choose(seeding, 13);
        double[][] centroids = new double[13][5];
        for (int i = 0; i < first.length; i++) {
            centroids[i / 5][i % 5] = first[i];
        }
        return centroids;
    }

    private static int[] nearest(double[][] rows, double[][] centroids) {
        return Arrays.stream(rows)
                .mapToInt(row -> {
                    int nearest = 0;
                    for (int i = 1; i < centroids.length; i++) {
                        nearest = squaredDistance(row, centroids[i]) < squaredDistance(row, centroids[nearest])
                                ? i
                                : nearest;
                    }
                    return nearest;
                })
                .toArray();
    }

    private static double squaredDistance(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum();
    }

    private static double[][] means(double[][] rows, int[] clusterOf, double[][] before, boolean spherical) {
        double[][] means = new double[before.length][before[0].length];
        int[] sizes = new int[before.length];
        for (int row = 0; row < rows.length; row++) {
            sizes[clusterOf[row]]++;
            for (int i = 0; i < rows[row].length; i++) {
                means[clusterOf[row]][i] += rows[row][i];
            }
        }
        for (int cluster = 0; cluster < means.length; cluster++) {
            assertThat(sizes[cluster]).isPositive();
            for (int i = 0; i < means[cluster].length; i++) {
                means[cluster][i] /= sizes[cluster];
            }
            if (spherical) {
                normalise(means[cluster]);
            }
        }
        return means;
    }

    private static void normalise(double[] vector) {
        double length = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
        Arrays.setAll(vector, i -> vector[i] / length);
    }

    @ParameterizedTest
    @EnumSource
    void makesNoMoreClustersThanThereAreDifferentRows(Seeding seeding) {
        float[][] rows = {{1, 2}, {3, 4}, {1, 2}, {5, 0}, {3, 4}, {3, 4}};
        Clustering found = cluster(rows, new Settings(256, 20, false, seeding));

        assertThat(found.clusters()).isEqualTo(3);
        assertThat(found.squaredDistance()).isZero();
        assertThat(found.converged()).isTrue();
        for (int row = 0; row < rows.length; row++) {
            int at = found.clusterOf()[row] * 2;
            assertThat(Arrays.copyOfRange(found.centroids(), at, at + 2)).containsExactly(rows[row]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesRowsWithoutDirectionOut(Seeding seeding) {
        float[][] rows = {{0, 0}, {2, 0}, {0, 0}, {0, 3}, {7, 0}, {0, 0}};
        Clustering found = cluster(rows, new Settings(5, 20, true, seeding));

        assertThat(found.clusters()).isEqualTo(2);
        assertThat(found.clusterOf()[0]).isEqualTo(-1);
        assertThat(found.clusterOf()[2]).isEqualTo(-1);
        assertThat(found.clusterOf()[5]).isEqualTo(-1);
        assertThat(found.clusterOf()[1]).isNotNegative().isEqualTo(found.clusterOf()[4]);
        assertThat(found.clusterOf()[3]).isNotNegative().isNotEqualTo(found.clusterOf()[1]);
        assertThat(found.squaredDistance()).isZero();
    }

    @Test
    void findsNothingWhereNothingIs() {
        Clustering none = KMeans.of(
                rowsOf(new float[0][]), 0, 3, new Settings(4, 9, false, Seeding.SAMPLE), new Seeds(1), Parallel.NONE);
        Clustering zeros = cluster(new float[4][3], new Settings(2, 9, true, Seeding.PLUS_PLUS));

        assertThat(none.clusters()).isZero();
        assertThat(none.clusterOf()).isEmpty();
        assertThat(zeros.clusters()).isZero();
        assertThat(zeros.clusterOf()).containsOnly(-1);
        assertThat(zeros.converged()).isTrue();
    }

    @Test
    void putsRowsOfZerosInAClusterWherePlacesAreCompared() {
        Clustering found = cluster(new float[][] {{0, 0}, {8, 8}, {0, 0}}, new Settings(2, 9, false, Seeding.SAMPLE));

        assertThat(found.clusters()).isEqualTo(2);
        assertThat(found.clusterOf()[0]).isEqualTo(found.clusterOf()[2]).isNotEqualTo(found.clusterOf()[1]);
    }

    @Test
    void givesAnEmptyClusterTheFarthestRow() {
        // three rows drawn at random are equal to each other in part, and all but surely miss the only one of its kind
        float[][] rows = new float[400][];
        Arrays.setAll(rows, row -> row == 123 ? new float[] {90} : new float[] {row % 2});
        Clustering found = cluster(rows, new Settings(3, 20, false, Seeding.SAMPLE));

        assertThat(found.clusters()).isEqualTo(3);
        assertThat(found.squaredDistance()).isZero();
        assertThat(found.centroids()).contains(90);
    }

    @Test
    void keepsTheCentroidOfDirectionsThatCancelOut() {
        Clustering found = cluster(new float[][] {{1, 0}, {-1, 0}}, new Settings(1, 5, true, Seeding.SAMPLE));

        assertThat(found.clusters()).isEqualTo(1);
        assertThat(Math.abs(found.centroids()[0])).isEqualTo(1);
        assertThat(found.squaredDistance()).isEqualTo(4);
    }

    @Test
    void comesCloserWithEachIterationAndStopsWhereAsked() {
        TallMatrix rows = Matrices.random(3000, 6, 2);
        double before = Double.POSITIVE_INFINITY;
        for (int iterations = 0; iterations < 8; iterations++) {
            Clustering found = cluster(rows, new Settings(20, iterations, false, Seeding.SAMPLE), Matrices.FORWARD);
            assertThat(found.iterations()).isEqualTo(iterations);
            assertThat(found.squaredDistance()).isLessThan(before);
            before = found.squaredDistance();
        }
    }

    @Test
    void spreadsTheFirstCentroids() {
        TallMatrix rows = planted(3000, 16, 20);
        RowBlocks blocks = new RowBlocks(rowsOf(rows), 3000, 16, false);
        float[] first = new FirstCentroids(blocks, new Seeds(1), Matrices.FORWARD).choose(Seeding.PLUS_PLUS, 20);

        Set<Integer> groups = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            int at = i * 16;
            groups.add(IntStream.range(0, 20)
                    .filter(group -> IntStream.range(0, 16)
                            .allMatch(column -> Math.signum(first[at + column]) == sign(group, column)))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(groups).hasSizeGreaterThanOrEqualTo(18);
    }

    /** Short rows are compared with all centroids at once, long ones by slices. */
    @ParameterizedTest
    @ValueSource(ints = {7, 20})
    void findsTheNearestOfMoreCentroidsThanOneSlice(int dimension) {
        TallMatrix rows = Matrices.random(600, dimension, 4);
        TallMatrix centroids = Matrices.random(1300, dimension, 8);
        float[] values = Arrays.copyOf(centroids.page(0), 1300 * dimension);
        int[] found = new int[600];
        new NearestCentroids(values, dimension, false).of(rowsOf(rows), 600, found, Matrices.BACKWARD);

        assertThat(found).containsExactly(nearest(Matrices.entries(rows), Matrices.entries(centroids)));
    }

    @Test
    void givesTheSameBitsWhateverTheOrderOfTasks() {
        TallMatrix rows = Matrices.random(5000, 9, 6);
        for (Seeding seeding : Seeding.values()) {
            Settings settings = new Settings(600, 4, false, seeding);
            Clustering forward = cluster(rows, settings, Matrices.FORWARD);
            Clustering backward = cluster(rows, settings, Matrices.BACKWARD);
            Clustering parallel = cluster(
                    rows,
                    settings,
                    (tasks, task) -> IntStream.range(0, tasks).parallel().forEach(task));

            assertThat(backward.centroids()).containsExactly(forward.centroids());
            assertThat(parallel.centroids()).containsExactly(forward.centroids());
            assertThat(parallel.clusterOf()).containsExactly(forward.clusterOf());
            assertThat(parallel.squaredDistance()).isEqualTo(forward.squaredDistance());
        }
    }

    @Test
    void refusesToFindNoClusters() {
        assertThatThrownBy(() -> new Settings(0, 10, false, Seeding.SAMPLE))
                .hasMessage("k-means cannot find 0 clusters in 10 iterations.");
    }
}
