package kindred.knowledge;

import java.util.Arrays;
import java.util.BitSet;
import kindred.graph.FeatureTable;
import kindred.graph.Projection;
import kindred.graph.Triples;
import kindred.math.Vectors;
import kindred.model.Drift;
import kindred.model.EmbeddingTable;

/**
 * Vectors of an earlier training, from which a new one starts, so that what was built on them still fits (El-Kishky et al., KDD 2022, section
 * 4.4).
 *
 * @param vectors a row per node; zeros for nodes that had none
 * @param present nodes that had one
 */
record WarmStart(EmbeddingTable vectors, BitSet present) {

    /**
     * Reads the vectors from a node property.
     *
     * @throws IllegalArgumentException if no node has it, or its length is not the dimension
     */
    static WarmStart of(Projection graph, String property, int dimension) {
        EmbeddingTable vectors = new EmbeddingTable(graph.nodeCount(), dimension);
        BitSet present = new BitSet(graph.nodeCount());
        for (FeatureTable table : graph.features()) {
            if (table.property().equals(property)) {
                requireLength(table, dimension);
                int first = graph.nodes().start(table.label());
                for (int row = 0; row < table.rows(); row++) {
                    if (!table.isMissing(row)) {
                        vectors.setRow(first + row, table.values(), row * dimension);
                        present.set(first + row);
                    }
                }
            }
        }
        if (present.isEmpty()) {
            throw new IllegalArgumentException(
                    "No node has a vector in `%s`, so there is nothing to start from. Leave `warmStartProperty` away to start afresh."
                            .formatted(property));
        }
        return new WarmStart(vectors, present);
    }

    private static void requireLength(FeatureTable table, int dimension) {
        if (table.dimension() != dimension && table.missing().cardinality() < table.rows()) {
            throw new IllegalArgumentException(
                    "Node property `%s` has vectors of length %d, but `embeddingDimension` is %d. A warm start needs vectors of the same length."
                            .formatted(table.property(), table.dimension(), dimension));
        }
    }

    /** Puts the vectors into a table; a node that had none starts at the mean of its neighbours' vectors, if there are any. */
    void putInto(EmbeddingTable table, Triples facts) {
        int dimension = table.dimension();
        for (int node = present.nextSetBit(0); node >= 0; node = present.nextSetBit(node + 1)) {
            table.setRow(node, vectors.page(node), vectors.offset(node));
        }
        int[] neighbours = new int[table.rows()];
        for (int fact = 0; fact < facts.count(); fact++) {
            addNeighbour(facts.head(fact), facts.tail(fact), table, neighbours);
            addNeighbour(facts.tail(fact), facts.head(fact), table, neighbours);
        }
        for (int node = 0; node < neighbours.length; node++) {
            if (neighbours[node] > 0) {
                Vectors.scale(1f / neighbours[node], table.page(node), table.offset(node), dimension);
            }
        }
    }

    private void addNeighbour(int node, int neighbour, EmbeddingTable table, int[] neighbours) {
        if (present.get(node) || !present.get(neighbour)) {
            return;
        }
        int dimension = table.dimension();
        float[] page = table.page(node);
        int offset = table.offset(node);
        if (neighbours[node]++ == 0) {
            Arrays.fill(page, offset, offset + dimension, 0);
        }
        Vectors.axpy(1, vectors.page(neighbour), vectors.offset(neighbour), page, offset, dimension);
    }

    /** How far vectors have moved since. */
    Drift drift(EmbeddingTable now, Projection graph) {
        return Drift.between(vectors, graph.nodes(), now, graph.nodes());
    }

    /** Bytes on the heap. */
    static long bytes(long nodes, int dimension) {
        return EmbeddingTable.bytes(nodes, dimension) + nodes / 8;
    }
}
