package kindred.graph;

import java.util.BitSet;

/**
 * One numeric node property of one label group as a dense table: row {@code r} belongs to node {@code start(label) + r}.
 *
 * @param label position of the label in {@link NodeIndex#labels()}
 * @param property the property's name
 * @param dimension numbers per node; 1 for a scalar
 * @param values row-major, {@code rows x dimension}; zero where the property is missing
 * @param missing rows of nodes that do not have the property
 */
public record FeatureTable(int label, String property, int dimension, float[] values, BitSet missing) {

    public int rows() {
        return values.length / dimension;
    }

    public float value(int row, int column) {
        return values[row * dimension + column];
    }

    public boolean isMissing(int row) {
        return missing.get(row);
    }

    public long bytes() {
        return 4L * values.length + missing.size() / 8;
    }
}
