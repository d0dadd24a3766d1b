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
 *
 * <p>What makes up a fact lies in one place, since training goes through facts in random order.
 */
public final class Triples {

    /** Numbers of a fact: head, relation, tail. */
    private static final int WIDTH = 3;

    /** As many as fit in the longest array that a Java machine is sure to allocate. */
    private static final int MOST = (Integer.MAX_VALUE - 8) / WIDTH;

    private final int nodeCount;
    private final List<String> relationTypes;
    private final int[] facts;
    private final float[] weights;

    /**
     * @param nodeCount nodes are numbered {@code 0..nodeCount-1}
     * @param relationTypes names of the relations, which are numbered in this order
     * @param heads node of each fact
     * @param relations relation of each fact
     * @param tails node of each fact
     * @param weights weight of each fact, kept, not copied; null if all are 1
     */
    public Triples(
            int nodeCount, List<String> relationTypes, int[] heads, int[] relations, int[] tails, float[] weights) {
        this(nodeCount, relationTypes, new int[Math.multiplyExact(WIDTH, heads.length)], weights);
        for (int fact = 0; fact < heads.length; fact++) {
            facts[WIDTH * fact] = heads[fact];
            facts[WIDTH * fact + 1] = relations[fact];
            facts[WIDTH * fact + 2] = tails[fact];
        }
    }

    private Triples(int nodeCount, List<String> relationTypes, int[] facts, float[] weights) {
        this.nodeCount = nodeCount;
        this.relationTypes = List.copyOf(relationTypes);
        this.facts = facts;
        this.weights = weights;
    }

    /** How a graph became facts: what was put together, and what has none. */
    public record Counts(long parallelRelationships, long selfLoops, long isolatedNodes) {}

    /**
     * All facts of a graph.
     *
     * @throws IllegalArgumentException if it has more than about 700 million relationships
     */
    public static Triples of(Projection graph) {
        long relationships = relationships(graph);
        if (relationships > MOST) {
            throw new IllegalArgumentException(
                    "The graph has %d relationships, but at most %d can be facts.".formatted(relationships, MOST));
        }
        boolean weighted =
                graph.relationships().stream().anyMatch(slice -> slice.out().isWeighted());
        Builder builder = new Builder((int) relationships, weighted);
        int relation = 0;
        for (RelationshipSlice slice : graph.relationships()) {
            builder.add(relation++, slice);
        }
        List<String> types =
                graph.relationships().stream().map(RelationshipSlice::type).toList();
        return builder.build(graph.nodeCount(), types);
    }

    /** An undirected one, also from a node to itself, is two arcs. */
    private static long relationships(Projection graph) {
        return graph.relationships().stream()
                .mapToLong(slice -> slice.isUndirected()
                        ? slice.out().arcCount() / 2
                        : slice.out().arcCount())
                .sum();
    }

    /** Targets ascend, so parallel arcs follow one another. */
    private static final class Builder {
        private final int[] facts;
        private final float[] weights;
        private int count;

        Builder(int capacity, boolean weighted) {
            facts = new int[WIDTH * capacity];
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
                    if (count == first || facts[WIDTH * count - 1] != tail) {
                        facts[WIDTH * count] = head;
                        facts[WIDTH * count + 1] = relation;
                        facts[WIDTH * count++ + 2] = tail;
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
                    Arrays.copyOf(facts, WIDTH * count),
                    weights == null ? null : Arrays.copyOf(weights, count));
        }
    }

    /** What became of the relationships of the graph that these are the facts of. */
    public Counts counts(Projection graph) {
        long loops = 0;
        BitSet connected = new BitSet(nodeCount);
        for (int fact = 0; fact < count(); fact++) {
            loops += head(fact) == tail(fact) ? 1 : 0;
            connected.set(head(fact));
            connected.set(tail(fact));
        }
        return new Counts(relationships(graph) - count(), loops, nodeCount - connected.cardinality());
    }

    public int count() {
        return facts.length / WIDTH;
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
        return facts[WIDTH * fact];
    }

    public int relation(int fact) {
        return facts[WIDTH * fact + 1];
    }

    public int tail(int fact) {
        return facts[WIDTH * fact + 2];
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
        int[] kept = IntStream.range(0, count()).filter(test).toArray();
        int[] keptFacts = new int[WIDTH * kept.length];
        float[] keptWeights = weights == null ? null : new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(facts, WIDTH * kept[i], keptFacts, WIDTH * i, WIDTH);
            if (weights != null) {
                keptWeights[i] = weights[kept[i]];
            }
        }
        return new Triples(nodeCount, relationTypes, keptFacts, keptWeights);
    }

    /** Bytes on the heap of so many facts. */
    public static long bytes(long count, boolean weighted) {
        return count * (weighted ? 16 : 12);
    }
}
