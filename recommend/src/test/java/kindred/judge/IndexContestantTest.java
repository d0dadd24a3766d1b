package kindred.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import kindred.evaluate.Interactions;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.retrieve.ExactIndex;
import kindred.retrieve.Similarity;
import org.junit.jupiter.api.Test;

class IndexContestantTest {

    @Test
    void recommendsAsTheContestantOfManyUsersDoes() {
        EmbeddingTable table = random(80);
        EmbeddingTable users = random(30);
        int[] knowing = IntStream.range(0, 200).map(i -> i % 30).toArray();
        int[] items = IntStream.range(0, 200).map(i -> i * 7 % 60).toArray();
        Interactions known = Interactions.of(30, 60, knowing, items);
        int[] served = IntStream.range(0, 30).toArray();
        int[] found = new int[30 * 70];
        int[] expected = new int[30 * 70];

        new IndexContestant(users, new ExactIndex(table, 20, 80, Similarity.DOT), 20, known)
                .recommend(served, 70, found);
        new EmbeddingContestant(users, 0, table, 20, Similarity.DOT, known).recommend(served, 70, expected);

        assertThat(found).containsExactly(expected).contains(-1);
    }

    @Test
    void givesNothingToAUserWithoutVector() {
        ExactIndex index = new ExactIndex(random(5), Similarity.COSINE);
        Interactions none = Interactions.of(1, 5, new int[0], new int[0]);
        int[] lists = {7, 7};
        new IndexContestant(new EmbeddingTable(1, 6), index, 0, none).recommend(new int[] {0}, 2, lists);

        assertThat(lists).containsExactly(-1, -1);
    }

    @Test
    void refusesVectorsThatDoNotFit() {
        ExactIndex index = new ExactIndex(random(5), Similarity.DOT);
        Interactions none = Interactions.of(1, 5, new int[0], new int[0]);

        assertThatThrownBy(() -> new IndexContestant(new EmbeddingTable(1, 3), index, 0, none))
                .hasMessage("Users have vectors of 3 dimensions, but items of 6; they must be equal.");
    }

    private static EmbeddingTable random(int rows) {
        EmbeddingTable table = new EmbeddingTable(rows, 6);
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < 6; j++) {
                table.page(row)[table.offset(row) + j] = Seeds.unitFloat(new Seeds(rows).at(row, j)) - 0.5f;
            }
        }
        return table;
    }
}
