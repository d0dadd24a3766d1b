package kindred.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which nodes carry which classes. Example {@code i} is one labelled node with at least one class.
 *
 * @param rows for each example the row of its vector in the embedding table
 * @param offsets where each example's classes begin in {@code classes}; one entry more than examples
 * @param classes class numbers, ascending and without repetition inside an example
 * @param names what class {@code c} is called
 */
public record ClassAssignments(int[] rows, int[] offsets, int[] classes, List<String> names) {

    public ClassAssignments {
        names = List.copyOf(names);
        if (offsets.length != rows.length + 1) {
            throw new IllegalArgumentException(
                    "%d examples need %d offsets, not %d.".formatted(rows.length, rows.length + 1, offsets.length));
        }
        for (int example = 0; example < rows.length; example++) {
            if (offsets[example] >= offsets[example + 1]) {
                throw new IllegalArgumentException("Example %d has no class.".formatted(example));
            }
            for (int i = offsets[example] + 1; i < offsets[example + 1]; i++) {
                if (classes[i - 1] >= classes[i]) {
                    throw new IllegalArgumentException("The classes of example %d do not ascend.".formatted(example));
                }
            }
        }
    }

    /**
     * Collects classes per node.
     *
     * @param classesByRow class numbers for each row of the embedding table, in any order; null or empty where there are none
     */
    public static ClassAssignments of(int[][] classesByRow, List<String> names) {
        int[] rows = new int[classesByRow.length];
        int[] offsets = new int[classesByRow.length + 1];
        int[][] sorted = new int[classesByRow.length][];
        int examples = 0;
        for (int row = 0; row < classesByRow.length; row++) {
            if (classesByRow[row] != null && classesByRow[row].length > 0) {
                sorted[examples] =
                        Arrays.stream(classesByRow[row]).sorted().distinct().toArray();
                rows[examples] = row;
                offsets[examples + 1] = offsets[examples] + sorted[examples].length;
                examples++;
            }
        }
        int[] classes = new int[offsets[examples]];
        for (int example = 0; example < examples; example++) {
            System.arraycopy(sorted[example], 0, classes, offsets[example], sorted[example].length);
        }
        return new ClassAssignments(
                Arrays.copyOf(rows, examples), Arrays.copyOf(offsets, examples + 1), classes, names);
    }

    public int examples() {
        return rows.length;
    }

    public int classCount() {
        return names.size();
    }

    /** How many classes the example has. */
    public int classesOf(int example) {
        return offsets[example + 1] - offsets[example];
    }

    public boolean has(int example, int classNumber) {
        return Arrays.binarySearch(classes, offsets[example], offsets[example + 1], classNumber) >= 0;
    }

    /** For one class, the positions in {@code order} (its first {@code count} entries) of the examples that have it. */
    BitSet positions(int classNumber, int[] order, int count) {
        BitSet positions = new BitSet(count);
        for (int i = 0; i < count; i++) {
            if (has(order[i], classNumber)) {
                positions.set(i);
            }
        }
        return positions;
    }
}
