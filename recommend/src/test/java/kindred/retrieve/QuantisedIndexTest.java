package kindred.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.model.QuantisedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantisedIndexTest {

    private static final int ROWS = 2500;
    private static final int DIMENSION = 12;

    private final QuantisedTable table = random();
    private final EmbeddingTable decoded = decoded(table);

    @ParameterizedTest
    @EnumSource
    void findsWhatSearchThroughDecompressedVectorsFinds(Similarity similarity) {
        QuantisedIndex index = new QuantisedIndex(table, 100, 2400, similarity);
        ExactIndex exact = new ExactIndex(decoded, 100, 2400, similarity);
        for (int i = 0; i < 20; i++) {
            float[] query = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                query[j] = uniform(5, i, j);
            }
            Neighbours found = index.search(query, 15, id -> id % 3 != 0);
            Neighbours expected = exact.search(query, 15, id -> id % 3 != 0);

            assertThat(found.ids()).containsExactly(expected.ids());
            assertThat(found.scores()).containsExactly(expected.scores(), within(1e-5f));
        }
    }

    @Test
    void findsNoRowsWithoutDirection() {
        QuantisedTable zeros = new QuantisedTable(3, 2, 1, new float[512], new byte[3]);

        assertThat(new QuantisedIndex(zeros, Similarity.COSINE).size()).isZero();
        assertThat(new QuantisedIndex(zeros, Similarity.COSINE)
                        .search(new float[] {1, 1}, 2)
                        .ids())
                .isEmpty();
        assertThat(new QuantisedIndex(zeros, Similarity.DOT)
                        .search(new float[] {1, 1}, 2)
                        .ids())
                .containsExactly(0, 1);
    }

    @Test
    void refusesWhatItCannotSearch() {
        QuantisedIndex index = new QuantisedIndex(table, Similarity.COSINE);

        assertThat(index.similarity()).isEqualTo(Similarity.COSINE);
        assertThatThrownBy(() -> index.search(new float[3], 1))
                .hasMessage("The query has 3 dimensions, but the indexed vectors have 12.");
        assertThatThrownBy(() -> index.search(new float[DIMENSION], 1))
                .hasMessage("The query has no cosine similarity to anything.");
        assertThatThrownBy(() -> new QuantisedIndex(table, 0, ROWS + 1, Similarity.DOT))
                .hasMessage("Rows 0 to 2501 are not within the table's 2500 rows.");
    }

    private static float uniform(long purpose, long a, long b) {
        return Seeds.unitFloat(new Seeds(purpose).at(a, b)) - 0.5f;
    }

    private static QuantisedTable random() {
        float[] codebooks = new float[256 * DIMENSION];
        for (int i = 0; i < codebooks.length; i++) {
            codebooks[i] = uniform(1, i, 0);
        }
        byte[] codes = new byte[ROWS * 4];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) new Seeds(2).at(i);
        }
        return new QuantisedTable(ROWS, DIMENSION, 4, codebooks, codes);
    }

    private static EmbeddingTable decoded(QuantisedTable table) {
        EmbeddingTable rows = new EmbeddingTable(table.rows(), table.dimension());
        for (int row = 0; row < table.rows(); row++) {
            table.decode(row, rows.page(row), rows.offset(row));
        }
        return rows;
    }
}
