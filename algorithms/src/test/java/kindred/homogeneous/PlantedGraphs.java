package kindred.homogeneous;

import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/** Graphs whose structure is known, and how well embeddings show it. */
final class PlantedGraphs {

    private PlantedGraphs() {}

    /** Two cliques of the given size, joined by one relationship; the first half of the nodes is the first clique. */
    static Projection twoCliques(int size) {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 2L * size);
        for (int clique = 0; clique < 2; clique++) {
            for (int i = 0; i < size; i++) {
                for (int j = i + 1; j < size; j++) {
                    builder.undirected("KNOWS", clique * size + i, clique * size + j);
                }
            }
        }
        return builder.undirected("KNOWS", 0, size).build();
    }

    /** A stochastic block model: node i belongs to community i mod k; expected degrees inside and outside of it as given. */
    static Projection communities(int nodes, int k, double inside, double outside, long seed) {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, nodes);
        Seeds seeds = new Seeds(seed);
        double insideShare = inside / (nodes / (double) k);
        double outsideShare = outside / (nodes - nodes / (double) k);
        for (int i = 0; i < nodes; i++) {
            for (int j = i + 1; j < nodes; j++) {
                if (Seeds.unitDouble(seeds.at(i, j)) < (i % k == j % k ? insideShare : outsideShare)) {
                    builder.undirected("KNOWS", i, j);
                }
            }
        }
        return builder.build();
    }

    /** Mean cosine within the halves of the nodes less that between them. */
    static double separationOfHalves(EmbeddingTable table) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        int half = table.rows() / 2;
        for (int i = 0; i < table.rows(); i++) {
            for (int j = 0; j < i; j++) {
                int between = i >= half && j < half ? 1 : 0;
                sums[between] += Vectors.cosine(table.row(i), 0, table.row(j), 0, table.dimension());
                counts[between]++;
            }
        }
        return sums[0] / counts[0] - sums[1] / counts[1];
    }

    /** Share of the odd-numbered members whose community's centroid, made of the even-numbered ones, is the nearest. */
    static double recoveredCommunities(EmbeddingTable table, int k) {
        int dimension = table.dimension();
        float[][] centroids = new float[k][dimension];
        float[][] rows = new float[table.rows()][];
        for (int node = 0; node < rows.length; node++) {
            rows[node] = table.row(node);
            Vectors.normalise(rows[node], 0, dimension);
            if (node / k % 2 == 0) {
                Vectors.axpy(1, rows[node], 0, centroids[node % k], 0, dimension);
            }
        }
        int tried = 0;
        int right = 0;
        for (int node = 0; node < rows.length; node++) {
            if (node / k % 2 == 1) {
                tried++;
                right += nearest(rows[node], centroids) == node % k ? 1 : 0;
            }
        }
        return right / (double) tried;
    }

    private static int nearest(float[] row, float[][] centroids) {
        int best = 0;
        for (int i = 1; i < centroids.length; i++) {
            if (Vectors.cosine(row, 0, centroids[i], 0, row.length)
                    > Vectors.cosine(row, 0, centroids[best], 0, row.length)) {
                best = i;
            }
        }
        return best;
    }
}
