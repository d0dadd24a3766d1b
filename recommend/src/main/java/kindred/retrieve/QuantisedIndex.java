package kindred.retrieve;

import java.util.function.IntPredicate;
import kindred.math.Vectors;
import kindred.model.QuantisedTable;

/**
 * Search through compressed vectors, none of which is decompressed: what a query makes of each codeword is computed once, and a row costs a
 * look-up and an addition per part. Ids are row numbers of the table. The order is exactly that of the decompressed vectors, rounding
 * aside. Memory: 4 bytes per row, none for the inner product.
 */
public final class QuantisedIndex implements VectorIndex {

    private static final int BLOCK_ROWS = 1024;

    private final QuantisedTable table;
    private final int from;
    private final int to;
    private final Similarity similarity;
    /** Of each row the scale for cosine, the square for Euclidean distance. */
    private final float[] perRow;

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
        this.perRow = similarity == Similarity.DOT ? null : perRow();
        int excluded = 0;
        for (int i = 0; perRow != null && i < perRow.length; i++) {
            excluded += Float.isNaN(perRow[i]) ? 1 : 0;
        }
        this.unusable = excluded;
    }

    private float[] perRow() {
        float[] found = new float[to - from];
        float[] row = new float[table.dimension()];
        for (int i = 0; i < found.length; i++) {
            table.decode(from + i, row, 0);
            found[i] = similarity == Similarity.COSINE
                    ? similarity.scaleOf(row, 0, row.length)
                    : Vectors.sumOfSquares(row, 0, row.length);
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
        QuantisedTable.Lookup lookup = table.lookup(query);
        float ofQuery = Vectors.sumOfSquares(query, 0, query.length);
        TopK best = new TopK(Math.min(count, size()));
        float[] keys = new float[BLOCK_ROWS];
        for (int row = from; row < to; row += BLOCK_ROWS) {
            int end = Math.min(to, row + BLOCK_ROWS);
            lookup.scores(row, end, keys, 0);
            toKeys(keys, row, end, ofQuery);
            for (int i = 0; i < end - row; i++) {
                if (keys[i] > best.threshold() && filter.test(row + i)) {
                    best.add(row + i, keys[i]);
                }
            }
        }
        return best.drain(similarity, scale);
    }

    /** Makes keys of inner products; of a distance by |a - b|² = |a|² - 2ab + |b|². */
    private void toKeys(float[] keys, int row, int end, float ofQuery) {
        for (int i = 0; i < end - row; i++) {
            if (similarity == Similarity.EUCLIDEAN) {
                keys[i] = Math.min(0, 2 * keys[i] - ofQuery - perRow[row - from + i]);
            } else if (perRow != null) {
                keys[i] *= perRow[row - from + i];
            }
        }
    }
}
