package kindred.quickstart;

import java.util.function.IntFunction;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/** Loads nodes and relationships into an embedded database in transactions of bounded size. */
final class GraphLoader {

    private static final int BATCH = 20_000;

    private final GraphDatabaseService database;
    private long nodes;
    private long relationships;

    GraphLoader(GraphDatabaseService database) {
        this.database = database;
    }

    /** Sets the properties of the entity at a position. */
    @FunctionalInterface
    interface Properties {
        Properties NONE = (position, entity) -> {};

        void set(int position, Entity entity);
    }

    /** @return the element ids of the new nodes, by position */
    String[] nodes(String label, int count, Properties properties) {
        String[] ids = new String[count];
        batches(count, (transaction, i) -> {
            Node node = transaction.createNode(Label.label(label));
            properties.set(i, node);
            ids[i] = node.getElementId();
        });
        nodes += count;
        return ids;
    }

    /** @param source the element id of the node where relationship {@code i} begins */
    void relationships(
            String type, int count, IntFunction<String> source, IntFunction<String> target, Properties properties) {
        RelationshipType relationshipType = RelationshipType.withName(type);
        batches(count, (transaction, i) -> {
            Node from = transaction.getNodeByElementId(source.apply(i));
            Node to = transaction.getNodeByElementId(target.apply(i));
            properties.set(i, from.createRelationshipTo(to, relationshipType));
        });
        relationships += count;
    }

    private interface Step {
        void take(Transaction transaction, int position);
    }

    private void batches(int count, Step step) {
        for (int begin = 0; begin < count; begin += BATCH) {
            try (Transaction transaction = database.beginTx()) {
                for (int i = begin; i < Math.min(count, begin + BATCH); i++) {
                    step.take(transaction, i);
                }
                transaction.commit();
            }
        }
    }

    long nodeCount() {
        return nodes;
    }

    long relationshipCount() {
        return relationships;
    }
}
