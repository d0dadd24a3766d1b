package kindred.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.stream.IntStream;
import kindred.evaluate.Interactions;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.retrieve.Similarity;
import org.junit.jupiter.api.Test;

class EmbeddingContestantTest {

    private static final int USERS = 300;
    private static final int ITEMS = 150;
    private static final int DIMENSION = 7;

    private final EmbeddingTable table = random();
    private final Interactions known = someKnown();

    @Test
    void ranksUnknownItemsAsPlainSortingDoes() {
        int[] users = {299, 0, 17};
        int[] lists = new int[users.length * 10];
        new EmbeddingContestant(table, 0, table, USERS, Similarity.DOT, known).recommend(users, 10, lists);
        for (int i = 0; i < users.length; i++) {
            assertThat(java.util.Arrays.copyOfRange(lists, i * 10, i * 10 + 10)).containsExactly(sorted(users[i]));
        }
    }

    @Test
    void fillsUpWhereItemsRunOut() {
        EmbeddingTable users = new EmbeddingTable(1, 2);
        users.setRow(0, new float[] {1, 0}, 0);
        EmbeddingTable items = new EmbeddingTable(3, 2);
        items.setRow(0, new float[] {1, 0}, 0);
        items.setRow(1, new float[] {9, 9}, 0);
        items.setRow(2, new float[] {0.1f, 0}, 0);
        Interactions knowsFirst = Interactions.of(1, 3, new int[] {0}, new int[] {0});
        int[] lists = new int[4];
        new EmbeddingContestant(users, items, Similarity.DOT, knowsFirst).recommend(new int[] {0}, 4, lists);
        assertThat(lists).containsExactly(1, 2, -1, -1);
        new EmbeddingContestant(users, items, Similarity.COSINE, knowsFirst).recommend(new int[] {0}, 4, lists);
        assertThat(lists).containsExactly(2, 1, -1, -1);
    }

    @Test
    void givesNothingToAUserWithoutDirection() {
        EmbeddingTable users = new EmbeddingTable(1, DIMENSION);
        int[] lists = new int[2];
        Interactions nothing = Interactions.of(1, ITEMS, new int[0], new int[0]);
        new EmbeddingContestant(users, 0, table, USERS, Similarity.COSINE, nothing).recommend(new int[] {0}, 2, lists);
        assertThat(lists).containsExactly(-1, -1);
    }

    @Test
    void refusesTablesThatDoNotFit() {
        assertThatThrownBy(() -> new EmbeddingContestant(new EmbeddingTable(1, 3), table, Similarity.DOT, known))
                .hasMessage("Users have vectors of 3 dimensions, but items of 7; they must be equal.");
    }

    private int[] sorted(int user) {
        return IntStream.range(0, ITEMS)
                .filter(item -> !known.contains(user, item))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer item) -> -dot(user, USERS + item)))
                .limit(10)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double dot(int a, int b) {
        double sum = 0;
        for (int j = 0; j < DIMENSION; j++) {
            sum += (double) table.row(a)[j] * table.row(b)[j];
        }
        return sum;
    }

    private static EmbeddingTable random() {
        Seeds seeds = new Seeds(4);
        EmbeddingTable table = new EmbeddingTable(USERS + ITEMS, DIMENSION);
        for (int row = 0; row < table.rows(); row++) {
            for (int j = 0; j < DIMENSION; j++) {
                table.page(row)[table.offset(row) + j] = Seeds.unitFloat(seeds.at(row, j)) - 0.5f;
            }
        }
        return table;
    }

    private static Interactions someKnown() {
        int[] users = IntStream.range(0, 3000).map(i -> i % USERS).toArray();
        int[] items = IntStream.range(0, 3000).map(i -> i * 31 % ITEMS).toArray();
        return Interactions.of(USERS, ITEMS, users, items);
    }
}
