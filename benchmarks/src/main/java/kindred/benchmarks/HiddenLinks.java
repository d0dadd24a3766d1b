package kindred.benchmarks;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Arrays;
import kindred.evaluate.LinkPrediction;
import kindred.evaluate.Links;
import kindred.evaluate.Splits;
import kindred.evaluate.Splits.Part;
import kindred.graph.Csr;
import kindred.graph.Projection;
import kindred.math.Seeds;

/**
 * A graph of which some relationships are hidden.
 *
 * @param rest the graph without them
 * @param task what is to be told apart
 */
record HiddenLinks(Projection rest, LinkPrediction.Task task) {

    /** Hides a share of the relationships; of an undirected graph, one that stands at both of its ends counts once. */
    static HiddenLinks of(Projection graph, boolean undirected, double testRatio, long seed) {
        IntArrayList sources = new IntArrayList();
        IntArrayList targets = new IntArrayList();
        Csr arcs = graph.union();
        for (int node = 0; node < arcs.nodeCount(); node++) {
            for (long arc = arcs.first(node); arc < arcs.end(node); arc++) {
                int target = arcs.target(arc);
                if (undirected ? target > node : target != node) {
                    sources.add(node);
                    targets.add(target);
                }
            }
        }
        Part[] parts = Splits.connected(longs(sources), longs(targets), testRatio, 0, new Seeds(seed));
        Links.Ends ends = Links.Ends.of(sources.toIntArray(), targets.toIntArray(), undirected);
        LongOpenHashSet hidden = new LongOpenHashSet();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == Part.TEST) {
                hidden.add(pair(sources.getInt(i), targets.getInt(i)));
            }
        }
        Links known = links(sources, targets, parts, Part.TRAIN, undirected);
        Links test = links(sources, targets, parts, Part.TEST, undirected);
        Links none = Links.of(new int[0], new int[0], undirected);
        return new HiddenLinks(
                graph.retain((source, target) -> !hidden.contains(pair(source, target))),
                new LinkPrediction.Task(known, test, none, ends, undirected));
    }

    private static long pair(int source, int target) {
        return (long) source << 32 | target;
    }

    private static long[] longs(IntArrayList numbers) {
        return Arrays.stream(numbers.toIntArray()).asLongStream().toArray();
    }

    private static Links links(
            IntArrayList sources, IntArrayList targets, Part[] parts, Part wanted, boolean undirected) {
        IntArrayList from = new IntArrayList();
        IntArrayList to = new IntArrayList();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == wanted) {
                from.add(sources.getInt(i));
                to.add(targets.getInt(i));
            }
        }
        return Links.of(from.toIntArray(), to.toIntArray(), undirected);
    }
}
