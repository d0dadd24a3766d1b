package kindred.model;

import java.util.Arrays;
import kindred.math.Seeds;
import kindred.math.TallMatrix;
import kindred.math.Vectors;

/**
 * A table of {@code rows x dimension} floats, row-major: the only shape in which embeddings travel.
 *
 * <p>Rows live in pages of at most 2<sup>30</sup> floats and never straddle two pages, so a hot loop fetches
 * {@link #page(int)} and {@link #offset(int)} once per row and works on the plain array.
 */
public final class EmbeddingTable {

    private static final int LARGEST_PAGE = 1 << 30;

    private final int rows;
    private final int dimension;
    private final int rowBits;
    private final int rowMask;
    private final float[][] pages;

    /** A table of zeros. */
    public EmbeddingTable(int rows, int dimension) {
        this(rows, dimension, LARGEST_PAGE);
    }

    /** As above, with small pages, so that paging can be tested with small tables. */
    EmbeddingTable(int rows, int dimension, int largestPage) {
        this.rows = rows;
        this.dimension = dimension;
        this.rowMask = rowsOfAPage(dimension, largestPage) - 1;
        this.rowBits = Integer.bitCount(rowMask);
        this.pages = new float[(rows + rowMask) >>> rowBits][];
        for (int page = 0; page < pages.length; page++) {
            pages[page] = new float[Math.min(1 << rowBits, rows - (page << rowBits)) * dimension];
        }
    }

    private static int rowsOfAPage(int dimension, int largestPage) {
        return Integer.highestOneBit(Math.max(1, largestPage / dimension));
    }

    /** How many rows of this length lie in one page at most. */
    public static int rowsOfAPage(int dimension) {
        return rowsOfAPage(dimension, LARGEST_PAGE);
    }

    public int rows() {
        return rows;
    }

    public int dimension() {
        return dimension;
    }

    /** The array that holds the row, to be read or written from {@link #offset(int)} on. */
    public float[] page(int row) {
        return pages[row >>> rowBits];
    }

    /** Where the row begins in its page. */
    public int offset(int row) {
        return (row & rowMask) * dimension;
    }

    /** How many rows, from this one on, follow one another in its page. */
    public int rowsInPage(int row) {
        return Math.min(rows - row, rowMask + 1 - (row & rowMask));
    }

    /** A copy of one row. */
    public float[] row(int row) {
        int offset = offset(row);
        return Arrays.copyOfRange(page(row), offset, offset + dimension);
    }

    /** Copies {@code dimension} floats from the array into a row. */
    public void setRow(int row, float[] source, int from) {
        System.arraycopy(source, from, page(row), offset(row), dimension);
    }

    /** Copies a matrix of as many rows into the columns from {@code firstColumn} on. */
    public void setColumns(int firstColumn, TallMatrix source) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    source.page(row), source.offset(row), page(row), offset(row) + firstColumn, source.columns());
        }
    }

    /** A copy whose rows are scaled to length 1; rows of zeros stay zeros. */
    public EmbeddingTable unitLength() {
        EmbeddingTable unit = new EmbeddingTable(rows, dimension);
        for (int row = 0; row < rows; row++) {
            float[] vector = row(row);
            Vectors.normalise(vector, 0, dimension);
            unit.setRow(row, vector, 0);
        }
        return unit;
    }

    /** Whether no entry is NaN or infinite. */
    public boolean isFinite() {
        for (float[] page : pages) {
            for (float value : page) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A hash over shape and bits: two tables with the same checksum are, for all purposes, the same table. */
    public long checksum() {
        long hash = Seeds.mix(rows, dimension);
        for (float[] page : pages) {
            for (float value : page) {
                hash = Seeds.mix(hash, Float.floatToRawIntBits(value));
            }
        }
        return hash;
    }

    /** Bytes on the heap of a table of this shape. */
    public static long bytes(long rows, long dimension) {
        return 4 * rows * dimension;
    }
}
