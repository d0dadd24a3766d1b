package kindred.train;

import java.util.Arrays;
import kindred.math.Gemm;
import kindred.math.KMeans;
import kindred.math.KMeans.Clustering;
import kindred.math.KMeans.Seeding;
import kindred.math.Matrix;
import kindred.math.NearestCentroids;
import kindred.math.Parallel;
import kindred.math.Permutation;
import kindred.math.Procrustes;
import kindred.math.Seeds;
import kindred.math.SymmetricEigen;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.QuantisedTable;
import kindred.model.QuantisedTable.Codebook;

/**
 * Finds the directions and codewords of one group of rows, and encodes them.
 *
 * <p>A row {@code x} is seen as {@code z = R A x}. {@code A} is the square root of the second moments of the queries that rows are compared with, so that a
 * distance between {@code z} is the mean difference between scores. {@code R} is a rotation that begins with the principal directions, dealt out to
 * the parts so that the products of their variances are alike, and then takes turns with the codewords (Ge et al., TPAMI 2014, sections 3.1 and 3.2).
 */
final class GroupQuantiser {

    /** Rows to find the codewords on: more of them hardly move the means any more. */
    static final int SAMPLE = 256 * QuantisedTable.CODEWORDS;

    /** Moments are added so much of their mean along all directions, or those that no query has would be lost altogether. */
    private static final double RIDGE = 0.03;

    /** Rows that the codewords begin with: 16 for each are enough to spread them. */
    private static final int FIRST_ROWS = 16 * QuantisedTable.CODEWORDS;

    private static final int FIRST_ITERATIONS = 5;
    private static final int ROUNDS = 25;
    private static final double NO_VARIANCE = 1e-12;

    private final EmbeddingTable table;
    private final int from;
    private final int rows;
    private final float[] weights;
    private final int dimension;
    private final int parts;
    private final int length;
    private final TrainingRun run;
    private final Gemm gemm;

    /** What turns rows into numbers for the parts, and numbers into rows: {@code dimension x dimension}, row-major. */
    private double[] encoder;

    private double[] decoder;

    /**
     * @param from first row of the group
     * @param weights of all rows of the table
     */
    GroupQuantiser(EmbeddingTable table, int from, int rows, float[] weights, int parts, TrainingRun run) {
        this.table = table;
        this.from = from;
        this.rows = rows;
        this.weights = weights;
        this.dimension = table.dimension();
        this.parts = parts;
        this.length = dimension / parts;
        this.run = run;
        this.gemm = new Gemm(run::parallel);
    }

    /**
     * Quantises the group.
     *
     * @param moments second moments of the queries, {@code dimension x dimension}
     * @param codes receives the codes, at the rows' places in the whole table
     */
    Codebook quantise(double[] moments, Seeds seeds, byte[] codes) {
        if (rows <= QuantisedTable.CODEWORDS) {
            return asTheyAre(codes);
        }
        int count = Math.min(rows, SAMPLE);
        int[] sample = drawn(rows, count, seeds.fork("sample"));
        for (int s = 0; s < count; s++) {
            sample[s] += from;
        }
        weigh(moments);
        turn(covariance(sample));
        float[] seen = new float[count * dimension];
        see(sample, count, seen);
        float[] turned = seen.clone();
        float[][] codewords = new float[parts][];
        int[] first = drawn(count, Math.min(count, FIRST_ROWS), seeds.fork("first rows"));
        run.parallel(parts, part -> codewords[part] = codewords(turned, first, part, seeds));
        double[] rotation = identity();
        for (int round = 0; round < ROUNDS; round++) {
            run.parallel(parts, part -> moveCodewords(turned, sample, codewords[part], part));
            rotation = Procrustes.rotation(products(turned, seen, sample), rotation, dimension);
            gemm.multiply(
                    Matrix.of(seen, count, dimension),
                    square(rotation).transposed(),
                    Matrix.of(turned, count, dimension));
            run.progress().advance(1);
        }
        run.parallel(parts, part -> moveCodewords(turned, sample, codewords[part], part));
        encoder = Procrustes.multiply(rotation, encoder, dimension);
        decoder = Procrustes.multiply(decoder, transposed(rotation), dimension);
        encode(seen, codewords, codes);
        return new Codebook(QuantisedTable.CODEWORDS, padded(codewords), toFloats(transposed(decoder)));
    }

    /** Steps of the progress that {@link #quantise} makes. */
    static int steps(int rows) {
        return rows <= QuantisedTable.CODEWORDS ? 0 : ROUNDS;
    }

    /** So few rows are their own codewords. */
    private Codebook asTheyAre(byte[] codes) {
        float[] values = new float[rows * dimension];
        for (int row = 0; row < rows; row++) {
            for (int part = 0; part < parts; part++) {
                int source = table.offset(from + row) + part * length;
                System.arraycopy(table.page(from + row), source, values, (part * rows + row) * length, length);
                codes[(from + row) * parts + part] = (byte) row;
            }
        }
        return new Codebook(rows, values, new float[0]);
    }

    /** So many of the numbers below a bound, at random; all of them in their order, if they are as many. */
    private static int[] drawn(int bound, int count, Seeds seeds) {
        int[] drawn = new int[count];
        Permutation order = new Permutation(bound, seeds.seed());
        Arrays.setAll(drawn, i -> count == bound ? i : order.at(i));
        return drawn;
    }

    /** Begins with encoder and decoder that make distances of what queries tell apart. */
    private void weigh(double[] moments) {
        double trace = 0;
        for (int i = 0; i < dimension; i++) {
            trace += moments[i * dimension + i];
        }
        double[] scaled = new double[dimension * dimension];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (trace > 0 ? moments[i] / trace * dimension : 0)
                    + (i % (dimension + 1) == 0 ? (trace > 0 ? RIDGE : 1) : 0);
        }
        SymmetricEigen eigen = new SymmetricEigen(scaled, dimension);
        encoder = new double[dimension * dimension];
        decoder = new double[dimension * dimension];
        for (int rank = 0; rank < dimension; rank++) {
            double root = Math.sqrt(Math.max(eigen.value(rank), RIDGE / 2));
            for (int i = 0; i < dimension; i++) {
                encoder[rank * dimension + i] = root * eigen.vector(rank)[i];
                decoder[i * dimension + rank] = eigen.vector(rank)[i] / root;
            }
        }
    }

    /** Weighted covariance of the rows as the encoder sees them: {@code A C Aᵀ}. */
    private double[] covariance(int[] sample) {
        double[] mean = new double[dimension];
        double sum = 0;
        for (int row : sample) {
            sum += weights[row];
            for (int i = 0; i < dimension; i++) {
                mean[i] += weights[row] * (double) table.page(row)[table.offset(row) + i];
            }
        }
        float[] centred = new float[sample.length * dimension];
        for (int s = 0; s < sample.length; s++) {
            int row = sample[s];
            double scale = Math.sqrt(weights[row] / sum);
            for (int i = 0; i < dimension; i++) {
                centred[s * dimension + i] = (float) (scale * (table.page(row)[table.offset(row) + i] - mean[i] / sum));
            }
        }
        Matrix rowsOfSample = Matrix.of(centred, sample.length, dimension);
        float[] covariance = new float[dimension * dimension];
        gemm.multiply(rowsOfSample.transposed(), rowsOfSample, Matrix.of(covariance, dimension, dimension));
        double[] seenHalf = Procrustes.multiply(encoder, toDoubles(covariance), dimension);
        return Procrustes.multiply(seenHalf, transposed(encoder), dimension);
    }

    /** Turns encoder and decoder towards the principal directions, each of which goes to the part whose variances have the smallest product. */
    private void turn(double[] covariance) {
        SymmetricEigen eigen = new SymmetricEigen(covariance, dimension);
        double[] logarithms = new double[parts];
        int[] taken = new int[parts];
        double[] rotation = new double[dimension * dimension];
        double least = Math.max(eigen.value(0), Double.MIN_NORMAL) * NO_VARIANCE;
        for (int rank = 0; rank < dimension; rank++) {
            int emptiest = -1;
            for (int part = 0; part < parts; part++) {
                boolean free = taken[part] < length;
                if (free && (emptiest < 0 || logarithms[part] < logarithms[emptiest])) {
                    emptiest = part;
                }
            }
            int place = emptiest * length + taken[emptiest]++;
            logarithms[emptiest] += Math.log(Math.max(eigen.value(rank), least) / least);
            System.arraycopy(eigen.vector(rank), 0, rotation, place * dimension, dimension);
        }
        encoder = Procrustes.multiply(rotation, encoder, dimension);
        decoder = Procrustes.multiply(decoder, transposed(rotation), dimension);
    }

    /** Writes rows as the encoder sees them. */
    private void see(int[] sample, int count, float[] out) {
        float[] plain = new float[count * dimension];
        for (int s = 0; s < count; s++) {
            System.arraycopy(table.page(sample[s]), table.offset(sample[s]), plain, s * dimension, dimension);
        }
        gemm.multiply(
                Matrix.of(plain, count, dimension), square(encoder).transposed(), Matrix.of(out, count, dimension));
    }

    private float[] codewords(float[] values, int[] first, int part, Seeds seeds) {
        KMeans.Rows all = rowsOf(values, part);
        Clustering found = KMeans.of(
                (row, out, offset) -> all.copy(first[row], out, offset),
                first.length,
                length,
                new KMeans.Settings(QuantisedTable.CODEWORDS, FIRST_ITERATIONS, false, Seeding.PLUS_PLUS),
                seeds.fork("codewords of part " + part),
                Parallel.NONE);
        return found.centroids();
    }

    private KMeans.Rows rowsOf(float[] values, int part) {
        return (row, out, offset) -> System.arraycopy(values, row * dimension + part * length, out, offset, length);
    }

    /** Moves the codewords of a part to the weighted means of the rows that are nearest to them, and puts those in place of the rows. */
    private void moveCodewords(float[] values, int[] sample, float[] codewords, int part) {
        int[] nearest = new int[sample.length];
        new NearestCentroids(codewords, length, false).of(rowsOf(values, part), sample.length, nearest, Parallel.NONE);
        double[] sums = new double[codewords.length];
        double[] counts = new double[codewords.length / length];
        for (int s = 0; s < sample.length; s++) {
            counts[nearest[s]] += weights[sample[s]];
            for (int i = 0; i < length; i++) {
                sums[nearest[s] * length + i] +=
                        (double) weights[sample[s]] * values[s * dimension + part * length + i];
            }
        }
        for (int i = 0; i < codewords.length; i++) {
            codewords[i] = counts[i / length] > 0 ? (float) (sums[i] / counts[i / length]) : codewords[i];
        }
        for (int s = 0; s < sample.length; s++) {
            System.arraycopy(codewords, nearest[s] * length, values, s * dimension + part * length, length);
        }
    }

    /** The weighted sum of {@code quantised * rowᵀ}; scales the quantised rows. */
    private double[] products(float[] quantised, float[] seen, int[] sample) {
        for (int s = 0; s < sample.length; s++) {
            Vectors.scale(weights[sample[s]], quantised, s * dimension, dimension);
        }
        float[] products = new float[dimension * dimension];
        gemm.multiply(
                Matrix.of(quantised, sample.length, dimension).transposed(),
                Matrix.of(seen, sample.length, dimension),
                Matrix.of(products, dimension, dimension));
        return toDoubles(products);
    }

    /** Encodes all rows, as many at a time as there is room for. */
    private void encode(float[] room, float[][] codewords, byte[] codes) {
        int most = room.length / dimension;
        for (int first = from; first < from + rows; first += most) {
            int begin = first;
            int count = Math.min(most, from + rows - first);
            int[] chunk = new int[count];
            Arrays.setAll(chunk, i -> begin + i);
            see(chunk, count, room);
            run.parallel(parts, part -> {
                int[] nearest = new int[count];
                new NearestCentroids(codewords[part], length, false)
                        .of(rowsOf(room, part), count, nearest, Parallel.NONE);
                for (int row = 0; row < count; row++) {
                    codes[(begin + row) * parts + part] = (byte) nearest[row];
                }
            });
        }
    }

    /** All codewords in one piece; parts with fewer than 256 are filled up with zeros that no row has. */
    private float[] padded(float[][] codewords) {
        float[] values = new float[QuantisedTable.CODEWORDS * dimension];
        for (int part = 0; part < parts; part++) {
            int to = part * QuantisedTable.CODEWORDS * length;
            System.arraycopy(codewords[part], 0, values, to, codewords[part].length);
        }
        return values;
    }

    private double[] identity() {
        double[] identity = new double[dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            identity[i * dimension + i] = 1;
        }
        return identity;
    }

    private double[] transposed(double[] matrix) {
        double[] transposed = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            transposed[i % dimension * dimension + i / dimension] = matrix[i];
        }
        return transposed;
    }

    private Matrix square(double[] matrix) {
        return Matrix.of(toFloats(matrix), dimension, dimension);
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Bytes on the heap beside the table and the result. */
    static long bytes(long rows, long dimension) {
        long count = Math.min(rows, SAMPLE);
        return rows <= QuantisedTable.CODEWORDS
                ? 0
                : 4 * (3 * count * dimension + 4 * count) + 8 * 8 * dimension * dimension;
    }
}
