package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.QuantisedTable;
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
            return ProductQuantisation.of(table, parts, run);
        }
    }

    private static double error(EmbeddingTable table, QuantisedTable quantised) {
        try (TrainingRun run = TrainingRun.quiet(7, 2)) {
            return ProductQuantisation.error(table, quantised, run);
        }
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
                // a mean of equal numbers is exact up to its last bit
                assertThat(Vectors.squaredDistance(decoded, 0, table.row(row), 0, 12))
                        .isLessThan(1e-12f);
            }
            assertThat(error(table, quantised)).isLessThan(1e-12);
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
    void choosesTheNearestCodewordOfEachPart() {
        EmbeddingTable table = random(1500, 10);
        QuantisedTable quantised = quantise(table, 5, 2);
        for (int row = 0; row < 1500; row++) {
            for (int part = 0; part < 5; part++) {
                int chosen = quantised.codes()[row * 5 + part] & 0xff;
                float[] distances = new float[256];
                float nearest = Float.POSITIVE_INFINITY;
                for (int codeword = 0; codeword < 256; codeword++) {
                    distances[codeword] = Vectors.squaredDistance(
                            table.row(row), part * 2, quantised.codebooks(), (part * 256 + codeword) * 2, 2);
                    nearest = Math.min(nearest, distances[codeword]);
                }
                assertThat(distances[chosen]).isLessThanOrEqualTo(nearest + 1e-6f);
            }
        }
    }

    @Test
    void makesTablesOf128DimensionsIn32PartsSixteenTimesSmaller() {
        QuantisedTable quantised = quantise(random(600, 128), 32, 2);

        assertThat(quantised.codes()).hasSize(600 * 32);
        assertThat(EmbeddingTable.bytes(600, 128)).isEqualTo(16L * quantised.codes().length);
        assertThat(QuantisedTable.bytes(600, 128, 32))
                .isEqualTo(quantised.codes().length + 4L * quantised.codebooks().length);
    }

    @Test
    void encodesAllRowsWhereOnlySomeMakeTheCodewords() {
        EmbeddingTable table = random(ProductQuantisation.SAMPLE + 5000, 2);

        assertThat(error(table, quantise(table, 1, 2))).isLessThan(0.01);
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        EmbeddingTable table = random(1200, 16);
        QuantisedTable alone = quantise(table, 4, 1);
        for (int concurrency : new int[] {2, 4}) {
            QuantisedTable many = quantise(table, 4, concurrency);
            assertThat(many.codes()).containsExactly(alone.codes());
            assertThat(many.codebooks()).containsExactly(alone.codebooks());
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
            assertThatThrownBy(() -> ProductQuantisation.of(table, 4, run))
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
