package kindred.procedures.recommend;

import java.util.List;
import kindred.config.Suggestions;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Node;

/** Vectors as users give them: arrays of floats or doubles, lists of numbers, or nodes that have such a property. */
final class VectorValues {

    private VectorValues() {}

    /**
     * A vector, of an argument that is a node or a vector.
     *
     * @throws IllegalArgumentException naming the argument, if it is neither, or if the node has no such property
     */
    static float[] of(String argument, Object value, String property) {
        if (value instanceof Node node) {
            return required(node, property);
        }
        return convert("The value of `%s` must be a node or a vector".formatted(argument), value);
    }

    /** The node's vector. */
    static float[] required(Node node, String property) {
        float[] vector = orNull(node, property);
        if (vector == null) {
            throw new IllegalArgumentException("Node property `%s` does not exist on node %d.%s"
                    .formatted(
                            property,
                            Ids.of(node),
                            Suggestions.didYouMean(
                                    property, node.getAllProperties().keySet())));
        }
        return vector;
    }

    /** The node's vector; null if it has none. */
    static float[] orNull(Node node, String property) {
        Object value = node.getProperty(property, null);
        if (value == null || value instanceof float[]) {
            return (float[]) value;
        }
        return convert("Node property `%s` of node %d must be a vector".formatted(property, Ids.of(node)), value);
    }

    private static float[] convert(String must, Object value) {
        if (value instanceof float[] floats) {
            return notEmpty(must, floats);
        }
        if (value instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return notEmpty(must, floats);
        }
        if (value instanceof List<?> list) {
            return notEmpty(must, floats(must, list));
        }
        throw new IllegalArgumentException("%s, an array or list of numbers, but was `%s`."
                .formatted(must, value == null ? "null" : value.getClass().getSimpleName()));
    }

    private static float[] floats(String must, List<?> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw new IllegalArgumentException("%s, an array or list of numbers, but its element %d was `%s`."
                        .formatted(
                                must,
                                i,
                                list.get(i) == null
                                        ? "null"
                                        : list.get(i).getClass().getSimpleName()));
            }
            floats[i] = number.floatValue();
        }
        return floats;
    }

    private static float[] notEmpty(String must, float[] vector) {
        if (vector.length == 0) {
            throw new IllegalArgumentException(must + ", an array or list of numbers, but it was empty.");
        }
        return vector;
    }
}
