package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kindred.model.EmbeddingTable;
import kindred.procedures.read.Ids;
import kindred.retrieve.ExactIndex;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/** All vectors of one label and property, as they were at one moment; row {@code i} belongs to the i-th smallest node id. */
final class VectorSnapshot {

    private static final int NODES_BETWEEN_CHECKS = 1024;

    private final long[] nodes;
    private final EmbeddingTable vectors;
    private final Map<Similarity, ExactIndex> indexes = new EnumMap<>(Similarity.class);

    private VectorSnapshot(long[] nodes, EmbeddingTable vectors) {
        this.nodes = nodes;
        this.vectors = vectors;
    }

    /**
     * Reads the vectors; nodes without one are passed over.
     *
     * @throws IllegalArgumentException if there is no vector, or vectors of different lengths, or a value that is none
     */
    static VectorSnapshot read(Transaction transaction, Label label, String property, Runnable terminationCheck) {
        List<float[]> found = new ArrayList<>();
        LongArrayList ids = new LongArrayList();
        try (ResourceIterator<Node> labelled = transaction.findNodes(label)) {
            for (int seen = 0; labelled.hasNext(); seen++) {
                if (seen % NODES_BETWEEN_CHECKS == 0) {
                    terminationCheck.run();
                }
                Node node = labelled.next();
                float[] vector = VectorValues.orNull(node, property);
                if (vector != null) {
                    ids.add(Ids.of(node));
                    found.add(vector);
                }
            }
        }
        if (found.isEmpty()) {
            throw Names.missingProperty(transaction, label.name(), property);
        }
        return of(ids.toLongArray(), found, label, property);
    }

    private static VectorSnapshot of(long[] ids, List<float[]> found, Label label, String property) {
        int[] order = new int[ids.length];
        Arrays.setAll(order, i -> i);
        LongArrays.quickSortIndirect(order, ids);
        EmbeddingTable table = new EmbeddingTable(ids.length, found.get(0).length);
        long[] nodes = new long[ids.length];
        for (int row = 0; row < nodes.length; row++) {
            float[] vector = found.get(order[row]);
            if (vector.length != table.dimension()) {
                throw new IllegalArgumentException(
                        "Node property `%s` of label `%s` holds vectors of different dimensions: node %d has %d, node %d has %d."
                                .formatted(
                                        property,
                                        label.name(),
                                        ids[0],
                                        table.dimension(),
                                        ids[order[row]],
                                        vector.length));
            }
            nodes[row] = ids[order[row]];
            table.setRow(row, vector, 0);
        }
        return new VectorSnapshot(nodes, table);
    }

    /** Whether a changed node still has the vector, or the lack of one, that it has here. */
    boolean agrees(Session session, long id, boolean properties, Label label, String property) {
        int row = Arrays.binarySearch(nodes, id);
        Optional<Node> node = session.node(id).filter(found -> found.hasLabel(label));
        if (row >= 0 && node.isPresent() && !properties) {
            return true;
        }
        float[] vector = node.map(found -> VectorValues.orNull(found, property)).orElse(null);
        return row < 0 ? vector == null : Arrays.equals(vectors.row(row), vector);
    }

    int dimension() {
        return vectors.dimension();
    }

    long node(int row) {
        return nodes[row];
    }

    synchronized ExactIndex index(Similarity similarity) {
        return indexes.computeIfAbsent(similarity, key -> new ExactIndex(vectors, key));
    }

    /** Bytes on the heap, with every index that may be built. */
    long bytes() {
        return EmbeddingTable.bytes(vectors.rows(), vectors.dimension()) + 8L * nodes.length + 12L * nodes.length;
    }
}
