package kindred.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kindred.model.EmbeddingTable;
import kindred.model.QuantisedTable;
import kindred.model.QuantisedTable.Codebook;

/**
 * Compresses embeddings by product quantisation (Jegou, Douze and Schmid, TPAMI 2011), as TwHIN does (El-Kishky et al., KDD 2022, section 4.4):
 * vectors are cut into parts of equal length, k-means finds 256 codewords for each part, and a row becomes the numbers of the
 * codewords nearest to its parts. A table of 128 dimensions in 32 parts is 16 times smaller, not counting the codewords.
 *
 * <p>What is cut are not the rows as they are, but as seen along directions that are learned with the codewords (optimized product quantisation: Ge, He, Ke
 * and Sun, TPAMI 2014), and what is kept small is not how far rows move, but by how much their scores change (as Guo et al., "Quantization based
 * Fast Inner Product Search", AISTATS 2016, by the queries' second moments). Rows of each group, such as those of a label, have directions
 * and codewords of their own; up to 256 rows are kept as they are.
 *
 * <p>Directions and codewords are found on at most 65,536 rows of a group, drawn at random; all rows are encoded. Same seed, same bits, at any
 * concurrency.
 */
public final class ProductQuantisation {

    /** Rows of one task in which errors are summed up. */
    private static final int BLOCK = 256;

    private ProductQuantisation() {}

    /**
     * What vectors are used for, so what must not change about them.
     *
     * @param starts first row of each group, then the number of rows
     * @param moments for each group the mean of {@code q qᵀ} over the queries that its rows are compared with, {@code dimension * dimension} numbers
     * @param weights how much each row counts, above 0
     */
    public record Importance(int[] starts, List<double[]> moments, float[] weights) {

        /** One group, in which all rows and all directions count alike: rows themselves move as little as may be. */
        public static Importance even(int rows, int dimension) {
            double[] moments = new double[dimension * dimension];
            for (int i = 0; i < dimension; i++) {
                moments[i * dimension + i] = 1;
            }
            float[] weights = new float[rows];
            Arrays.fill(weights, 1);
            return new Importance(new int[] {0, rows}, List.of(moments), weights);
        }
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
    public static QuantisedTable of(EmbeddingTable table, Importance importance, int parts, TrainingRun run) {
        check("parts", parts, table.dimension());
        if ((long) table.rows() * parts > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("%d rows in %d parts have more codes than one table holds, which is %d."
                    .formatted(table.rows(), parts, Integer.MAX_VALUE));
        }
        int[] starts = importance.starts();
        byte[] codes = new byte[table.rows() * parts];
        List<Codebook> codebooks = new ArrayList<>();
        run.progress().begin("quantisation", steps(starts));
        for (int group = 0; group + 1 < starts.length; group++) {
            int rows = starts[group + 1] - starts[group];
            codebooks.add(new GroupQuantiser(table, starts[group], rows, importance.weights(), parts, run)
                    .quantise(
                            importance.moments().get(group),
                            run.seeds().fork("quantisation of group " + group),
                            codes));
        }
        run.progress().end();
        return new QuantisedTable(table.dimension(), parts, starts, codebooks, codes);
    }

    private static long steps(int[] starts) {
        return IntStream.range(1, starts.length)
                .mapToLong(group -> GroupQuantiser.steps(starts[group] - starts[group - 1]))
                .sum();
    }

    /**
     * What compression loses: the mean square of the changes of scores, relative to the mean square of the scores. 0 is nothing, 1 as much as zeros
     * would.
     */
    public static double error(EmbeddingTable table, QuantisedTable quantised, Importance importance, TrainingRun run) {
        double lost = 0;
        double whole = 0;
        for (int group = 0; group < importance.moments().size(); group++) {
            int from = importance.starts()[group];
            int rows = importance.starts()[group + 1] - from;
            int blocks = (int) ((rows + BLOCK - 1L) / BLOCK);
            double[] lostOf = new double[blocks];
            double[] wholeOf = new double[blocks];
            double[] moments = importance.moments().get(group);
            run.parallel(blocks, block -> {
                float[] difference = new float[table.dimension()];
                int end = (int) Math.min(rows, (block + 1L) * BLOCK);
                for (int i = block * BLOCK; i < end; i++) {
                    float[] row = table.row(from + i);
                    quantised.decode(from + i, difference, 0);
                    for (int j = 0; j < row.length; j++) {
                        difference[j] -= row[j];
                    }
                    float weight = importance.weights()[from + i];
                    lostOf[block] += weight * meanSquare(difference, moments);
                    wholeOf[block] += weight * meanSquare(row, moments);
                }
            });
            lost += Arrays.stream(lostOf).sum();
            whole += Arrays.stream(wholeOf).sum();
        }
        return whole == 0 ? 0 : lost / whole;
    }

    /** {@code xᵀ M x}: the mean square of the inner products with queries of these moments. */
    private static double meanSquare(float[] x, double[] moments) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double row = 0;
            for (int j = 0; j < x.length; j++) {
                row += moments[i * x.length + j] * x[j];
            }
            sum += row * x[i];
        }
        return sum;
    }

    /** Memory that {@link #of} needs beside the table and what is important about it, result included. */
    public static MemoryEstimate estimate(long rows, int dimension, int parts, long groups) {
        return MemoryEstimate.sum(
                "quantisation",
                MemoryEstimate.of("compressed embeddings", QuantisedTable.bytes(rows, dimension, parts, groups)),
                MemoryEstimate.of("search for codewords", GroupQuantiser.bytes(rows, dimension)));
    }
}
