package kindred.retrieve;

import java.util.function.IntPredicate;
import kindred.model.QuantisedTable;

/**
 * Search through compressed vectors, none of which is decompressed: what a query makes of each codeword is computed once, and a row costs a
 * look-up and an addition per part. Ids are row numbers of the table. The order is exactly that of the decompressed vectors, rounding
 * aside. Memory: 4 bytes per row for cosine.
 */
public final class QuantisedIndex implements VectorIndex {

    private static final int BLOCK_ROWS = 1024;

    private final QuantisedTable table;
    private final int from;
    private final int to;
    private final Similarity similarity;
    private final float[] scales;
    private final int unusable;

    /** An index over all rows. */
    public QuantisedIndex(QuantisedTable table, Similarity similarity) {
        this(table, 0, table.rows(), similarity);
    }

    /** An index over the rows {@code from..to-1}. */
    public QuantisedIndex(QuantisedTable table, int from, int to, Similarity similarity) {
        if (from < 0 || to < from || to > table.rows()) {
            throw new IllegalArgumentException(
                    "Rows %d to %d are not within the table's %d rows.".formatted(from, to, table.rows()));
        }
        this.table = table;
        this.from = from;
        this.to = to;
        this.similarity = similarity;
        this.scales = similarity == Similarity.COSINE ? scales() : null;
        int excluded = 0;
        for (int i = 0; scales != null && i < scales.length; i++) {
            excluded += Float.isNaN(scales[i]) ? 1 : 0;
        }
        this.unusable = excluded;
    }

    private float[] scales() {
        float[] found = new float[to - from];
        float[] row = new float[table.dimension()];
        for (int i = 0; i < found.length; i++) {
            table.decode(from + i, row, 0);
            found[i] = similarity.scaleOf(row, 0, row.length);
        }
        return found;
    }

    @Override
    public int dimension() {
        return table.dimension();
    }

    @Override
    public int size() {
        return to - from - unusable;
    }

    public Similarity similarity() {
        return similarity;
    }

    @Override
    public Neighbours search(float[] query, int count, IntPredicate filter) {
        if (query.length != dimension()) {
            throw new IllegalArgumentException("The query has %d dimensions, but the indexed vectors have %d."
                    .formatted(query.length, dimension()));
        }
        float scale = similarity.scaleOf(query, 0, query.length);
        if (Float.isNaN(scale)) {
            throw new IllegalArgumentException("The query has no %s similarity to anything.".formatted(similarity));
        }
        float[] lookup = similarity == Similarity.EUCLIDEAN ? table.distanceLookup(query) : table.lookup(query);
        TopK best = new TopK(Math.min(count, size()));
        float[] keys = new float[BLOCK_ROWS];
        for (int row = from; row < to; row += BLOCK_ROWS) {
            int end = Math.min(to, row + BLOCK_ROWS);
            table.scores(lookup, row, end, keys, 0);
            toKeys(keys, row, end);
            for (int i = 0; i < end - row; i++) {
                if (keys[i] > best.threshold() && filter.test(row + i)) {
                    best.add(row + i, keys[i]);
                }
            }
        }
        return best.drain(similarity, scale);
    }

    private void toKeys(float[] keys, int row, int end) {
        for (int i = 0; i < end - row; i++) {
            if (similarity == Similarity.EUCLIDEAN) {
                keys[i] = -keys[i];
            } else if (scales != null) {
                keys[i] *= scales[row - from + i];
            }
        }
    }
}
