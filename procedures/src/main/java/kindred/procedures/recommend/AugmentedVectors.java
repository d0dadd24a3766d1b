package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import kindred.procedures.read.Ids;
import kindred.procedures.write.VectorWriter;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/** The property that makes inner products searchable: see {@link VectorIndexes}. Written in transactions of its own. */
final class AugmentedVectors {

    private static final int BATCH = 10_000;

    private final GraphDatabaseService database;
    private final Runnable terminationCheck;

    AugmentedVectors(GraphDatabaseService database, Runnable terminationCheck) {
        this.database = database;
        this.terminationCheck = terminationCheck;
    }

    /** Writes every vector with one more number. */
    void write(Label label, String property, VectorScan found) {
        LongArrayList ids = new LongArrayList();
        List<float[]> vectors = new ArrayList<>();
        try (Transaction reading = database.beginTx();
                ResourceIterator<Node> nodes = reading.findNodes(label)) {
            while (nodes.hasNext()) {
                Node node = nodes.next();
                float[] vector = VectorValues.orNull(node, property);
                if (vector != null) {
                    ids.add(Ids.of(node));
                    vectors.add(augmented(vector, found.largestNorm()));
                }
            }
        }
        int[] order = new int[vectors.size()];
        Arrays.setAll(order, i -> i);
        LongArrays.quickSortIndirect(order, ids.toLongArray());
        EmbeddingTable table = new EmbeddingTable(order.length, found.dimension() + 1);
        long[] sorted = new long[order.length];
        for (int row = 0; row < order.length; row++) {
            sorted[row] = ids.getLong(order[row]);
            table.setRow(row, vectors.get(order[row]), 0);
        }
        new VectorWriter(
                        database,
                        property + VectorIndexes.AUGMENTED,
                        NodeIndex.ofSingleLabel(label.name(), sorted),
                        table)
                .write(Runtime.getRuntime().availableProcessors(), terminationCheck, written -> {});
    }

    private static float[] augmented(float[] vector, double largestNorm) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float[] augmented = Arrays.copyOf(vector, vector.length + 1);
        augmented[vector.length] = (float) Math.sqrt(Math.max(0, largestNorm * largestNorm - squares));
        return augmented;
    }

    void remove(VectorIndexes.VectorIndexInfo index) {
        LongArrayList ids = new LongArrayList();
        try (Transaction reading = database.beginTx();
                ResourceIterator<Node> nodes = reading.findNodes(Label.label(index.label()))) {
            nodes.forEachRemaining(node -> ids.add(Ids.of(node)));
        }
        for (int from = 0; from < ids.size(); from += BATCH) {
            terminationCheck.run();
            try (Transaction removing = database.beginTx()) {
                for (int i = from; i < Math.min(ids.size(), from + BATCH); i++) {
                    Ids.find(removing, ids.getLong(i)).ifPresent(node -> node.removeProperty(index.indexedProperty()));
                }
                removing.commit();
            }
        }
    }
}
