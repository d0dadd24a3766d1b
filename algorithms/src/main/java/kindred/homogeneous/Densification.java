package kindred.homogeneous;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.graph.Csr;
import kindred.graph.GraphSize;
import kindred.train.MemoryEstimate;
import kindred.train.TrainingRun;

/**
 * Gives nodes of low degree more to learn from: arcs to their neighbours' neighbours (Tang et al., WWW 2015, section 4.3).
 *
 * <p>A node i with at most {@code limit} arcs gets, for each j within two steps, the weight
 * {@code w(i, j) + sum over k of w(i, k) w(k, j) / d(k)}, where d(k) is the weighted out-degree. To itself it also gets a tenth of its
 * weighted degree in both directions, as the authors' code does. The {@code limit} heaviest of these arcs stay. Other nodes keep theirs.
 *
 * <p>Time is proportional to the number of two-step paths from such nodes.
 */
final class Densification {

    private static final int NODES_PER_TASK = 256;
    private static final double SELF_SHARE = 0.1;

    private final Csr arcs;
    private final int limit;
    private final double[] outDegrees;
    private final double[] inDegrees;
    private final int[][] targets;
    private final float[][] weights;
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();

    /** What one thread needs for one node. */
    private static final class Scratch {
        final double[] sums;
        int[] touched = new int[1024];
        int count;

        Scratch(int nodeCount) {
            sums = new double[nodeCount];
        }

        void add(int node, double weight) {
            if (weight <= 0) {
                return;
            }
            if (sums[node] == 0) {
                touched = count == touched.length ? Arrays.copyOf(touched, 2 * count) : touched;
                touched[count++] = node;
            }
            sums[node] += weight;
        }
    }

    private Densification(Csr arcs, int limit) {
        this.arcs = arcs;
        this.limit = limit;
        this.outDegrees = new double[arcs.nodeCount()];
        this.inDegrees = new double[arcs.nodeCount()];
        this.targets = new int[arcs.nodeCount()][];
        this.weights = new float[arcs.nodeCount()][];
    }

    /** The denser graph, always weighted. */
    static Csr of(Csr arcs, int limit, TrainingRun run) {
        Densification densification = new Densification(arcs, limit);
        densification.sumDegrees();
        int nodeCount = arcs.nodeCount();
        run.progress().begin("Densify", nodeCount);
        run.parallel((nodeCount + NODES_PER_TASK - 1) / NODES_PER_TASK, task -> {
            int from = task * NODES_PER_TASK;
            int to = Math.min(nodeCount, from + NODES_PER_TASK);
            densification.densify(from, to, run);
            run.progress().advance(to - from);
        });
        run.progress().end();
        return densification.build();
    }

    private void sumDegrees() {
        for (int node = 0; node < outDegrees.length; node++) {
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                outDegrees[node] += arcs.weight(arc);
                inDegrees[arcs.target(arc)] += arcs.weight(arc);
            }
        }
    }

    private void densify(int from, int to, TrainingRun run) {
        Scratch scratch = idle.poll();
        if (scratch == null) {
            scratch = new Scratch(arcs.nodeCount());
        }
        for (int node = from; node < to; node++) {
            if (arcs.degree(node) <= limit) {
                run.checkCancelled();
                collect(node, scratch);
                keepHeaviest(node, scratch);
            }
        }
        idle.add(scratch);
    }

    private void collect(int node, Scratch scratch) {
        scratch.add(node, SELF_SHARE * (outDegrees[node] + inDegrees[node]));
        for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
            int neighbour = arcs.target(arc);
            scratch.add(neighbour, arcs.weight(arc));
            double factor = outDegrees[neighbour] == 0 ? 0 : arcs.weight(arc) / outDegrees[neighbour];
            for (long next = arcs.first(neighbour); next < arcs.end(neighbour); next++) {
                scratch.add(arcs.target(next), factor * arcs.weight(next));
            }
        }
    }

    /** Of equally heavy arcs, those to nodes with lower numbers stay. */
    private void keepHeaviest(int node, Scratch scratch) {
        double[] sums = scratch.sums;
        if (scratch.count > limit) {
            IntArrays.quickSort(scratch.touched, 0, scratch.count, (a, b) -> {
                int byWeight = Double.compare(sums[b], sums[a]);
                return byWeight != 0 ? byWeight : Integer.compare(a, b);
            });
        }
        int[] kept = Arrays.copyOf(scratch.touched, Math.min(limit, scratch.count));
        Arrays.sort(kept);
        float[] keptWeights = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptWeights[i] = (float) sums[kept[i]];
        }
        for (int i = 0; i < scratch.count; i++) {
            sums[scratch.touched[i]] = 0;
        }
        scratch.count = 0;
        targets[node] = kept;
        weights[node] = keptWeights;
    }

    private Csr build() {
        Csr.Builder builder = new Csr.Builder(
                arcs.nodeCount(), node -> targets[node] == null ? arcs.degree(node) : targets[node].length, true);
        for (int node = 0; node < targets.length; node++) {
            long position = builder.first(node);
            if (targets[node] == null) {
                for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                    builder.set(position++, arcs.target(arc), arcs.weight(arc));
                }
            } else {
                for (int i = 0; i < targets[node].length; i++) {
                    builder.set(position++, targets[node][i], weights[node][i]);
                }
                targets[node] = null;
                weights[node] = null;
            }
        }
        return builder.build();
    }

    /** From nothing new to {@code limit} arcs for every node, which are held twice while the graph is put together, then by bucket. */
    static MemoryEstimate estimate(GraphSize graph, int limit) {
        long most = graph.nodeCount() * (long) limit;
        long least = graph.arcCount() * (graph.weighted() ? 16 : 24);
        return MemoryEstimate.of("denser graph", least, least + 40 * most + 24 * graph.nodeCount());
    }
}
