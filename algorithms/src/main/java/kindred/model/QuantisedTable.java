package kindred.model;

import kindred.math.Vectors;

/**
 * An embedding table that is compressed by product quantisation (Jegou, Douze and Schmid, TPAMI 2011): each row is cut into parts of equal length, and
 * of each part only the number of the nearest of 256 codewords is kept, one byte.
 *
 * <p>Rows are scored without being decompressed: what a query makes of each codeword is looked up, {@link #parts} times a row.
 *
 * @param rows number of rows
 * @param dimension length of a row
 * @param parts number of parts, which divides the dimension
 * @param codebooks codeword {@code c} of part {@code p} begins at {@code (p * 256 + c) * dimension / parts}
 * @param codes code of part {@code p} of row {@code i} stands at {@code i * parts + p}
 */
public record QuantisedTable(int rows, int dimension, int parts, float[] codebooks, byte[] codes) {

    public static final int CODEWORDS = 256;

    /** @throws IllegalArgumentException if the parts do not divide the dimension, or the arrays do not fit them */
    public QuantisedTable {
        if (parts < 1 || dimension % parts != 0) {
            throw new IllegalArgumentException(
                    "Vectors of %d dimensions cannot be cut into %d equal parts.".formatted(dimension, parts));
        }
        if (codebooks.length != CODEWORDS * dimension || codes.length != (long) rows * parts) {
            throw new IllegalArgumentException(
                    "Codebooks of %d numbers and %d codes do not fit %d rows of %d dimensions in %d parts."
                            .formatted(codebooks.length, codes.length, rows, dimension, parts));
        }
    }

    /** Writes a row as it was quantised. */
    public void decode(int row, float[] out, int offset) {
        int length = dimension / parts;
        for (int part = 0; part < parts; part++) {
            int codeword = part * CODEWORDS + (codes[row * parts + part] & 0xff);
            System.arraycopy(codebooks, codeword * length, out, offset + part * length, length);
        }
    }

    /**
     * The inner products of a query's parts with all codewords: {@link #scores} makes of them the inner products of the query with rows.
     *
     * @return for part {@code p} and codeword {@code c} the entry {@code p * 256 + c}
     */
    public float[] lookup(float[] query) {
        int length = dimension / parts;
        float[] lookup = new float[parts * CODEWORDS];
        for (int part = 0; part < parts; part++) {
            int from = part * CODEWORDS;
            Vectors.dots(query, part * length, codebooks, from * length, CODEWORDS, length, lookup, from);
        }
        return lookup;
    }

    /**
     * The same of squared Euclidean distances: {@link #scores} makes of them those between the query and rows.
     *
     * @return for part {@code p} and codeword {@code c} the entry {@code p * 256 + c}
     */
    public float[] distanceLookup(float[] query) {
        int length = dimension / parts;
        float[] lookup = new float[parts * CODEWORDS];
        for (int entry = 0; entry < lookup.length; entry++) {
            int from = entry / CODEWORDS * length;
            lookup[entry] = Vectors.squaredDistance(query, from, codebooks, entry * length, length);
        }
        return lookup;
    }

    /**
     * Scores the rows {@code from..to-1} by what was looked up for a query.
     *
     * @param lookup of {@link #lookup} or {@link #distanceLookup}
     * @param out receives the score of row {@code from + i} at {@code offset + i}
     */
    public void scores(float[] lookup, int from, int to, float[] out, int offset) {
        int code = from * parts;
        for (int row = from; row < to; row++) {
            int end = code + parts;
            // two sums, so that one addition need not wait for the other
            float even = 0;
            float odd = 0;
            int part = 0;
            for (; code < end - 1; code += 2) {
                even += lookup[part + (codes[code] & 0xff)];
                odd += lookup[part + CODEWORDS + (codes[code + 1] & 0xff)];
                part += 2 * CODEWORDS;
            }
            if (code < end) {
                even += lookup[part + (codes[code++] & 0xff)];
            }
            out[offset + row - from] = even + odd;
        }
    }

    /** Bytes on the heap of a table of this shape: codes and codebooks. */
    public static long bytes(long rows, long dimension, long parts) {
        return rows * parts + 4 * CODEWORDS * dimension;
    }
}
