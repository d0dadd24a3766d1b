package kindred.procedures.write;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kindred.graph.NodeIndex;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.schema.ConstraintDefinition;
import org.neo4j.graphdb.schema.ConstraintType;
import org.neo4j.graphdb.schema.IndexDefinition;
import org.neo4j.graphdb.schema.IndexSetting;
import org.neo4j.graphdb.schema.IndexType;
import org.neo4j.graphdb.schema.PropertyType;

/**
 * The node property that is to receive vectors, and the checks that writing it will succeed: they come before training, because
 * hours of training must not end in a refusal.
 */
public record Target(String property) {

    private static final int NODES_BETWEEN_CHECKS = 4096;

    /**
     * Checks that caller and database allow writing at all, by an attempt that is rolled back: no other way covers read-only
     * databases, read-only sessions and missing privileges alike.
     */
    public static void requireWritable(GraphDatabaseService database) {
        try (Transaction attempt = database.beginTx()) {
            attempt.createNode();
        }
    }

    /**
     * Checks that no index or constraint on the property contradicts vectors of this length.
     *
     * @throws IllegalArgumentException naming the index or constraint
     */
    public void requireSchema(Transaction transaction, NodeIndex nodes, OptionalInt dimension) {
        for (IndexDefinition index : transaction.schema().getIndexes()) {
            if (index.isNodeIndex() && index.getIndexType() == IndexType.VECTOR && concerns(index, nodes)) {
                requireDimension(index, dimension);
            }
        }
        for (ConstraintDefinition constraint : transaction.schema().getConstraints()) {
            if (constraint.isConstraintType(ConstraintType.NODE_PROPERTY_TYPE) && concerns(constraint, nodes)) {
                requireFloats(constraint.getName(), List.of(constraint.getPropertyType()));
            }
        }
    }

    private boolean concerns(IndexDefinition index, NodeIndex nodes) {
        return contains(index.getPropertyKeys())
                && StreamSupport.stream(index.getLabels().spliterator(), false)
                        .anyMatch(label -> mayCarry(nodes, label.name()));
    }

    private boolean concerns(ConstraintDefinition constraint, NodeIndex nodes) {
        return contains(constraint.getPropertyKeys())
                && mayCarry(nodes, constraint.getLabel().name());
    }

    private boolean contains(Iterable<String> keys) {
        return StreamSupport.stream(keys.spliterator(), false).anyMatch(property::equals);
    }

    /** A graph projected without labels may hold nodes of any. */
    private static boolean mayCarry(NodeIndex nodes, String label) {
        return nodes.labels().contains(label) || nodes.labels().contains("__ALL__");
    }

    private void requireDimension(IndexDefinition index, OptionalInt dimension) {
        Object indexed = index.getIndexConfiguration().get(IndexSetting.vector_Dimensions());
        if (indexed instanceof Number expected
                && dimension.isPresent()
                && expected.intValue() != dimension.getAsInt()) {
            throw new IllegalArgumentException(
                    "Vector index `%s` on node property `%s` holds vectors of %d numbers, but `embeddingDimension` is %d. Drop the index, or write to another `writeProperty`."
                            .formatted(index.getName(), property, expected.intValue(), dimension.getAsInt()));
        }
    }

    /** Static and without the schema, since only Enterprise Edition has these constraints. */
    void requireFloats(String constraint, List<PropertyType> allowed) {
        if (!allowed.contains(PropertyType.LIST_FLOAT_NOT_NULL)) {
            throw new IllegalArgumentException(
                    "Constraint `%s` allows node property `%s` no list of floats, but only %s. Write to another `writeProperty`."
                            .formatted(constraint, property, allowed));
        }
    }

    /**
     * Checks that the property does not hold something other than vectors, which writing would destroy.
     *
     * @throws IllegalArgumentException naming a node and what it holds
     */
    public void requireNoOtherValues(Transaction transaction, NodeIndex nodes, Runnable terminationCheck) {
        if (Stream.of(transaction.getAllPropertyKeys()).noneMatch(this::contains)) {
            return;
        }
        for (int node = 0; node < nodes.nodeCount(); node++) {
            if (node % NODES_BETWEEN_CHECKS == 0) {
                terminationCheck.run();
            }
            requireVectorOrNothing(transaction, nodes.databaseId(node));
        }
    }

    private void requireVectorOrNothing(Transaction transaction, long id) {
        Object value = value(transaction, id);
        if (value != null && !(value instanceof float[]) && !(value instanceof double[])) {
            throw new IllegalArgumentException(
                    "Node property `%s` of node %d holds a value of type `%s`, which an embedding would replace. Write to another `writeProperty`."
                            .formatted(property, id, value.getClass().getSimpleName()));
        }
    }

    private Object value(Transaction transaction, long id) {
        try {
            return node(transaction, id).getProperty(property, null);
        } catch (NotFoundException deletedSinceProjection) {
            return null;
        }
    }

    /** Graphs in memory know nodes by number only, and Neo4j has no other door for numbers. */
    @SuppressWarnings({"deprecation", "removal"})
    static Node node(Transaction transaction, long id) {
        return transaction.getNodeById(id);
    }
}
