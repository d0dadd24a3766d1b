package kindred.train;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kindred.math.KMeans;
import kindred.math.KMeans.Clustering;
import kindred.math.KMeans.Seeding;
import kindred.math.NearestCentroids;
import kindred.math.Permutation;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.QuantisedTable;

/**
 * Compresses embeddings by product quantisation (Jegou, Douze and Schmid, TPAMI 2011), as TwHIN does (El-Kishky et al., KDD 2022, section 4.4):
 * vectors are cut into parts of equal length, k-means finds 256 codewords for each part, and a row becomes the numbers of the
 * codewords nearest to its parts. A table of 128 dimensions in 32 parts is 16 times smaller, not counting the codewords.
 *
 * <p>Codewords are found on at most 65,536 rows drawn at random, in up to 25 iterations; all rows are encoded. A part that has fewer different
 * values than codewords is kept without loss. Same seed, same bits, at any concurrency.
 */
public final class ProductQuantisation {

    /** Rows to find the codewords on: more of them hardly move the means any more. */
    static final int SAMPLE = 256 * QuantisedTable.CODEWORDS;

    private static final int ITERATIONS = 25;

    /** Rows of one task in which errors are summed up. */
    private static final int BLOCK = 256;

    private final EmbeddingTable table;
    private final int parts;
    private final int length;
    private final TrainingRun run;

    private ProductQuantisation(EmbeddingTable table, int parts, TrainingRun run) {
        this.table = table;
        this.parts = parts;
        this.length = table.dimension() / parts;
        this.run = run;
    }

    /**
     * Checks that vectors can be cut so.
     *
     * @param key name of the configuration key, for the message
     * @throws IllegalArgumentException unless the number of parts divides the dimension
     */
    public static void check(String key, int parts, int dimension) {
        if (parts < 1 || dimension % parts != 0) {
            String divisors = IntStream.rangeClosed(1, dimension)
                    .filter(divisor -> dimension % divisor == 0)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "Value for `%s` was `%d`, but must divide the %d dimensions of the embeddings. One of [%s] is expected."
                            .formatted(key, parts, dimension, divisors));
        }
    }

    /**
     * Compresses a table.
     *
     * @param parts how many bytes are kept of a row; divides the dimension
     * @throws IllegalArgumentException if the parts do not divide the dimension, or if there are more than 2^31 - 1 codes
     */
    public static QuantisedTable of(EmbeddingTable table, int parts, TrainingRun run) {
        check("parts", parts, table.dimension());
        if ((long) table.rows() * parts > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("%d rows in %d parts have more codes than one table holds, which is %d."
                    .formatted(table.rows(), parts, Integer.MAX_VALUE));
        }
        return new ProductQuantisation(table, parts, run).quantise();
    }

    private QuantisedTable quantise() {
        float[] codebooks = new float[QuantisedTable.CODEWORDS * table.dimension()];
        byte[] codes = new byte[table.rows() * parts];
        int[] codewords = new int[table.rows()];
        run.progress().begin("quantisation", parts);
        for (int part = 0; part < parts; part++) {
            Clustering found = codewords(part);
            System.arraycopy(
                    found.centroids(),
                    0,
                    codebooks,
                    part * QuantisedTable.CODEWORDS * length,
                    found.centroids().length);
            new NearestCentroids(found.centroids(), length, false)
                    .of(rowsOf(part), table.rows(), codewords, run::parallel);
            for (int row = 0; row < codewords.length; row++) {
                codes[row * parts + part] = (byte) codewords[row];
            }
            run.progress().advance(1);
        }
        run.progress().end();
        return new QuantisedTable(table.rows(), table.dimension(), parts, codebooks, codes);
    }

    private Clustering codewords(int part) {
        KMeans.Rows all = rowsOf(part);
        Permutation drawn = new Permutation(
                table.rows(), run.seeds().fork("quantisation sample").seed());
        KMeans.Rows sample = table.rows() <= SAMPLE ? all : (row, out, offset) -> all.copy(drawn.at(row), out, offset);
        return KMeans.of(
                sample,
                Math.min(SAMPLE, table.rows()),
                length,
                new KMeans.Settings(QuantisedTable.CODEWORDS, ITERATIONS, false, Seeding.PLUS_PLUS),
                run.seeds().fork("codewords of part " + part),
                run::parallel);
    }

    private KMeans.Rows rowsOf(int part) {
        int from = part * length;
        return (row, out, offset) -> System.arraycopy(table.page(row), table.offset(row) + from, out, offset, length);
    }

    /**
     * What compression loses: the mean squared distance between rows and what became of them, relative to the rows' mean square. 0 is
     * nothing, 1 as much as zeros would.
     */
    public static double error(EmbeddingTable table, QuantisedTable quantised, TrainingRun run) {
        int dimension = table.dimension();
        int blocks = (int) ((table.rows() + BLOCK - 1L) / BLOCK);
        double[] lost = new double[blocks];
        double[] whole = new double[blocks];
        run.parallel(blocks, block -> {
            float[] decoded = new float[dimension];
            int end = (int) Math.min(table.rows(), (block + 1L) * BLOCK);
            for (int row = block * BLOCK; row < end; row++) {
                quantised.decode(row, decoded, 0);
                lost[block] += Vectors.squaredDistance(table.page(row), table.offset(row), decoded, 0, dimension);
                whole[block] += Vectors.sumOfSquares(table.page(row), table.offset(row), dimension);
            }
        });
        double sum = sum(whole);
        return sum == 0 ? 0 : sum(lost) / sum;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Memory that {@link #of} needs beside the table, result included. */
    public static MemoryEstimate estimate(long rows, int dimension, int parts) {
        return MemoryEstimate.sum(
                "quantisation",
                MemoryEstimate.of("compressed embeddings", QuantisedTable.bytes(rows, dimension, parts)),
                MemoryEstimate.of("nearest codewords", 4 * rows),
                MemoryEstimate.of(
                        "search for codewords",
                        KMeans.bytes(Math.min(rows, SAMPLE), QuantisedTable.CODEWORDS, dimension / parts)));
    }
}
