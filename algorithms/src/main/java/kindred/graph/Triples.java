package kindred.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A graph as a list of facts: head, relation, tail, as knowledge-graph embeddings take it. A relation is a relationship type.
 *
 * <p>A directed relationship leads from its head to its tail. An undirected one is one fact, from the node with the lower number to that with
 * the higher one, and so always from the same label to the same other. Parallel relationships of one type are one fact, whose weight is the sum
 * of theirs; so is a self-loop, which is a fact like any other. Facts are ordered by relation, head and tail. Immutable.
 */
public final class Triples {

    /** The longest array that a Java machine is sure to allocate. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final int nodeCount;
    private final List<String> relationTypes;
    private final int[] heads;
    private final int[] relations;
    private final int[] tails;
    private final float[] weights;

    /**
     * @param nodeCount nodes are numbered {@code 0..nodeCount-1}
     * @param relationTypes names of the relations, which are numbered in this order
     * @param heads node of each fact; the arrays are kept, not copied
     * @param relations relation of each fact
     * @param tails node of each fact
     * @param weights weight of each fact; null if all are 1
     */
    public Triples(
            int nodeCount, List<String> relationTypes, int[] heads, int[] relations, int[] tails, float[] weights) {
        this.nodeCount = nodeCount;
        this.relationTypes = List.copyOf(relationTypes);
        this.heads = heads;
        this.relations = relations;
        this.tails = tails;
        this.weights = weights;
    }

    /** How a graph became facts: what was put together, and what has none. */
    public record Counts(long parallelRelationships, long selfLoops, long isolatedNodes) {}

    /**
     * All facts of a graph.
     *
     * @throws IllegalArgumentException if it has more than about 2^31 relationships, undirected ones counted twice
     */
    public static Triples of(Projection graph) {
        long arcs = 0;
        boolean weighted = false;
        for (RelationshipSlice slice : graph.relationships()) {
            arcs += slice.out().arcCount();
            weighted |= slice.out().isWeighted();
        }
        if (arcs > MOST) {
            throw new IllegalArgumentException(
                    "The graph has %d relationships, but at most %d can be facts.".formatted(arcs, MOST));
        }
        Builder builder = new Builder((int) arcs, weighted);
        int relation = 0;
        for (RelationshipSlice slice : graph.relationships()) {
            builder.add(relation++, slice);
        }
        List<String> types =
                graph.relationships().stream().map(RelationshipSlice::type).toList();
        return builder.build(graph.nodeCount(), types);
    }

    /** Targets ascend, so parallel arcs follow one another. */
    private static final class Builder {
        private final int[] heads;
        private final int[] relations;
        private final int[] tails;
        private final float[] weights;
        private int count;

        Builder(int capacity, boolean weighted) {
            heads = new int[capacity];
            relations = new int[capacity];
            tails = new int[capacity];
            weights = weighted ? new float[capacity] : null;
        }

        void add(int relation, RelationshipSlice slice) {
            Csr out = slice.out();
            for (int head = 0; head < out.nodeCount(); head++) {
                int first = count;
                for (long arc = out.first(head); arc < out.end(head); arc++) {
                    int tail = out.target(arc);
                    if (slice.isUndirected() && tail < head) {
                        continue;
                    }
                    if (count == first || tails[count - 1] != tail) {
                        heads[count] = head;
                        relations[count] = relation;
                        tails[count++] = tail;
                    }
                    if (weights != null) {
                        // an undirected self-loop stands twice at its node
                        weights[count - 1] +=
                                slice.isUndirected() && tail == head ? out.weight(arc) / 2 : out.weight(arc);
                    }
                }
            }
        }

        Triples build(int nodeCount, List<String> types) {
            return new Triples(
                    nodeCount,
                    types,
                    Arrays.copyOf(heads, count),
                    Arrays.copyOf(relations, count),
                    Arrays.copyOf(tails, count),
                    weights == null ? null : Arrays.copyOf(weights, count));
        }
    }

    /** What became of the relationships of the graph that these are the facts of. */
    public Counts counts(Projection graph) {
        long relationships = 0;
        for (RelationshipSlice slice : graph.relationships()) {
            relationships += slice.isUndirected()
                    ? slice.out().arcCount() / 2
                    : slice.out().arcCount();
        }
        long loops = 0;
        BitSet connected = new BitSet(nodeCount);
        for (int i = 0; i < heads.length; i++) {
            loops += heads[i] == tails[i] ? 1 : 0;
            connected.set(heads[i]);
            connected.set(tails[i]);
        }
        return new Counts(relationships - heads.length, loops, nodeCount - connected.cardinality());
    }

    public int count() {
        return heads.length;
    }

    public int nodeCount() {
        return nodeCount;
    }

    public int relationCount() {
        return relationTypes.size();
    }

    /** The relations' names, in the order of their numbers. */
    public List<String> relationTypes() {
        return relationTypes;
    }

    public int head(int fact) {
        return heads[fact];
    }

    public int relation(int fact) {
        return relations[fact];
    }

    public int tail(int fact) {
        return tails[fact];
    }

    public boolean isWeighted() {
        return weights != null;
    }

    /** Weight of the fact; 1 where the graph has no weights. */
    public float weight(int fact) {
        return weights == null ? 1 : weights[fact];
    }

    /** The facts whose position passes the test, in their order. */
    public Triples select(IntPredicate test) {
        int[] kept = IntStream.range(0, heads.length).filter(test).toArray();
        float[] keptWeights = weights == null ? null : new float[kept.length];
        for (int i = 0; i < kept.length && weights != null; i++) {
            keptWeights[i] = weights[kept[i]];
        }
        return new Triples(
                nodeCount, relationTypes, pick(heads, kept), pick(relations, kept), pick(tails, kept), keptWeights);
    }

    private static int[] pick(int[] values, int[] positions) {
        return Arrays.stream(positions).map(position -> values[position]).toArray();
    }

    /** Bytes on the heap of so many facts. */
    public static long bytes(long count, boolean weighted) {
        return count * (weighted ? 16 : 12);
    }
}
