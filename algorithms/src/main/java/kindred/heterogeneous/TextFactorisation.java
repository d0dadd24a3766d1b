package kindred.heterogeneous;

import kindred.math.ConjugateGradients;
import kindred.math.Parallel;
import kindred.math.Seeds;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;

/**
 * TADW's objective {@code |M - W H' T'|^2 + penalty / 2 (|W|^2 + |H|^2)} with {@code M = (A + A^2) / 2}, and the two subproblems that are
 * solved in turn. A has nodes x nodes transition probabilities, T one row of features per node, W one row of k numbers per node, and H
 * one per feature.
 *
 * <p>M is never held: all that the subproblems need of it is {@code M T}, which is computed once, by sparse products from right to left.
 */
final class TextFactorisation {

    private final SparseMatrix transitions;
    private final TallMatrix features;
    private final TallMatrix proximityTimesFeatures;
    private final double[] featureGram;
    private final double penalty;
    private final int k;
    private final Parallel tasks;
    private final TallMatrix nodeFactors;
    private final TallMatrix featureFactors;

    TextFactorisation(
            SparseMatrix transitions, TallMatrix features, int k, double penalty, Seeds seeds, Parallel tasks) {
        this.transitions = transitions;
        this.features = features;
        this.penalty = penalty;
        this.k = k;
        this.tasks = tasks;
        this.proximityTimesFeatures = proximityTimes(features);
        this.featureGram = features.transposedTimes(features, tasks);
        this.nodeFactors = new TallMatrix(features.rows(), k);
        this.featureFactors = new TallMatrix(features.columns(), k);
        nodeFactors.randomise(seeds.fork("nodes"), tasks);
        featureFactors.randomise(seeds.fork("features"), tasks);
    }

    /** {@code M in}, by way of {@code A in} and {@code A (A in)}. */
    TallMatrix proximityTimes(TallMatrix in) {
        TallMatrix once = new TallMatrix(in.rows(), in.columns());
        TallMatrix both = new TallMatrix(in.rows(), in.columns());
        transitions.times(in, once, tasks);
        transitions.times(once, both, tasks);
        tasks.run(in.blocks(), block -> {
            for (int row = TallMatrix.start(block); row < in.end(block); row++) {
                float[] page = both.page(row);
                float[] added = once.page(row);
                int offset = both.offset(row);
                for (int i = offset; i < offset + in.columns(); i++) {
                    page[i] = (page[i] + added[i]) / 2;
                }
            }
        });
        return both;
    }

    /** W, one row per node. */
    TallMatrix nodeFactors() {
        return nodeFactors;
    }

    /** H, one row per feature. */
    TallMatrix featureFactors() {
        return featureFactors;
    }

    /** {@code T H}: what the features alone say of each node. */
    TallMatrix textFactors() {
        TallMatrix text = new TallMatrix(features.rows(), k);
        features.times(doubles(featureFactors), text, tasks);
        return text;
    }

    /** Improves W for the H at hand; returns the number of steps. */
    int solveNodeFactors(int steps, double tolerance) {
        double[] gram = nodeGram();
        TallMatrix right = new TallMatrix(features.rows(), k);
        proximityTimesFeatures.times(doubles(featureFactors), right, tasks);
        return ConjugateGradients.solve(
                (in, out) -> in.times(gram, out, tasks), right, nodeFactors, steps, tolerance, tasks);
    }

    /** Improves H for the W at hand; returns the number of steps. */
    int solveFeatureFactors(int steps, double tolerance) {
        double[] gram = nodeFactors.transposedTimes(nodeFactors, tasks);
        TallMatrix squares = matrix(featureGram, features.columns());
        TallMatrix right = matrix(proximityTimesFeatures.transposedTimes(nodeFactors, tasks), k);
        return ConjugateGradients.solve(
                (in, out) -> applyToFeatureFactors(squares, gram, in, out),
                right,
                featureFactors,
                steps,
                tolerance,
                tasks);
    }

    /** {@code T' T in W' W + penalty / 2 in}. */
    private void applyToFeatureFactors(TallMatrix squares, double[] gram, TallMatrix in, TallMatrix out) {
        TallMatrix product = new TallMatrix(in.rows(), k);
        in.times(gram, product, tasks);
        squares.times(doubles(product), out, tasks);
        for (int row = 0; row < in.rows(); row++) {
            for (int i = 0; i < k; i++) {
                out.page(row)[out.offset(row) + i] += (float) (penalty / 2) * in.page(row)[in.offset(row) + i];
            }
        }
    }

    /** {@code H' T' T H + penalty / 2}: the second derivative, halved, of the objective by any row of W. */
    private double[] nodeGram() {
        TallMatrix text = textFactors();
        double[] gram = text.transposedTimes(text, tasks);
        for (int i = 0; i < k; i++) {
            gram[i * k + i] += penalty / 2;
        }
        return gram;
    }

    /** Derivative of the objective by W. */
    TallMatrix nodeGradient() {
        TallMatrix gradient = new TallMatrix(features.rows(), k);
        TallMatrix target = new TallMatrix(features.rows(), k);
        nodeFactors.times(nodeGram(), gradient, tasks);
        proximityTimesFeatures.times(doubles(featureFactors), target, tasks);
        return twiceTheDifference(gradient, target);
    }

    /** Derivative of the objective by H. */
    TallMatrix featureGradient() {
        TallMatrix gradient = new TallMatrix(features.columns(), k);
        double[] gram = nodeFactors.transposedTimes(nodeFactors, tasks);
        applyToFeatureFactors(matrix(featureGram, features.columns()), gram, featureFactors, gradient);
        return twiceTheDifference(gradient, matrix(proximityTimesFeatures.transposedTimes(nodeFactors, tasks), k));
    }

    private static TallMatrix twiceTheDifference(TallMatrix a, TallMatrix b) {
        for (int row = 0; row < a.rows(); row++) {
            for (int i = 0; i < a.columns(); i++) {
                a.page(row)[a.offset(row) + i] = 2 * (a.page(row)[a.offset(row) + i] - b.page(row)[b.offset(row) + i]);
            }
        }
        return a;
    }

    /**
     * The objective less {@code |M|^2}, which depends on neither W nor H: {@code |W H' T'|^2 - 2 <M T, W H'> + penalty / 2 (|W|^2 + |H|^2)}.
     */
    double objective() {
        double[] nodes = nodeFactors.transposedTimes(nodeFactors, tasks);
        double[] text = textGram();
        double[] mixed = proximityTimesFeatures.transposedTimes(nodeFactors, tasks);
        double[] feature = doubles(featureFactors);
        return dot(nodes, text) - 2 * dot(mixed, feature) + penalty / 2 * (trace(nodes) + dot(feature, feature));
    }

    private double[] textGram() {
        TallMatrix text = textFactors();
        return text.transposedTimes(text, tasks);
    }

    private double trace(double[] square) {
        double trace = 0;
        for (int i = 0; i < k; i++) {
            trace += square[i * k + i];
        }
        return trace;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static TallMatrix matrix(double[] values, int columns) {
        TallMatrix matrix = new TallMatrix(values.length / columns, columns);
        for (int row = 0; row < matrix.rows(); row++) {
            for (int i = 0; i < columns; i++) {
                matrix.page(row)[matrix.offset(row) + i] = (float) values[row * columns + i];
            }
        }
        return matrix;
    }

    private static double[] doubles(TallMatrix matrix) {
        int columns = matrix.columns();
        double[] values = new double[matrix.rows() * columns];
        for (int row = 0; row < matrix.rows(); row++) {
            for (int i = 0; i < columns; i++) {
                values[row * columns + i] = matrix.page(row)[matrix.offset(row) + i];
            }
        }
        return values;
    }
}
