package kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.QuantisedTable.Codebook;
import org.junit.jupiter.api.Test;

class QuantisedTableTest {

    private static final float[] AS_THEY_ARE = {};

    private static float[] random(int length, long seed) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Seeds.unitFloat(new Seeds(seed).at(i)) - 0.5f;
        }
        return values;
    }

    /** Twenty rows with directions, five of seven codewords as they are, none, and 25 with directions of their own. */
    private static QuantisedTable table(int dimension, int parts) {
        byte[] codes = new byte[50 * parts];
        for (int i = 0; i < codes.length; i++) {
            int code = (int) new Seeds(4).at(i) & 0xff;
            codes[i] = (byte) (i / parts >= 20 && i / parts < 25 ? code % 7 : code);
        }
        return new QuantisedTable(
                dimension,
                parts,
                new int[] {0, 20, 25, 25, 50},
                List.of(
                        new Codebook(256, random(256 * dimension, 3), random(dimension * dimension, 5)),
                        new Codebook(7, random(7 * dimension, 6), AS_THEY_ARE),
                        new Codebook(0, new float[0], AS_THEY_ARE),
                        new Codebook(256, random(256 * dimension, 7), random(dimension * dimension, 9))),
                codes);
    }

    @Test
    void putsRowsTogetherOfTheirCodewords() {
        float[] codewords = new float[512];
        codewords[200] = 7;
        codewords[256] = 5;
        QuantisedTable table = new QuantisedTable(2, 2, 2, codewords, new byte[] {0, 0, (byte) 200, 1});
        float[] out = new float[4];
        table.decode(0, out, 2);
        table.decode(1, out, 0);

        assertThat(out).containsExactly(7, 0, 0, 5);
    }

    @Test
    void countsCodewordsAlongTheDirectionsOfTheGroup() {
        Codebook plain = new Codebook(1, new float[] {1, 2}, AS_THEY_ARE);
        Codebook along = new Codebook(2, new float[] {1, 3, 2, 5}, new float[] {10, 1, 0, 100});
        QuantisedTable table =
                new QuantisedTable(2, 2, new int[] {0, 1, 3}, List.of(plain, along), new byte[] {0, 0, 0, 0, 1, 1});

        float[] out = new float[6];
        for (int row = 0; row < 3; row++) {
            table.decode(row, out, 2 * row);
        }
        // 1 * (10, 1) + 2 * (0, 100), and 3 * (10, 1) + 5 * (0, 100)
        assertThat(out).containsExactly(1, 2, 10, 201, 30, 503);
    }

    @Test
    void scoresRowsAsIfTheyWereDecompressed() {
        for (int parts : new int[] {1, 3, 8, 24}) {
            QuantisedTable table = table(24, parts);
            float[] query = random(24, 8);
            float[] products = new float[45];
            table.lookup(query).scores(10, 50, products, 5);

            float[] decoded = new float[24];
            for (int row = 10; row < 50; row++) {
                table.decode(row, decoded, 0);
                assertThat(products[5 + row - 10]).isCloseTo(Vectors.dot(query, 0, decoded, 0, 24), within(1e-5f));
            }
            assertThat(products).startsWith(0, 0, 0, 0, 0);
        }
    }

    @Test
    void knowsItsBytes() {
        assertThat(table(24, 8).bytes()).isEqualTo(50 * 8 + 4 * (2 * (256 * 24 + 24 * 24) + 7 * 24));
        assertThat(table(24, 8).bytes()).isLessThan(QuantisedTable.bytes(50, 24, 8, 4));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new QuantisedTable(1, 6, 4, new float[6 * 256], new byte[4]))
                .hasMessage("Vectors of 6 dimensions cannot be cut into 4 equal parts.");
        assertThatThrownBy(() -> new QuantisedTable(3, 6, 2, new float[6 * 256], new byte[5]))
                .hasMessage("Codebooks of 1 groups and 5 codes do not fit rows of 6 dimensions in 2 parts.");
        assertThatThrownBy(() -> new QuantisedTable(3, 6, 2, new float[6 * 255], new byte[6]))
                .hasMessageStartingWith("Codebooks of 1 groups and 6 codes do not fit");
        Codebook turned = new Codebook(1, new float[2], new float[3]);
        assertThatThrownBy(() -> new QuantisedTable(2, 1, new int[] {0, 1}, List.of(turned), new byte[1]))
                .hasMessageStartingWith("Codebooks of 1 groups and 1 codes do not fit");
        Codebook none = new Codebook(1, new float[2], AS_THEY_ARE);
        assertThatThrownBy(() -> new QuantisedTable(2, 1, new int[] {0, 2, 1}, List.of(none, none), new byte[1]))
                .hasMessageStartingWith("Codebooks of 2 groups and 1 codes do not fit");
    }
}
