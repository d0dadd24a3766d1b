package kindred.procedures.recommend;

import java.util.Optional;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/**
 * What has to be known of vectors before they are indexed.
 *
 * @param vectors nodes that have one
 * @param zeros those whose vector is zero
 * @param dimension the length that all of them have
 * @param largestNorm Euclidean length of the longest
 */
record VectorScan(long vectors, long zeros, int dimension, double largestNorm) {

    /**
     * Reads all vectors once.
     *
     * @param expected the length that they must have; found out if absent
     * @throws IllegalArgumentException if there is none, or their lengths differ, or one is not finite
     */
    static VectorScan of(
            Transaction transaction,
            Label label,
            String property,
            Optional<Integer> expected,
            Runnable terminationCheck) {
        long vectors = 0;
        long zeros = 0;
        int dimension = expected.orElse(0);
        double largest = 0;
        Node first = null;
        try (ResourceIterator<Node> nodes = transaction.findNodes(label)) {
            while (nodes.hasNext()) {
                Node node = nodes.next();
                float[] vector = VectorValues.orNull(node, property);
                if (vector == null) {
                    continue;
                }
                if (vectors++ % 1024 == 0) {
                    terminationCheck.run();
                }
                if (dimension == 0) {
                    dimension = vector.length;
                    first = node;
                }
                requireDimension(label, property, first, dimension, node, vector);
                double norm = norm(node, property, vector);
                zeros += norm == 0 ? 1 : 0;
                largest = Math.max(largest, norm);
            }
        }
        if (dimension == 0) {
            throw Names.missingProperty(transaction, label.name(), property);
        }
        return new VectorScan(vectors, zeros, dimension, largest);
    }

    private static void requireDimension(
            Label label, String property, Node first, int dimension, Node node, float[] vector) {
        if (vector.length == dimension) {
            return;
        }
        if (first == null) {
            throw new IllegalArgumentException(
                    "Value for `dimension` was `%d`, but node property `%s` of node %d has %d dimensions."
                            .formatted(dimension, property, Ids.of(node), vector.length));
        }
        throw new IllegalArgumentException(
                "Node property `%s` of label `%s` holds vectors of different dimensions: node %d has %d, node %d has %d."
                        .formatted(property, label.name(), Ids.of(first), dimension, Ids.of(node), vector.length));
    }

    private static double norm(Node node, String property, float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!(squares < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Node property `%s` of node %d is a vector that is not finite.".formatted(property, Ids.of(node)));
        }
        return Math.sqrt(squares);
    }
}
