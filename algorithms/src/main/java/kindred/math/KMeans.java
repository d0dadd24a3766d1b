package kindred.math;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * k-means: divides rows into clusters so that they lie near the centroids, the means of their clusters (Lloyd, "Least Squares Quantization in PCM",
 * IEEE Transactions on Information Theory 1982), beginning from rows that k-means++ spreads (Arthur and Vassilvitskii, SODA 2007) or that are
 * simply drawn. In its spherical form (Dhillon and Modha, Machine Learning 2001), rows and centroids are of unit length and compared by the
 * cosine of their angle; rows of zeros, which have no direction, belong to no cluster.
 *
 * <p>A cluster that has lost all its rows gets the row that lies farthest from its own centroid. No cluster of the result is empty: there are
 * fewer clusters than asked for where there are fewer different rows, or where the very last iteration emptied some.
 *
 * <p>Time is proportional to rows x clusters x dimension for each iteration, by products of matrices, and once more for k-means++, row by row;
 * memory beside the rows is 16 bytes a row and three times the centroids. Same seed, same bits, however the tasks are spread over
 * threads.
 */
public final class KMeans {

    /** Where rows come from. Safe for several threads. */
    @FunctionalInterface
    public interface Rows {

        /** Writes a row from an offset on. */
        void copy(int row, float[] out, int offset);
    }

    /** How to choose the rows that are the first centroids. */
    public enum Seeding {
        /** One after the other, rather far from those before: better clusters, for the time of an iteration without products of matrices. */
        PLUS_PLUS,
        /** At random: for many thousand clusters. */
        SAMPLE
    }

    /**
     * @param clusters number of clusters, at least 1
     * @param maxIterations how often centroids move at most, at least 0; fewer if no row changes its cluster any more
     * @param spherical whether directions are compared, and not places
     */
    public record Settings(int clusters, int maxIterations, boolean spherical, Seeding seeding) {

        public Settings {
            if (clusters < 1 || maxIterations < 0) {
                throw new IllegalArgumentException(
                        "k-means cannot find %d clusters in %d iterations.".formatted(clusters, maxIterations));
            }
        }
    }

    /**
     * What was found.
     *
     * @param dimension length of a centroid
     * @param centroids one after the other
     * @param clusterOf for each row its cluster, that of the nearest centroid; -1 for a row of zeros in spherical form
     * @param squaredDistance sum over rows of the squared distances to their centroids
     * @param iterations how often the centroids moved
     * @param converged whether no row would change its cluster any more
     */
    public record Clustering(
            int dimension,
            float[] centroids,
            int[] clusterOf,
            double squaredDistance,
            int iterations,
            boolean converged) {

        public int clusters() {
            return centroids.length / dimension;
        }
    }

    private final RowBlocks rows;
    private final Settings settings;
    private final Parallel tasks;
    private final float[] centroids;
    private final int[] clusterOf;
    private final float[] distances;

    private KMeans(RowBlocks rows, float[] centroids, Settings settings, Parallel tasks) {
        this.rows = rows;
        this.centroids = centroids;
        this.settings = settings;
        this.tasks = tasks;
        this.clusterOf = new int[rows.count()];
        this.distances = new float[rows.count()];
    }

    /**
     * Divides rows.
     *
     * @param rows the rows, of finite numbers
     * @param count how many there are
     * @param dimension length of a row, at least 1
     * @param tasks how to spread the work
     */
    public static Clustering of(Rows rows, int count, int dimension, Settings settings, Seeds seeds, Parallel tasks) {
        RowBlocks blocks = new RowBlocks(rows, count, dimension, settings.spherical());
        float[] first = new FirstCentroids(blocks, seeds, tasks)
                .choose(settings.seeding(), Math.min(settings.clusters(), count));
        return new KMeans(blocks, first, settings, tasks).run();
    }

    /** Bytes that {@link #of} needs beside the rows, result included. */
    public static long bytes(long rows, long clusters, long dimension) {
        return 16 * rows + 12 * clusters * dimension;
    }

    private Clustering run() {
        assign();
        int iterations = 0;
        boolean converged = centroids.length == 0;
        while (iterations < settings.maxIterations() && !converged) {
            fillEmptyClusters();
            moveCentroids();
            int[] before = clusterOf.clone();
            assign();
            converged = Arrays.equals(before, clusterOf);
            iterations++;
        }
        return result(iterations, converged);
    }

    /** Finds each row's nearest centroid, and how far it lies: by the difference, which is exact where the product is not. */
    private void assign() {
        NearestCentroids nearest = new NearestCentroids(centroids, rows.dimension(), settings.spherical());
        int dimension = rows.dimension();
        rows.each(tasks, (first, count, values) -> {
            nearest.of(rows, values, count, clusterOf, first);
            for (int i = 0; i < count; i++) {
                int cluster = clusterOf[first + i];
                distances[first + i] = cluster < 0
                        ? 0
                        : Vectors.squaredDistance(values, i * dimension, centroids, cluster * dimension, dimension);
            }
        });
    }

    /** Moves the farthest rows, one each, into the clusters without rows, unless that would empty another. */
    private void fillEmptyClusters() {
        int[] sizes = sizes();
        int[] empty = IntStream.range(0, sizes.length)
                .filter(cluster -> sizes[cluster] == 0)
                .toArray();
        if (empty.length == 0) {
            return;
        }
        int[] farthest = IntStream.range(0, rows.count())
                .filter(row -> distances[row] > 0)
                .toArray();
        IntArrays.mergeSort(farthest, (a, b) -> Float.compare(distances[b], distances[a]));
        int filled = 0;
        for (int i = 0; i < farthest.length && filled < empty.length; i++) {
            int from = clusterOf[farthest[i]];
            if (sizes[from] > 1) {
                sizes[from]--;
                clusterOf[farthest[i]] = empty[filled++];
            }
        }
    }

    private int[] sizes() {
        int[] sizes = new int[centroids.length / rows.dimension()];
        for (int cluster : clusterOf) {
            if (cluster >= 0) {
                sizes[cluster]++;
            }
        }
        return sizes;
    }

    /** Each cluster is a task that adds up its rows in their order; one that is empty stays where it is. */
    private void moveCentroids() {
        int[] sizes = sizes();
        int[] starts = new int[sizes.length + 1];
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            starts[cluster + 1] = starts[cluster] + sizes[cluster];
        }
        int[] members = membersInOrder(starts);
        tasks.run(sizes.length, cluster -> {
            if (sizes[cluster] > 0) {
                moveCentroid(cluster, members, starts[cluster], starts[cluster + 1]);
            }
        });
    }

    private int[] membersInOrder(int[] starts) {
        int[] next = starts.clone();
        int[] members = new int[starts[starts.length - 1]];
        for (int row = 0; row < clusterOf.length; row++) {
            if (clusterOf[row] >= 0) {
                members[next[clusterOf[row]]++] = row;
            }
        }
        return members;
    }

    private void moveCentroid(int cluster, int[] members, int from, int to) {
        int dimension = rows.dimension();
        float[] row = new float[dimension];
        double[] sum = new double[dimension];
        for (int i = from; i < to; i++) {
            rows.copy(members[i], row, 0);
            for (int j = 0; j < dimension; j++) {
                sum[j] += row[j];
            }
        }
        double divisor = settings.spherical() ? length(sum) : to - from;
        // directions that cancel out have no mean
        for (int j = 0; j < dimension && divisor > 0; j++) {
            centroids[cluster * dimension + j] = (float) (sum[j] / divisor);
        }
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /** Clusters that the last move of the centroids emptied are left out, and the others numbered anew. */
    private Clustering result(int iterations, boolean converged) {
        int dimension = rows.dimension();
        int[] sizes = sizes();
        int[] number = new int[sizes.length];
        int kept = 0;
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            if (sizes[cluster] > 0) {
                System.arraycopy(centroids, cluster * dimension, centroids, kept * dimension, dimension);
                number[cluster] = kept++;
            }
        }
        double squares = 0;
        for (int row = 0; row < clusterOf.length; row++) {
            clusterOf[row] = clusterOf[row] < 0 ? -1 : number[clusterOf[row]];
            squares += distances[row];
        }
        return new Clustering(
                dimension, Arrays.copyOf(centroids, kept * dimension), clusterOf, squares, iterations, converged);
    }
}
