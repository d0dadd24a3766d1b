package kindred.retrieve;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;

/**
 * Exact search: every query is compared with every row of a table, or of a contiguous range of its rows. Ids are row numbers of
 * the table, so the nodes of one label are searched in place. The table must not change afterwards.
 *
 * <p>Rows are scored in blocks that fit a core's cache; {@link #searchAll} runs many queries over each block before it goes to
 * the next, so memory is read once for a whole batch. Time: rows x dimension per query. Memory: 4 bytes per row for cosine.
 *
 * <p>The answer depends on nothing but the arguments. Rows with an entry that is not finite are never found, nor, for cosine,
 * are zero rows; {@link #unusable()} counts them.
 */
public final class ExactIndex implements VectorIndex {

    /** 64 KiB: with its scores and queries a block stays in the second-level cache. */
    private static final int BLOCK_FLOATS = 1 << 14;

    /** The dot kernels take so many rows at a time, and others in another order of summation. */
    private static final int GROUP = 4;

    /** Queries that share one pass over the rows. */
    private static final int BATCH = 32;

    private final EmbeddingTable table;
    private final int from;
    private final int to;
    private final Similarity similarity;
    private final int blockRows;
    private final float[] scales;
    private final int unusable;

    /** An index over all rows. */
    public ExactIndex(EmbeddingTable table, Similarity similarity) {
        this(table, 0, table.rows(), similarity);
    }

    /** An index over the rows {@code from..to-1}. */
    public ExactIndex(EmbeddingTable table, int from, int to, Similarity similarity) {
        if (from < 0 || to < from || to > table.rows()) {
            throw new IllegalArgumentException(
                    "Rows %d to %d are not within the table's %d rows.".formatted(from, to, table.rows()));
        }
        this.table = table;
        this.from = from;
        this.to = to;
        this.similarity = similarity;
        this.blockRows = Math.max(16, BLOCK_FLOATS / table.dimension() & -GROUP);
        float[] scale = new float[to - from];
        int excluded = 0;
        for (int row = from; row < to; row++) {
            scale[row - from] = similarity.scaleOf(table.page(row), table.offset(row), table.dimension());
            excluded += Float.isNaN(scale[row - from]) ? 1 : 0;
        }
        this.unusable = excluded;
        this.scales = similarity == Similarity.COSINE || excluded > 0 ? scale : null;
    }

    @Override
    public int dimension() {
        return table.dimension();
    }

    @Override
    public int size() {
        return to - from - unusable;
    }

    /** Rows that no search finds, because they have no similarity to anything. */
    public int unusable() {
        return unusable;
    }

    public Similarity similarity() {
        return similarity;
    }

    @Override
    public Neighbours search(float[] query, int count, IntPredicate filter) {
        checkCount(count);
        if (query.length != dimension()) {
            throw new IllegalArgumentException("The query has %d dimensions, but the indexed vectors have %d."
                    .formatted(query.length, dimension()));
        }
        float scale = similarity.scaleOf(query, 0, query.length);
        if (Float.isNaN(scale)) {
            throw new IllegalArgumentException("The query has no %s similarity to anything: it is %s."
                    .formatted(similarity, isZero(query) ? "a zero vector" : "not finite"));
        }
        TopK best = new TopK(Math.min(count, size()));
        float[] keys = new float[blockRows + GROUP];
        for (int row = from; row < to; ) {
            int end = blockEnd(row);
            scan(query, 0, row, end, keys, best, filter);
            row = end;
        }
        return best.drain(similarity, scale);
    }

    /**
     * Searches for many queries at once, each with its own filter. A query that has no similarity to anything finds nothing.
     *
     * @param queries holds the queries
     * @param rows which of its rows are queries; may be rows of this index's own table
     * @param count how many to find for each
     * @param filters the filter of query number {@code i}, that is of {@code rows[i]}; see {@link #notIn}
     * @param parallel runs the parts, as {@code TrainingRun::parallel} does
     * @return an answer per query, in the order of {@code rows}
     */
    public Neighbours[] searchAll(
            EmbeddingTable queries, int[] rows, int count, IntFunction<IntPredicate> filters, Parallel parallel) {
        checkCount(count);
        if (queries.dimension() != dimension()) {
            throw new IllegalArgumentException("The queries have %d dimensions, but the indexed vectors have %d."
                    .formatted(queries.dimension(), dimension()));
        }
        Neighbours[] answers = new Neighbours[rows.length];
        parallel.run((rows.length + BATCH - 1) / BATCH, batch -> {
            int first = batch * BATCH;
            searchBatch(queries, rows, first, Math.min(first + BATCH, rows.length), count, filters, answers);
        });
        return answers;
    }

    private void searchBatch(
            EmbeddingTable queries,
            int[] rows,
            int first,
            int last,
            int count,
            IntFunction<IntPredicate> filters,
            Neighbours[] answers) {
        TopK[] best = new TopK[last - first];
        IntPredicate[] accepted = new IntPredicate[last - first];
        float[] scale = new float[last - first];
        for (int i = 0; i < best.length; i++) {
            int row = rows[first + i];
            scale[i] = similarity.scaleOf(queries.page(row), queries.offset(row), dimension());
            best[i] = new TopK(Float.isNaN(scale[i]) ? 0 : Math.min(count, size()));
            accepted[i] = filters.apply(first + i);
        }
        float[] keys = new float[blockRows + GROUP];
        for (int row = from; row < to; ) {
            int end = blockEnd(row);
            for (int i = 0; i < best.length; i++) {
                int query = rows[first + i];
                scan(queries.page(query), queries.offset(query), row, end, keys, best[i], accepted[i]);
            }
            row = end;
        }
        for (int i = 0; i < best.length; i++) {
            answers[first + i] = best[i].drain(similarity, scale[i]);
        }
    }

    /** A filter that refuses some ids. The array is kept, not copied. */
    public static IntPredicate notIn(int[] ascendingIds) {
        return ascendingIds.length == 0 ? id -> true : id -> Arrays.binarySearch(ascendingIds, id) < 0;
    }

    /** Blocks end where pages do. */
    private int blockEnd(int row) {
        int last = Math.min(row + blockRows, to) - 1;
        boolean samePage = table.page(row) == table.page(last);
        return samePage ? last + 1 : last - table.offset(last) / table.dimension();
    }

    private void scan(float[] query, int queryOffset, int row, int end, float[] keys, TopK best, IntPredicate filter) {
        score(query, queryOffset, row, end, keys);
        float threshold = best.threshold();
        for (int i = 0; i < end - row; i++) {
            if (keys[i] > threshold && filter.test(row + i)) {
                best.add(row + i, keys[i]);
                threshold = best.threshold();
            }
        }
    }

    private void score(float[] query, int queryOffset, int row, int end, float[] keys) {
        float[] page = table.page(row);
        int offset = table.offset(row);
        int count = end - row;
        if (similarity == Similarity.EUCLIDEAN) {
            for (int i = 0; i < count; i++) {
                keys[i] = similarity.key(query, queryOffset, page, offset + i * dimension(), dimension());
            }
        } else {
            dots(query, queryOffset, page, offset, count, keys);
        }
        if (scales != null) {
            for (int i = 0; i < count; i++) {
                keys[i] *= scales[row - from + i];
            }
        }
    }

    /**
     * Takes the rows that do not fill a group together with rows before them, so that equal rows have equal keys wherever they
     * stand, and their ids decide.
     */
    private void dots(float[] query, int queryOffset, float[] page, int offset, int count, float[] keys) {
        int dimension = dimension();
        int grouped = count & -GROUP;
        int lastGroup = offset + (count - GROUP) * dimension;
        if (grouped == count || lastGroup < 0) {
            Vectors.dots(query, queryOffset, page, offset, count, dimension, keys, 0);
            return;
        }
        Vectors.dots(query, queryOffset, page, offset, grouped, dimension, keys, 0);
        Vectors.dots(query, queryOffset, page, lastGroup, GROUP, dimension, keys, blockRows);
        int rest = count - grouped;
        System.arraycopy(keys, blockRows + GROUP - rest, keys, grouped, rest);
    }

    private static void checkCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("%d neighbours cannot be found.".formatted(count));
        }
    }

    private static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
