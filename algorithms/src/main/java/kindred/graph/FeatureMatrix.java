package kindred.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import kindred.config.Suggestions;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;

/**
 * Several numeric node properties as one matrix with a row per node: each property has its own columns, the same for all labels. Where
 * a node does not have a property, or its label has it in a shorter form, there are zeros.
 */
public final class FeatureMatrix {

    private final Projection graph;
    private final List<Part> parts;
    private final int columns;

    private record Part(FeatureTable table, int firstColumn) {}

    private FeatureMatrix(Projection graph, List<Part> parts, int columns) {
        this.graph = graph;
        this.parts = parts;
        this.columns = columns;
    }

    /** @throws IllegalArgumentException if no node of the graph has one of the properties */
    public static FeatureMatrix of(Projection graph, List<String> properties) {
        List<Part> parts = new ArrayList<>();
        int columns = 0;
        for (String property : new LinkedHashSet<>(properties)) {
            int width = 0;
            for (FeatureTable table : graph.features()) {
                if (table.property().equals(property)) {
                    parts.add(new Part(table, columns));
                    width = Math.max(width, table.dimension());
                }
            }
            if (width == 0) {
                throw notFound(graph, property);
            }
            columns = Math.addExact(columns, width);
        }
        return new FeatureMatrix(graph, parts, columns);
    }

    private static IllegalArgumentException notFound(Projection graph, String property) {
        List<String> known = graph.features().stream()
                .map(FeatureTable::property)
                .distinct()
                .sorted()
                .toList();
        return new IllegalArgumentException("Node property `%s` not found in graph with node properties: %s%s"
                .formatted(
                        property,
                        known.stream().map(name -> "'" + name + "'").toList(),
                        Suggestions.didYouMean(property, known)));
    }

    /** Columns of all properties together. */
    public int columns() {
        return columns;
    }

    /** Number of nodes that have none of the properties. */
    public int nodesWithout() {
        boolean[] has = new boolean[graph.nodeCount()];
        for (Part part : parts) {
            int start = graph.nodes().start(part.table().label());
            for (int row = 0; row < part.table().rows(); row++) {
                has[start + row] |= !part.table().isMissing(row);
            }
        }
        int without = 0;
        for (boolean any : has) {
            without += any ? 0 : 1;
        }
        return without;
    }

    /** All of it, zeros included. */
    public TallMatrix dense() {
        TallMatrix matrix = new TallMatrix(graph.nodeCount(), columns);
        for (Part part : parts) {
            FeatureTable table = part.table();
            for (int row = 0; row < table.rows(); row++) {
                int node = graph.nodes().start(table.label()) + row;
                System.arraycopy(
                        table.values(),
                        row * table.dimension(),
                        matrix.page(node),
                        matrix.offset(node) + part.firstColumn(),
                        table.dimension());
            }
        }
        return matrix;
    }

    /** What is not zero. */
    public SparseMatrix sparse() {
        int[] lengths = new int[graph.nodeCount()];
        forEach((node, column, value) -> lengths[node]++);
        SparseMatrix.Builder builder = new SparseMatrix.Builder(graph.nodeCount(), columns, node -> lengths[node]);
        int[] next = new int[graph.nodeCount()];
        forEach((node, column, value) -> builder.set(builder.first(node) + next[node]++, column, value));
        return builder.build();
    }

    private interface Entry {
        void visit(int node, int column, float value);
    }

    private void forEach(Entry visitor) {
        for (Part part : parts) {
            FeatureTable table = part.table();
            int start = graph.nodes().start(table.label());
            for (int row = 0; row < table.rows(); row++) {
                for (int column = 0; column < table.dimension(); column++) {
                    float value = table.value(row, column);
                    if (value != 0) {
                        visitor.visit(start + row, part.firstColumn() + column, value);
                    }
                }
            }
        }
    }
}
