package kindred.procedures.run;

import java.util.BitSet;
import java.util.Optional;
import kindred.graph.FeatureTable;
import kindred.graph.NodeIndex;

/** Fills {@link FeatureTable}s from property values as stores give them: numbers and arrays of numbers. */
public final class FeatureReader {

    private static final int NODES_BETWEEN_CHECKS = 4096;

    private final String property;
    private final NodeIndex nodes;
    private final Runnable terminationCheck;

    /** Where values come from: null where a node has none. */
    @FunctionalInterface
    public interface Values {
        Object of(int node);
    }

    public FeatureReader(String property, NodeIndex nodes, Runnable terminationCheck) {
        this.property = property;
        this.nodes = nodes;
        this.terminationCheck = terminationCheck;
    }

    /**
     * The table of one label group; empty if none of its nodes has the property. NaN counts as missing, as in GDS.
     *
     * @throws IllegalArgumentException if a value is no number or array of numbers, is infinite, or arrays differ in length
     */
    public Optional<FeatureTable> read(int label, Values values) {
        int rows = nodes.end(label) - nodes.start(label);
        float[] table = null;
        int dimension = 0;
        BitSet missing = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            if (row % NODES_BETWEEN_CHECKS == 0) {
                terminationCheck.run();
            }
            int node = nodes.start(label) + row;
            float[] numbers = numbers(node, values.of(node));
            if (numbers == null) {
                missing.set(row);
                continue;
            }
            if (table == null) {
                dimension = numbers.length;
                table = new float[requireRoom(label, rows, dimension)];
            }
            if (numbers.length != dimension) {
                throw new IllegalArgumentException(
                        "Node property `%s` has %d numbers on node %d, but %d on other nodes of label `%s`."
                                .formatted(
                                        property,
                                        numbers.length,
                                        nodes.databaseId(node),
                                        dimension,
                                        nodes.labels().get(label)));
            }
            System.arraycopy(numbers, 0, table, row * dimension, dimension);
        }
        return table == null
                ? Optional.empty()
                : Optional.of(new FeatureTable(label, property, dimension, table, missing));
    }

    private int requireRoom(int label, long rows, long dimension) {
        if (rows * dimension > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "Node property `%s` of label `%s` has %d numbers in all, but a feature table holds at most %d."
                            .formatted(property, nodes.labels().get(label), rows * dimension, Integer.MAX_VALUE - 8));
        }
        return (int) (rows * dimension);
    }

    /** The value as floats, or null if it is missing. */
    private float[] numbers(int node, Object value) {
        float[] numbers = convert(node, value);
        if (numbers == null || (numbers.length == 1 && Float.isNaN(numbers[0]))) {
            return null;
        }
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("Node property `%s` of node %d holds `%s`, but must be finite."
                        .formatted(property, nodes.databaseId(node), number));
            }
        }
        return numbers;
    }

    private float[] convert(int node, Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Number number) {
            return number.equals(Long.MIN_VALUE)
                    ? null
                    : new float[] {number.floatValue()}; // GDS's mark of a missing integer
        }
        if (value instanceof float[] floats) {
            return floats;
        }
        if (value instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return floats;
        }
        if (value instanceof long[] longs) {
            float[] floats = new float[longs.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = longs[i];
            }
            return floats;
        }
        if (value.getClass().isArray() && java.lang.reflect.Array.getLength(value) == 0) {
            return null;
        }
        throw new IllegalArgumentException(
                "Node property `%s` of node %d holds a value of type `%s`, but must be a number or an array of numbers."
                        .formatted(
                                property,
                                nodes.databaseId(node),
                                value.getClass().getSimpleName()));
    }

    /** @throws IllegalArgumentException that names a property which no node has, in GDS's words */
    public static IllegalArgumentException notFound(String property, java.util.List<String> available) {
        return new IllegalArgumentException("Node property `%s` not found in graph with node properties: %s%s"
                .formatted(
                        property,
                        GraphRequest.quoted(available),
                        kindred.config.Suggestions.didYouMean(property, available)));
    }
}
