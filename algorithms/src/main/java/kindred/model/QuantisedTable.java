package kindred.model;

import java.util.Arrays;
import java.util.List;
import kindred.math.Vectors;

/**
 * An embedding table that is compressed by product quantisation (Jegou, Douze and Schmid, TPAMI 2011): each row is cut into parts of equal length, and
 * of each part only the number of the nearest of up to 256 codewords is kept, one byte. Rows of different groups, such as those of a label, have
 * codewords of their own, and what is cut into parts may be a row as seen along other directions (Ge, He, Ke and Sun, "Optimized Product
 * Quantization", TPAMI 2014).
 *
 * <p>Rows are scored without being decompressed: what a query makes of each codeword is looked up, {@link #parts} times a row.
 *
 * @param dimension length of a row
 * @param parts number of parts, which divides the dimension
 * @param starts first row of each group, then the number of rows
 * @param codebooks that of each group
 * @param codes code of part {@code p} of row {@code i} stands at {@code i * parts + p}
 */
public record QuantisedTable(int dimension, int parts, int[] starts, List<Codebook> codebooks, byte[] codes) {

    /** The most that a byte tells apart. */
    public static final int CODEWORDS = 256;

    /**
     * The codewords of a group.
     *
     * @param codewords how many each part has
     * @param values codeword {@code c} of part {@code p} begins at {@code (p * codewords + c) * dimension / parts}
     * @param directions what the numbers of the parts, put together, count along: a vector each, {@code dimension * dimension} numbers. Empty where
     *     they are the numbers of the row itself
     */
    public record Codebook(int codewords, float[] values, float[] directions) {

        private boolean fits(int dimension) {
            return codewords <= CODEWORDS
                    && values.length == (long) codewords * dimension
                    && (directions.length == 0 || directions.length == (long) dimension * dimension);
        }

        private long bytes() {
            return (long) Float.BYTES * (values.length + directions.length);
        }
    }

    /** @throws IllegalArgumentException if the parts do not divide the dimension, or the arrays do not fit them */
    public QuantisedTable {
        if (parts < 1 || dimension % parts != 0) {
            throw new IllegalArgumentException(
                    "Vectors of %d dimensions cannot be cut into %d equal parts.".formatted(dimension, parts));
        }
        codebooks = List.copyOf(codebooks);
        boolean fit = starts.length == codebooks.size() + 1
                && starts[0] == 0
                && codes.length == (long) starts[starts.length - 1] * parts;
        for (int group = 0; group < codebooks.size() && fit; group++) {
            fit = starts[group] <= starts[group + 1] && codebooks.get(group).fits(dimension);
        }
        if (!fit) {
            throw new IllegalArgumentException(
                    "Codebooks of %d groups and %d codes do not fit rows of %d dimensions in %d parts."
                            .formatted(codebooks.size(), codes.length, dimension, parts));
        }
    }

    /**
     * A table of one group whose rows are cut as they are.
     *
     * @param codewords 256 for each part: codeword {@code c} of part {@code p} begins at {@code (p * 256 + c) * dimension / parts}
     */
    public QuantisedTable(int rows, int dimension, int parts, float[] codewords, byte[] codes) {
        this(dimension, parts, new int[] {0, rows}, List.of(new Codebook(CODEWORDS, codewords, new float[0])), codes);
    }

    public int rows() {
        return starts[starts.length - 1];
    }

    private int groupOf(int row) {
        int group = 0;
        while (starts[group + 1] <= row) {
            group++;
        }
        return group;
    }

    /** Writes a row as it was quantised. */
    public void decode(int row, float[] out, int offset) {
        Codebook codebook = codebooks.get(groupOf(row));
        if (codebook.directions.length == 0) {
            copyCodewords(codebook, row, out, offset);
            return;
        }
        float[] along = new float[dimension];
        copyCodewords(codebook, row, along, 0);
        Arrays.fill(out, offset, offset + dimension, 0);
        for (int i = 0; i < dimension; i++) {
            Vectors.axpy(along[i], codebook.directions, i * dimension, out, offset, dimension);
        }
    }

    private void copyCodewords(Codebook codebook, int row, float[] out, int offset) {
        int length = dimension / parts;
        for (int part = 0; part < parts; part++) {
            int codeword = part * codebook.codewords + (codes[row * parts + part] & 0xff);
            System.arraycopy(codebook.values, codeword * length, out, offset + part * length, length);
        }
    }

    /** What a query makes of all codewords, group by group, when one is first asked for: the inner products with rows. For one thread. */
    public final class Lookup {

        private final float[] query;
        private final float[][] products = new float[codebooks.size()][];

        private Lookup(float[] query) {
            this.query = query;
        }

        /**
         * Scores the rows {@code from..to-1}.
         *
         * @param out receives the inner product of the query with row {@code from + i} at {@code offset + i}
         */
        public void scores(int from, int to, float[] out, int offset) {
            for (int row = from; row < to; ) {
                int group = groupOf(row);
                int end = Math.min(to, starts[group + 1]);
                sum(products(group), codebooks.get(group).codewords, row, end, out, offset + row - from);
                row = end;
            }
        }

        private float[] products(int group) {
            if (products[group] == null) {
                products[group] = multiply(codebooks.get(group), query);
            }
            return products[group];
        }
    }

    /** Begins to score rows by their inner products with a query. */
    public Lookup lookup(float[] query) {
        return new Lookup(query);
    }

    private float[] multiply(Codebook codebook, float[] query) {
        float[] along = query;
        if (codebook.directions.length > 0) {
            along = new float[dimension];
            Vectors.dots(query, 0, codebook.directions, 0, dimension, dimension, along, 0);
        }
        int length = dimension / parts;
        int codewords = codebook.codewords;
        float[] products = new float[parts * codewords];
        for (int part = 0; part < parts; part++) {
            int from = part * codewords;
            Vectors.dots(along, part * length, codebook.values, from * length, codewords, length, products, from);
        }
        return products;
    }

    private void sum(float[] products, int codewords, int from, int to, float[] out, int offset) {
        int code = from * parts;
        for (int row = from; row < to; row++) {
            int end = code + parts;
            // two sums, so that one addition need not wait for the other
            float even = 0;
            float odd = 0;
            int part = 0;
            for (; code < end - 1; code += 2) {
                even += products[part + (codes[code] & 0xff)];
                odd += products[part + codewords + (codes[code + 1] & 0xff)];
                part += 2 * codewords;
            }
            if (code < end) {
                even += products[part + (codes[code++] & 0xff)];
            }
            out[offset + row - from] = even + odd;
        }
    }

    /** Bytes on the heap: codes, codewords and directions. */
    public long bytes() {
        return codes.length + codebooks.stream().mapToLong(Codebook::bytes).sum();
    }

    /** The most bytes that a table of this shape takes. */
    public static long bytes(long rows, long dimension, long parts, long groups) {
        return rows * parts + Float.BYTES * groups * dimension * (CODEWORDS + dimension);
    }
}
