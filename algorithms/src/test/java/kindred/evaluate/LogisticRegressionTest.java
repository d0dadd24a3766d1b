package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.stream.IntStream;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    /**
     * Expected weights: scikit-learn 1.9.1, {@code LogisticRegression(solver="liblinear", C=1, tol=1e-12)} with its intercept of
     * scaling 1, on the same 40 rows.
     */
    @Test
    void findsTheWeightsOfLiblinear() {
        EmbeddingTable table = new EmbeddingTable(40, 3);
        BitSet positive = new BitSet();
        for (int i = 0; i < 40; i++) {
            double[] x = new double[3];
            for (int j = 0; j < 3; j++) {
                x[j] = ((i * 37 + j * 61) % 101) / 50.0 - 1;
                table.page(i)[table.offset(i) + j] = (float) x[j];
            }
            positive.set(i, x[0] - 0.5 * x[2] + (((i * 29) % 17) / 17.0 - 0.5) * 1.5 > 0.2);
        }
        assertThat(positive.cardinality()).isEqualTo(13);

        float[] weights = LogisticRegression.fit(table, rows(40), 40, positive, 1.0);

        double[] expected = {1.90781071, -0.127204, -1.19811585, -0.76947954};
        for (int j = 0; j < 4; j++) {
            assertThat((double) weights[j]).isCloseTo(expected[j], within(5e-4));
        }
    }

    @Test
    void leavesNoSlopeWhereItStops() {
        EmbeddingTable table = random(700, 37);
        BitSet positive = new BitSet();
        for (int i = 0; i < 700; i++) {
            positive.set(i, table.row(i)[0] + table.row(i)[1] * 2 + 0.3 * table.row((i + 1) % 700)[3] > 0.9);
        }
        float[] weights = LogisticRegression.fit(table, rows(700), 700, positive, 1.0);
        double[] slope = slope(table, positive, weights);
        double[] slopeAtZero = slope(table, positive, new float[38]);
        assertThat(length(slope)).isLessThan(1e-4 * length(slopeAtZero));
    }

    @Test
    void convergesOnSeparableRowsOfVeryDifferentScale() {
        EmbeddingTable table = new EmbeddingTable(200, 2);
        BitSet positive = new BitSet();
        for (int i = 0; i < 200; i++) {
            table.page(i)[table.offset(i)] = i < 100 ? 1e-3f : -1e-3f;
            table.page(i)[table.offset(i) + 1] = 50f + i % 3;
            positive.set(i, i < 100);
        }
        float[] weights = LogisticRegression.fit(table, rows(200), 200, positive, 1.0);
        assertThat(length(slope(table, positive, weights))).isLessThan(1e-3);
        assertThat(LogisticRegression.margin(weights, table, 0))
                .isGreaterThan(LogisticRegression.margin(weights, table, 102));
    }

    @Test
    void learnsOnlyFromTheRowsItIsGiven() {
        EmbeddingTable table = random(60, 5);
        int[] rows = IntStream.range(0, 60).map(i -> 59 - i).toArray();
        BitSet positive = new BitSet();
        positive.set(0, 10);
        float[] before = LogisticRegression.fit(table, rows, 30, positive, 1.0);
        table.setRow(3, new float[] {9, 9, 9, 9, 9}, 0); // row 3 stands beyond the first 30 entries
        assertThat(LogisticRegression.fit(table, rows, 30, positive, 1.0)).isEqualTo(before);
    }

    private static int[] rows(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static EmbeddingTable random(int rows, int dimension) {
        Seeds seeds = new Seeds(5);
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < dimension; j++) {
                table.page(i)[table.offset(i) + j] = 2 * Seeds.unitFloat(seeds.at(i, j)) - 1;
            }
        }
        return table;
    }

    private static double[] slope(EmbeddingTable table, BitSet positive, float[] weights) {
        int dimension = table.dimension();
        double[] slope = new double[dimension + 1];
        for (int j = 0; j <= dimension; j++) {
            slope[j] = weights[j];
        }
        for (int i = 0; i < table.rows(); i++) {
            float[] x = table.row(i);
            double margin = weights[dimension];
            for (int j = 0; j < dimension; j++) {
                margin += (double) weights[j] * x[j];
            }
            double error = 1 / (1 + Math.exp(-margin)) - (positive.get(i) ? 1 : 0);
            for (int j = 0; j < dimension; j++) {
                slope[j] += error * x[j];
            }
            slope[dimension] += error;
        }
        return slope;
    }

    private static double length(double[] vector) {
        double square = 0;
        for (double value : vector) {
            square += value * value;
        }
        return Math.sqrt(square);
    }
}
