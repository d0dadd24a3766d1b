package kindred.knowledge;

import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.math.Parallel;
import kindred.math.Vectors;

/**
 * How a query and a node make a score, one by one and as whole matrices. Inner products and Euclidean distances of matrices are products of
 * matrices; the other distances go pair by pair.
 */
public enum Comparison {
    /** Inner product. */
    DOT,
    /** Negated sum of absolute differences. */
    L1,
    /** Negated Euclidean distance. */
    L2,
    /** Negated sum of the moduli of complex differences. */
    MODULUS;

    /** Distances are taken to be at least this when slopes are divided by them. */
    private static final float LEAST_DISTANCE = 1e-6f;

    /** A square below this part of those that it is the difference of has lost too many digits. */
    private static final float NEAR = 1e-3f;

    private static final int QUERIES_PER_TASK = 16;
    private static final int NODES_PER_TASK = 512;

    /** Score of one query and one node. */
    public float score(float[] query, int q, float[] node, int n, int dimension) {
        return switch (this) {
            case DOT -> Vectors.dot(query, q, node, n, dimension);
            case L1 -> -Vectors.absoluteDistance(query, q, node, n, dimension);
            case L2 -> -(float) Math.sqrt(Vectors.squaredDistance(query, q, node, n, dimension));
            case MODULUS -> -Vectors.modulusDistance(query, q, node, n, dimension / 2);
        };
    }

    /** Adds the slope of one score to the gradients of its query and its node. */
    void addGradient(
            float slope,
            float score,
            float[] query,
            int q,
            float[] node,
            int n,
            float[] queryGradient,
            int qg,
            float[] nodeGradient,
            int ng,
            int dimension) {
        switch (this) {
            case DOT -> {
                Vectors.axpy(slope, node, n, queryGradient, qg, dimension);
                Vectors.axpy(slope, query, q, nodeGradient, ng, dimension);
            }
            case L1 -> Vectors.addSigns(-slope, query, q, node, n, queryGradient, qg, nodeGradient, ng, dimension);
            case L2 -> {
                float weight = slope / Math.max(LEAST_DISTANCE, -score);
                addDifference(-weight, query, q, node, n, queryGradient, qg, dimension);
                addDifference(weight, query, q, node, n, nodeGradient, ng, dimension);
            }
            case MODULUS ->
                Vectors.addDirections(-slope, query, q, node, n, queryGradient, qg, nodeGradient, ng, dimension / 2);
        }
    }

    private static void addDifference(
            float weight, float[] a, int i, float[] b, int j, float[] sum, int s, int dimension) {
        Vectors.axpy(weight, a, i, sum, s, dimension);
        Vectors.axpy(-weight, b, j, sum, s, dimension);
    }

    /** Whether {@link #addGradients} needs the scores beside the slopes, which so must not take their place. */
    boolean needsScores() {
        return this == L2;
    }

    /**
     * Scores of all pairs: {@code scores} has a row per query.
     *
     * @param nodes whose rows follow one another without gaps
     * @param scratch as many floats as there are nodes
     * @param gemm works on as many threads as {@code parallel} has
     */
    void scores(Matrix queries, Matrix nodes, Matrix scores, float[] scratch, Gemm gemm, Parallel parallel) {
        switch (this) {
            case DOT -> gemm.multiply(queries, nodes.transposed(), scores);
            case L2 -> {
                gemm.multiply(queries, nodes.transposed(), scores);
                parts(nodes.rows(), NODES_PER_TASK, parallel, (from, to) -> {
                    for (int node = from; node < to; node++) {
                        scratch[node] = Vectors.sumOfSquares(nodes.values(), at(nodes, node), nodes.columns());
                    }
                });
                parts(queries.rows(), QUERIES_PER_TASK, parallel, (from, to) -> {
                    for (int row = from; row < to; row++) {
                        toDistances(queries, row, nodes, scratch, scores);
                    }
                });
            }
            case L1, MODULUS ->
                parts(queries.rows(), QUERIES_PER_TASK, parallel, (from, to) -> {
                    for (int row = from; row < to; row++) {
                        scoreRow(queries, row, nodes, scores);
                    }
                });
        }
    }

    /** A part of a matrix's rows. */
    private interface Part {
        void run(int from, int to);
    }

    private static void parts(int count, int size, Parallel parallel, Part part) {
        parallel.run((count + size - 1) / size, task -> part.run(task * size, Math.min(count, (task + 1) * size)));
    }

    private static int at(Matrix matrix, int row) {
        return matrix.offset() + row * matrix.stride();
    }

    private void scoreRow(Matrix queries, int row, Matrix nodes, Matrix scores) {
        int dimension = queries.columns();
        float[] all = nodes.values();
        int first = nodes.offset();
        int count = nodes.rows();
        float[] out = scores.values();
        int to = at(scores, row);
        if (this == L1) {
            Vectors.absoluteDistances(queries.values(), at(queries, row), all, first, count, dimension, out, to);
        } else {
            Vectors.modulusDistances(queries.values(), at(queries, row), all, first, count, dimension / 2, out, to);
        }
        Vectors.scale(-1, out, to, count);
    }

    /** The square of a difference is the sum of the squares less twice the product. */
    private static void toDistances(Matrix queries, int row, Matrix nodes, float[] squares, Matrix scores) {
        float own = Vectors.sumOfSquares(queries.values(), at(queries, row), queries.columns());
        float[] values = scores.values();
        int from = at(scores, row);
        int count = nodes.rows();
        for (int node = 0; node < count; node++) {
            float square = own + squares[node] - 2 * values[from + node];
            values[from + node] = -(float) Math.sqrt(Math.max(square, 0));
        }
        float near = -(float) Math.sqrt(NEAR * own);
        if (Vectors.max(values, from, count) > near) {
            measureAgain(queries, row, nodes, scores, near);
        }
    }

    /** Distances to the nearest nodes, which few are, one by one. */
    private static void measureAgain(Matrix queries, int row, Matrix nodes, Matrix scores, float near) {
        float[] values = scores.values();
        int from = at(scores, row);
        for (int node = 0; node < nodes.rows(); node++) {
            if (values[from + node] > near) {
                values[from + node] = L2.score(
                        queries.values(), at(queries, row), nodes.values(), at(nodes, node), queries.columns());
            }
        }
    }

    /**
     * Adds the slopes of all scores to the gradients of queries and nodes. The slopes are used up.
     *
     * @param scores what {@link #scores} wrote; looked at only where {@link #needsScores}
     * @param gemm works on as many threads as {@code parallel} has
     */
    void addGradients(
            Matrix queries,
            Matrix nodes,
            Matrix scores,
            Matrix slopes,
            Matrix queryGradients,
            Matrix nodeGradients,
            Gemm gemm,
            Parallel parallel) {
        switch (this) {
            case DOT -> {
                gemm.multiplyAdd(slopes, nodes, queryGradients);
                gemm.multiplyAdd(slopes.transposed(), queries, nodeGradients);
            }
            case L2 -> {
                parts(queries.rows(), QUERIES_PER_TASK, parallel, (from, to) -> {
                    for (int row = from; row < to; row++) {
                        overDistances(queries, row, scores, slopes, queryGradients);
                    }
                });
                parts(
                        nodes.rows(),
                        NODES_PER_TASK,
                        parallel,
                        (from, to) -> takeOwnShare(nodes, from, to, slopes, nodeGradients));
                gemm.multiplyAdd(slopes, nodes, queryGradients);
                gemm.multiplyAdd(slopes.transposed(), queries, nodeGradients);
            }
            case L1, MODULUS -> addPairByPair(queries, nodes, slopes, queryGradients, nodeGradients, parallel);
        }
    }

    /** Slopes become {@code slope / distance}; the query gets what they make of its own vector. */
    private static void overDistances(Matrix queries, int row, Matrix scores, Matrix slopes, Matrix gradients) {
        float[] values = slopes.values();
        float[] distances = scores.values();
        int slope = at(slopes, row);
        int score = at(scores, row);
        float sum = 0;
        for (int node = 0; node < slopes.columns(); node++) {
            float weight = values[slope + node] / Math.max(LEAST_DISTANCE, -distances[score + node]);
            values[slope + node] = weight;
            sum += weight;
        }
        Vectors.axpy(
                -sum, queries.values(), at(queries, row), gradients.values(), at(gradients, row), queries.columns());
    }

    /** Nodes get what the slopes, over distances, make of their own vectors. */
    private static void takeOwnShare(Matrix nodes, int from, int to, Matrix slopes, Matrix gradients) {
        float[] sums = new float[to - from];
        for (int row = 0; row < slopes.rows(); row++) {
            Vectors.axpy(1, slopes.values(), at(slopes, row) + from, sums, 0, to - from);
        }
        for (int node = from; node < to; node++) {
            Vectors.axpy(
                    -sums[node - from],
                    nodes.values(),
                    at(nodes, node),
                    gradients.values(),
                    at(gradients, node),
                    nodes.columns());
        }
    }

    /** Queries side by side first, for their gradients, then nodes for theirs: so each row has one writer. */
    private void addPairByPair(
            Matrix queries,
            Matrix nodes,
            Matrix slopes,
            Matrix queryGradients,
            Matrix nodeGradients,
            Parallel parallel) {
        if (parallel == Parallel.NONE) {
            addPairsOnce(queries, nodes, slopes, queryGradients, nodeGradients);
            return;
        }
        parts(nodes.rows(), NODES_PER_TASK, parallel, (from, to) -> {
            float[] unwanted = new float[queries.columns()];
            for (int node = from; node < to; node++) {
                for (int row = 0; row < queries.rows(); row++) {
                    addPair(
                            queries,
                            row,
                            nodes,
                            node,
                            slopes,
                            unwanted,
                            0,
                            nodeGradients.values(),
                            at(nodeGradients, node));
                }
            }
        });
        parts(queries.rows(), QUERIES_PER_TASK, parallel, (from, to) -> {
            float[] unwanted = new float[queries.columns()];
            for (int row = from; row < to; row++) {
                for (int node = 0; node < nodes.rows(); node++) {
                    addPair(
                            queries,
                            row,
                            nodes,
                            node,
                            slopes,
                            queryGradients.values(),
                            at(queryGradients, row),
                            unwanted,
                            0);
                }
            }
        });
    }

    /** On one thread, each pair serves both; sums come out in the same order. */
    private void addPairsOnce(
            Matrix queries, Matrix nodes, Matrix slopes, Matrix queryGradients, Matrix nodeGradients) {
        for (int row = 0; row < queries.rows(); row++) {
            for (int node = 0; node < nodes.rows(); node++) {
                addPair(
                        queries,
                        row,
                        nodes,
                        node,
                        slopes,
                        queryGradients.values(),
                        at(queryGradients, row),
                        nodeGradients.values(),
                        at(nodeGradients, node));
            }
        }
    }

    private void addPair(
            Matrix queries,
            int row,
            Matrix nodes,
            int node,
            Matrix slopes,
            float[] queryGradient,
            int qg,
            float[] nodeGradient,
            int ng) {
        float slope = slopes.values()[at(slopes, row) + node];
        if (slope != 0) {
            addGradient(
                    slope,
                    0,
                    queries.values(),
                    at(queries, row),
                    nodes.values(),
                    at(nodes, node),
                    queryGradient,
                    qg,
                    nodeGradient,
                    ng,
                    queries.columns());
        }
    }
}
