package kindred.homogeneous;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kindred.graph.Csr;
import kindred.math.Vectors;
import kindred.train.TrainingRun;

/**
 * Co-occurrences of nodes by random surfing, as positive pointwise mutual information (Cao, Lu and Xu, AAAI 2016).
 *
 * <p>A surfer begins at a node, and at each of some steps goes on along a relationship, by weight, or starts again. Co-occurrence of the node with another one is how often
 * it is expected there; that with itself is left out. The information of both is the logarithm of how much more often they co-occur than by
 * chance, or 0.
 *
 * <p>The matrix of co-occurrences is full. It is never held: surfers of some nodes at a time are followed, once to learn how often each node is visited by all, and again
 * for the information, of which the largest values of each row are kept.
 */
final class RandomSurfing implements AutoencoderTraining.Source {

    /** Nodes whose surfers are followed together. */
    private static final int BLOCK = 64;

    /** Groups of surfers that are under way at a time, whatever the concurrency: each needs as much memory as {@link #BLOCK} tables of one column. */
    static final int MOST_GROUPS = 4;

    private final Csr arcs;
    private final int steps;
    private final float damping;
    private final int kept;
    private final TrainingRun run;
    private final int nodes;
    private final float[] shares;
    private final double[] visits;
    private final double[] sums;
    private final int[][] columns;
    private final float[][] values;
    private double total;

    /**
     * @param steps of each surfer
     * @param damping probability to go on
     * @param kept largest values of a row that are kept
     */
    RandomSurfing(Csr arcs, int steps, double damping, int kept, TrainingRun run) {
        this.arcs = arcs;
        this.steps = steps;
        this.damping = (float) damping;
        this.kept = kept;
        this.run = run;
        nodes = arcs.nodeCount();
        shares = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            double degree = arcs.weightedDegree(node);
            shares[node] = degree == 0 ? 0 : (float) (damping / degree);
        }
        visits = new double[nodes];
        sums = new double[nodes];
        columns = new int[nodes][];
        values = new float[nodes][];
    }

    /** Nodes that pass through. */
    static long volume(int nodes) {
        return 2L * nodes;
    }

    /** Bytes on the heap of so many groups of surfers. */
    static long surferBytes(long nodes, int groups) {
        return 3L * 4 * BLOCK * nodes * groups;
    }

    /** Bytes on the heap of what is kept, if every row has so many values. */
    static long keptBytes(long nodes, long kept) {
        return nodes * (8 * kept + 2 * (16 + 4) + 20);
    }

    void surf() {
        int groups = Math.min(Math.min(run.concurrency(), MOST_GROUPS), (nodes + BLOCK - 1) / BLOCK);
        Surfers[] surfers = Stream.generate(Surfers::new).limit(groups).toArray(Surfers[]::new);
        double[] diagonal = new double[nodes];
        addVisits();
        run.parallel(groups, group -> follow(group, surfers, each -> each.sumUp(diagonal)));
        for (int node = 0; node < nodes; node++) {
            visits[node] = Math.max(0, visits[node] - diagonal[node]);
            total += visits[node];
        }
        run.parallel(groups, group -> follow(group, surfers, Surfers::keep));
    }

    /** How often each node is visited, by one surfer from each. */
    private void addVisits() {
        double[] now = new double[nodes];
        Arrays.fill(now, 1);
        for (int step = 0; step < steps; step++) {
            run.checkCancelled();
            double[] next = new double[nodes];
            Arrays.fill(next, 1 - damping);
            for (int node = 0; node < nodes; node++) {
                for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                    next[arcs.target(arc)] += now[node] * shares[node] * arcs.weight(arc);
                }
            }
            for (int node = 0; node < nodes; node++) {
                visits[node] += next[node];
            }
            now = next;
        }
    }

    /** Sends a group from its share of the blocks. What is learned of a block does not depend on the group. */
    private void follow(int group, Surfers[] groups, Consumer<Surfers> then) {
        Surfers surfers = groups[group];
        for (int first = group * BLOCK; first < nodes; first += groups.length * BLOCK) {
            surfers.surf(first, Math.min(BLOCK, nodes - first));
            then.accept(surfers);
            run.progress().advance(surfers.count);
        }
    }

    @Override
    public void addRow(int node, RowBatch batch) {
        for (int i = 0; i < columns[node].length; i++) {
            batch.add(columns[node][i], values[node][i]);
        }
        batch.endRow();
    }

    /** Surfers of nodes that follow one another: for each node of the graph, {@link #BLOCK} numbers, one per surfer. */
    private final class Surfers {

        private float[] now = new float[nodes * BLOCK];
        private float[] next = new float[nodes * BLOCK];
        private final float[] expected = new float[nodes * BLOCK];
        private final int[] foundColumns = new int[nodes];
        private final float[] found = new float[nodes];
        private final float[] sorted = new float[nodes];
        private int first;
        private int count;

        void surf(int from, int surfers) {
            first = from;
            count = surfers;
            Arrays.fill(now, 0);
            Arrays.fill(expected, 0);
            for (int i = 0; i < count; i++) {
                now[(first + i) * BLOCK + i] = 1;
            }
            for (int step = 0; step < steps; step++) {
                run.checkCancelled();
                step();
            }
        }

        private void step() {
            Arrays.fill(next, 0);
            for (int node = 0; node < nodes; node++) {
                for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                    float share = shares[node] * arcs.weight(arc);
                    Vectors.axpy(share, now, node * BLOCK, next, arcs.target(arc) * BLOCK, BLOCK);
                }
            }
            for (int i = 0; i < count; i++) {
                next[(first + i) * BLOCK + i] += 1 - damping;
            }
            Vectors.axpy(1, next, 0, expected, 0, expected.length);
            float[] before = now;
            now = next;
            next = before;
        }

        void sumUp(double[] diagonal) {
            for (int i = 0; i < count; i++) {
                diagonal[first + i] = expected[(first + i) * BLOCK + i];
                double sum = 0;
                for (int node = 0; node < nodes; node++) {
                    sum += expected[node * BLOCK + i];
                }
                sums[first + i] = Math.max(0, sum - diagonal[first + i]);
            }
        }

        /** Turns expectations into information, and keeps the largest values of each row. */
        void keep() {
            for (int i = 0; i < count; i++) {
                keepRow(first + i, findPositive(i));
            }
        }

        private int findPositive(int surfer) {
            int size = 0;
            double scale = total / sums[first + surfer];
            for (int node = 0; node < nodes; node++) {
                double ratio = scale * expected[node * BLOCK + surfer] / visits[node];
                if (node != first + surfer && ratio > 1 && ratio < Double.POSITIVE_INFINITY) {
                    foundColumns[size] = node;
                    found[size++] = (float) Math.log(ratio);
                }
            }
            return size;
        }

        private void keepRow(int node, int size) {
            int length = Math.min(size, kept);
            float least = Float.NEGATIVE_INFINITY;
            int ties = 0;
            if (length < size) {
                System.arraycopy(found, 0, sorted, 0, size);
                Arrays.sort(sorted, 0, size);
                least = sorted[size - length];
                for (int i = size - length; i < size && sorted[i] == least; i++) {
                    ties++;
                }
            }
            columns[node] = new int[length];
            values[node] = new float[length];
            int to = 0;
            for (int i = 0; i < size; i++) {
                if (found[i] > least || found[i] == least && ties-- > 0) {
                    columns[node][to] = foundColumns[i];
                    values[node][to++] = found[i];
                }
            }
        }
    }
}
