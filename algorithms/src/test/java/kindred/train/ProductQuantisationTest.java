package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.QuantisedTable;
import kindred.train.ProductQuantisation.Importance;
import org.junit.jupiter.api.Test;

class ProductQuantisationTest {

    /** Sums of a few common directions and some noise, as embeddings are. */
    private static EmbeddingTable random(int rows, int dimension) {
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        float[] row = new float[dimension];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < dimension; j++) {
                row[j] = 0.3f * uniform(1, i, j);
            }
            for (int topic = 0; topic < 5; topic++) {
                float share = uniform(2, i, topic);
                for (int j = 0; j < dimension; j++) {
                    row[j] += share * uniform(3, topic, j);
                }
            }
            table.setRow(i, row, 0);
        }
        return table;
    }

    private static float uniform(long purpose, long a, long b) {
        return Seeds.unitFloat(new Seeds(purpose).at(a, b)) * 2 - 1;
    }

    private static QuantisedTable quantise(EmbeddingTable table, int parts, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(7, concurrency)) {
            return ProductQuantisation.of(table, even(table), parts, run);
        }
    }

    private static Importance even(EmbeddingTable table) {
        return Importance.even(table.rows(), table.dimension());
    }

    private static double error(EmbeddingTable table, Importance importance, QuantisedTable quantised) {
        try (TrainingRun run = TrainingRun.quiet(7, 2)) {
            return ProductQuantisation.error(table, quantised, importance, run);
        }
    }

    private static double error(EmbeddingTable table, QuantisedTable quantised) {
        return error(table, even(table), quantised);
    }

    @Test
    void losesNothingWhereNoPartHasMoreValuesThanThereAreCodewords() {
        EmbeddingTable few = random(100, 12);
        EmbeddingTable repeated = new EmbeddingTable(3000, 12);
        for (int row = 0; row < 3000; row++) {
            repeated.setRow(row, few.row(row % 100), 0);
        }
        for (EmbeddingTable table : new EmbeddingTable[] {few, repeated, new EmbeddingTable(40, 12)}) {
            QuantisedTable quantised = quantise(table, 3, 2);
            float[] decoded = new float[12];
            for (int row = 0; row < table.rows(); row++) {
                quantised.decode(row, decoded, 0);
                // to turn a row and to turn it back is exact up to rounding
                assertThat(Vectors.squaredDistance(decoded, 0, table.row(row), 0, 12))
                        .isLessThan(1e-9f);
            }
            assertThat(error(table, quantised)).isLessThan(1e-9);
        }
    }

    @Test
    void losesLessWithMoreParts() {
        EmbeddingTable table = random(2000, 24);
        double before = 1;
        for (int parts : new int[] {1, 3, 6, 12, 24}) {
            double error = error(table, quantise(table, parts, 2));
            assertThat(error).isPositive().isLessThan(before);
            before = error;
        }
        assertThat(before).isLessThan(1e-4);
    }

    @Test
    void keepsUpTo256RowsAsTheyAre() {
        EmbeddingTable table = random(256, 12);
        QuantisedTable quantised = quantise(table, 3, 2);
        float[] decoded = new float[12];
        for (int row = 0; row < 256; row++) {
            quantised.decode(row, decoded, 0);
            assertThat(decoded).containsExactly(table.row(row));
        }
    }

    /** Each code is the best that could be put in its place, all others given: no search through all of them finds a better row. */
    @Test
    void choosesTheBestCodewordOfEachPart() {
        EmbeddingTable table = random(1500, 10);
        QuantisedTable quantised = quantise(table, 5, 2);
        float[] decoded = new float[10];
        for (int row = 0; row < 1500; row += 50) {
            quantised.decode(row, decoded, 0);
            float found = Vectors.squaredDistance(table.row(row), 0, decoded, 0, 10);
            for (int part = 0; part < 5; part++) {
                byte chosen = quantised.codes()[row * 5 + part];
                for (int codeword = 0; codeword < 256; codeword++) {
                    quantised.codes()[row * 5 + part] = (byte) codeword;
                    quantised.decode(row, decoded, 0);
                    assertThat(Vectors.squaredDistance(table.row(row), 0, decoded, 0, 10))
                            .isGreaterThan(found - 1e-5f);
                }
                quantised.codes()[row * 5 + part] = chosen;
            }
        }
    }

    /** All that rows differ in lies across the numbers that are cut apart: along the directions of the rows it does not. */
    @Test
    void turnsRowsSoThatPartsAreIndependent() {
        EmbeddingTable table = new EmbeddingTable(3000, 8);
        for (int row = 0; row < 3000; row++) {
            float[] values = new float[8];
            for (int i = 0; i < 8; i++) {
                // two numbers, spread over the first four and the last four
                values[i] = uniform(5, row, i % 2) * (i < 4 ? 1 : -1);
            }
            table.setRow(row, values, 0);
        }
        // cut as they are, two parts would each have to keep both numbers by 256 codewords
        assertThat(error(table, quantise(table, 2, 2))).isLessThan(1e-4);
    }

    @Test
    void losesLittleOfWhatQueriesAskFor() {
        EmbeddingTable table = random(3000, 16);
        double[] moments = new double[16 * 16];
        for (int i = 0; i < 16; i++) {
            moments[i * 17] = i < 4 ? 100 : 1;
        }
        float[] weights = new float[3000];
        Arrays.fill(weights, 1);
        Importance asked = new Importance(new int[] {0, 3000}, List.of(moments), weights);
        QuantisedTable byQueries;
        try (TrainingRun run = TrainingRun.quiet(7, 2)) {
            byQueries = ProductQuantisation.of(table, asked, 2, run);
        }
        QuantisedTable byRows = quantise(table, 2, 2);

        assertThat(error(table, asked, byQueries)).isLessThan(0.7 * error(table, asked, byRows));
        assertThat(error(table, byRows)).isLessThan(error(table, byQueries));
    }

    @Test
    void losesLessOfRowsThatCountMore() {
        EmbeddingTable table = random(3000, 16);
        float[] weights = new float[3000];
        Arrays.fill(weights, 1);
        Arrays.fill(weights, 0, 300, 100);
        Importance first = new Importance(new int[] {0, 3000}, even(table).moments(), weights);
        QuantisedTable weighted;
        try (TrainingRun run = TrainingRun.quiet(7, 2)) {
            weighted = ProductQuantisation.of(table, first, 2, run);
        }

        assertThat(error(table, first, weighted)).isLessThan(0.7 * error(table, first, quantise(table, 2, 2)));
    }

    @Test
    void givesEachGroupCodewordsOfItsOwn() {
        EmbeddingTable table = random(2000, 8);
        for (int row = 1000; row < 2000; row++) {
            for (int i = 0; i < 8; i++) {
                table.page(row)[table.offset(row) + i] *= i < 4 ? 0 : 50;
            }
        }
        double[] even = Importance.even(0, 8).moments().get(0);
        float[] weights = new float[2000];
        Arrays.fill(weights, 1);
        Importance groups = new Importance(new int[] {0, 1000, 1000, 2000}, List.of(even, even, even), weights);
        QuantisedTable quantised;
        try (TrainingRun run = TrainingRun.quiet(7, 2)) {
            quantised = ProductQuantisation.of(table, groups, 2, run);
        }
        QuantisedTable together = quantise(table, 2, 2);

        assertThat(quantised.codebooks()).hasSize(3);
        float[] decoded = new float[8];
        double apart = 0;
        double mixed = 0;
        for (int row = 0; row < 1000; row++) {
            quantised.decode(row, decoded, 0);
            apart += Vectors.squaredDistance(table.row(row), 0, decoded, 0, 8);
            together.decode(row, decoded, 0);
            mixed += Vectors.squaredDistance(table.row(row), 0, decoded, 0, 8);
        }
        assertThat(apart).isLessThan(mixed / 4);
    }

    @Test
    void makesTablesOf128DimensionsIn32PartsSixteenTimesSmaller() {
        QuantisedTable quantised = quantise(random(600, 128), 32, 2);

        assertThat(quantised.codes()).hasSize(600 * 32);
        assertThat(EmbeddingTable.bytes(600, 128)).isEqualTo(16L * quantised.codes().length);
        assertThat(QuantisedTable.bytes(600, 128, 32, 1)).isEqualTo(quantised.bytes());
    }

    @Test
    void encodesAllRowsWhereOnlySomeMakeTheCodewords() {
        EmbeddingTable table = random(GroupQuantiser.SAMPLE + 5000, 2);

        assertThat(error(table, quantise(table, 1, 2))).isLessThan(0.01);
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        EmbeddingTable table = random(1200, 16);
        QuantisedTable alone = quantise(table, 4, 1);
        for (int concurrency : new int[] {2, 4}) {
            QuantisedTable many = quantise(table, 4, concurrency);
            assertThat(many.codes()).containsExactly(alone.codes());
            assertThat(many.codebooks()).hasSize(1);
            assertThat(many.codebooks().get(0).values())
                    .containsExactly(alone.codebooks().get(0).values());
            assertThat(many.codebooks().get(0).directions())
                    .containsExactly(alone.codebooks().get(0).directions());
        }
    }

    @Test
    void quantisesNoRows() {
        assertThat(quantise(new EmbeddingTable(0, 4), 2, 1).codes()).isEmpty();
    }

    @Test
    void stopsWhenCancelled() {
        AtomicInteger asked = new AtomicInteger();
        try (TrainingRun run = new TrainingRun(1, 2, Progress.NONE, () -> asked.incrementAndGet() > 20)) {
            EmbeddingTable table = random(1200, 16);
            assertThatThrownBy(() -> ProductQuantisation.of(table, even(table), 4, run))
                    .isInstanceOf(TrainingCancelledException.class);
        }
    }

    @Test
    void refusesPartsThatDoNotDivideTheDimension() {
        assertThatThrownBy(() -> ProductQuantisation.check("quantisationParts", 5, 12))
                .hasMessage(
                        "Value for `quantisationParts` was `5`, but must divide the 12 dimensions of the embeddings. One of [1, 2, 3, 4, 6, 12] is expected.");
        assertThatThrownBy(() -> ProductQuantisation.check("quantisationParts", 0, 12))
                .hasMessageStartingWith("Value for `quantisationParts` was `0`");
    }
}
