package kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import kindred.math.Seeds;
import kindred.math.Vectors;
import org.junit.jupiter.api.Test;

class QuantisedTableTest {

    private static float[] random(int length, long seed) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Seeds.unitFloat(new Seeds(seed).at(i)) - 0.5f;
        }
        return values;
    }

    private static QuantisedTable table(int rows, int dimension, int parts) {
        byte[] codes = new byte[rows * parts];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) new Seeds(4).at(i);
        }
        return new QuantisedTable(rows, dimension, parts, random(256 * dimension, 3), codes);
    }

    @Test
    void putsRowsTogetherOfTheirCodewords() {
        float[] codebooks = new float[512];
        codebooks[200] = 7;
        codebooks[256] = 5;
        QuantisedTable table = new QuantisedTable(2, 2, 2, codebooks, new byte[] {0, 0, (byte) 200, 1});
        float[] out = new float[4];
        table.decode(0, out, 2);
        table.decode(1, out, 0);

        assertThat(out).containsExactly(7, 0, 0, 5);
    }

    @Test
    void scoresRowsAsIfTheyWereDecompressed() {
        for (int parts : new int[] {1, 3, 8, 24}) {
            QuantisedTable table = table(50, 24, parts);
            float[] query = random(24, 8);
            float[] products = new float[45];
            float[] distances = new float[45];
            table.scores(table.lookup(query), 10, 50, products, 5);
            table.scores(table.distanceLookup(query), 10, 50, distances, 5);

            float[] decoded = new float[24];
            for (int row = 10; row < 50; row++) {
                table.decode(row, decoded, 0);
                assertThat(products[5 + row - 10]).isCloseTo(Vectors.dot(query, 0, decoded, 0, 24), within(1e-5f));
                assertThat(distances[5 + row - 10])
                        .isCloseTo(Vectors.squaredDistance(query, 0, decoded, 0, 24), within(1e-5f));
            }
            assertThat(products).startsWith(0, 0, 0, 0, 0);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new QuantisedTable(1, 6, 4, new float[6 * 256], new byte[4]))
                .hasMessage("Vectors of 6 dimensions cannot be cut into 4 equal parts.");
        assertThatThrownBy(() -> new QuantisedTable(3, 6, 2, new float[6 * 256], new byte[5]))
                .hasMessage("Codebooks of 1536 numbers and 5 codes do not fit 3 rows of 6 dimensions in 2 parts.");
    }
}
