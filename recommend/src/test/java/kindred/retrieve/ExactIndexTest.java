package kindred.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactIndexTest {

    @ParameterizedTest
    @EnumSource
    void findsWhatAFullSortFinds(Similarity similarity) {
        for (int dimension : new int[] {1, 3, 16, 37, 128}) {
            EmbeddingTable table = random(1003, dimension, dimension);
            ExactIndex index = new ExactIndex(table, similarity);
            for (int query = 0; query < 20; query++) {
                float[] vector = table.row(query * 7);
                assertSameRanking(
                        table,
                        similarity,
                        vector,
                        index.search(vector, 10),
                        best(table, similarity, vector, 10, ExactIndexTest::any));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void filtersBeforeItCounts(Similarity similarity) {
        EmbeddingTable table = random(5000, 8, 1);
        IntPredicate oneInAHundred = id -> id % 100 == 3;
        float[] query = table.row(0);
        Neighbours found = new ExactIndex(table, similarity).search(query, 20, oneInAHundred);
        assertThat(found.ids()).hasSize(20);
        assertThat(Arrays.stream(found.ids()).allMatch(oneInAHundred)).isTrue();
        assertSameRanking(table, similarity, query, found, best(table, similarity, query, 20, oneInAHundred));
    }

    @Test
    void findsFewerOnlyWhenFewerAreAcceptable() {
        EmbeddingTable table = random(100, 4, 2);
        ExactIndex index = new ExactIndex(table, Similarity.DOT);
        assertThat(index.search(table.row(0), 10, id -> id == 7 || id == 99).ids())
                .containsExactlyInAnyOrder(7, 99);
        assertThat(index.search(table.row(0), 1000).size()).isEqualTo(100);
        assertThat(index.search(table.row(0), 0).size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void ordersEqualVectorsById(Similarity similarity) {
        for (int rows : new int[] {1, 3, 4, 5, 130, 515, 1027}) {
            EmbeddingTable table = new EmbeddingTable(rows, 33);
            float[] same = random(1, 33, 5).row(0);
            for (int row = 0; row < rows; row++) {
                table.setRow(row, same, 0);
            }
            int[] expected = IntStream.range(0, Math.min(rows, 50)).toArray();
            assertThat(new ExactIndex(table, similarity)
                            .search(random(1, 33, 6).row(0), 50)
                            .ids())
                    .as("%d rows", rows)
                    .isEqualTo(expected);
        }
    }

    @Test
    void neverFindsWhatHasNoCosine() {
        EmbeddingTable table = random(50, 6, 3);
        table.setRow(10, new float[6], 0);
        table.setRow(11, new float[] {1, Float.NaN, 0, 0, 0, 0}, 0);
        table.setRow(12, new float[] {Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0}, 0);
        ExactIndex cosine = new ExactIndex(table, Similarity.COSINE);
        assertThat(cosine.unusable()).isEqualTo(3);
        assertThat(cosine.size()).isEqualTo(47);
        assertThat(cosine.search(table.row(0), 50).ids()).hasSize(47).doesNotContain(10, 11, 12);
        ExactIndex dot = new ExactIndex(table, Similarity.DOT);
        assertThat(dot.unusable()).isEqualTo(2);
        assertThat(dot.search(table.row(0), 50).ids()).hasSize(48).contains(10).doesNotContain(11, 12);
    }

    @Test
    void comparesVeryShortAndVeryLongVectors() {
        EmbeddingTable table = new EmbeddingTable(3, 2);
        table.setRow(0, new float[] {0x1p-100f, 0x1p-100f}, 0);
        table.setRow(1, new float[] {0x1p60f, 0}, 0);
        table.setRow(2, new float[] {0, 1}, 0);
        Neighbours found = new ExactIndex(table, Similarity.COSINE).search(new float[] {1, 0}, 3);
        assertThat(found.ids()).containsExactly(1, 0, 2);
        assertThat(found.scores()[0]).isCloseTo(1, within(1e-6f));
        assertThat(found.scores()[1]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    }

    @Test
    void searchesARangeOfRowsInPlace() {
        EmbeddingTable table = random(300, 5, 4);
        Neighbours found = new ExactIndex(table, 100, 200, Similarity.COSINE).search(table.row(150), 5);
        assertThat(found.ids()[0]).isEqualTo(150);
        assertSameRanking(
                table,
                Similarity.COSINE,
                table.row(150),
                found,
                best(table, Similarity.COSINE, table.row(150), 5, id -> id >= 100 && id < 200));
    }

    @ParameterizedTest
    @EnumSource
    void answersABatchAsItAnswersEachQuery(Similarity similarity) {
        EmbeddingTable table = random(2001, 24, 8);
        ExactIndex items = new ExactIndex(table, 500, 2001, similarity);
        int[] users = IntStream.range(0, 500).toArray();
        for (int threads : new int[] {1, 3}) {
            try (TrainingRun run = TrainingRun.quiet(1, threads)) {
                Neighbours[] answers =
                        items.searchAll(table, users, 15, user -> ExactIndex.notIn(known(user)), run::parallel);
                for (int user : users) {
                    Neighbours alone = items.search(table.row(user), 15, ExactIndex.notIn(known(user)));
                    assertThat(answers[user].ids()).isEqualTo(alone.ids());
                    assertThat(answers[user].scores()).isEqualTo(alone.scores());
                    assertThat(Arrays.stream(answers[user].ids()).allMatch(ExactIndex.notIn(known(user))))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void findsNothingForAZeroQueryOfABatch() {
        EmbeddingTable table = random(10, 3, 9);
        table.setRow(4, new float[3], 0);
        Neighbours[] answers = new ExactIndex(table, Similarity.COSINE)
                .searchAll(table, new int[] {3, 4}, 2, q -> ExactIndexTest::any, Parallel.NONE);
        assertThat(answers[0].size()).isEqualTo(2);
        assertThat(answers[1].size()).isZero();
    }

    @Test
    void scoresAsItsSimilaritySays() {
        EmbeddingTable table = new EmbeddingTable(1, 2);
        table.setRow(0, new float[] {3, 4}, 0);
        float[] query = {0, 2};
        assertThat(new ExactIndex(table, Similarity.COSINE).search(query, 1).scores()[0])
                .isCloseTo(0.8f, within(1e-6f));
        assertThat(new ExactIndex(table, Similarity.DOT).search(query, 1).scores()[0])
                .isEqualTo(8f);
        assertThat(new ExactIndex(table, Similarity.EUCLIDEAN).search(query, 1).scores()[0])
                .isCloseTo((float) (1 / (1 + Math.sqrt(13))), within(1e-6f));
    }

    @Test
    void refusesQueriesThatMeanNothing() {
        ExactIndex index = new ExactIndex(random(10, 3, 9), Similarity.COSINE);
        assertThatThrownBy(() -> index.search(new float[2], 1))
                .hasMessage("The query has 2 dimensions, but the indexed vectors have 3.");
        assertThatThrownBy(() -> index.search(new float[3], 1))
                .hasMessage("The query has no cosine similarity to anything: it is a zero vector.");
        assertThatThrownBy(() -> index.search(new float[] {1, Float.NaN, 0}, 1))
                .hasMessage("The query has no cosine similarity to anything: it is not finite.");
        assertThatThrownBy(() -> index.search(new float[] {1, 0, 0}, -1)).hasMessage("-1 neighbours cannot be found.");
        assertThatThrownBy(() -> new ExactIndex(random(10, 3, 9), 5, 11, Similarity.DOT))
                .hasMessage("Rows 5 to 11 are not within the table's 10 rows.");
    }

    private static boolean any(int id) {
        return id >= 0;
    }

    private static int[] known(int user) {
        return IntStream.range(0, user % 40).map(i -> 500 + i * 37).toArray();
    }

    private static EmbeddingTable random(int rows, int dimension, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dimension; i++) {
                table.page(row)[table.offset(row) + i] = (float) random.nextDouble(-1, 1);
            }
        }
        return table;
    }

    /** The definition, in double precision and by sorting. */
    private static double[] similarities(EmbeddingTable table, Similarity similarity, float[] query) {
        double[] all = new double[table.rows()];
        for (int row = 0; row < all.length; row++) {
            float[] vector = table.row(row);
            double dot = 0;
            double distance = 0;
            double a = 0;
            double b = 0;
            for (int i = 0; i < query.length; i++) {
                dot += (double) query[i] * vector[i];
                distance += ((double) query[i] - vector[i]) * ((double) query[i] - vector[i]);
                a += (double) query[i] * query[i];
                b += (double) vector[i] * vector[i];
            }
            all[row] = switch (similarity) {
                case COSINE -> dot / Math.sqrt(a * b);
                case DOT -> dot;
                case EUCLIDEAN -> 1 / (1 + Math.sqrt(distance));
            };
        }
        return all;
    }

    private static int[] best(
            EmbeddingTable table, Similarity similarity, float[] query, int count, IntPredicate filter) {
        double[] all = similarities(table, similarity, query);
        return IntStream.range(0, table.rows())
                .filter(filter)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -all[id]).thenComparing(id -> id))
                .limit(count)
                .mapToInt(id -> id)
                .toArray();
    }

    /** Float rounding may swap near-equal neighbours, so ranks are compared by their exact similarity. */
    private static void assertSameRanking(
            EmbeddingTable table, Similarity similarity, float[] query, Neighbours found, int[] expected) {
        double[] all = similarities(table, similarity, query);
        assertThat(found.ids()).hasSameSizeAs(expected).doesNotHaveDuplicates();
        for (int rank = 0; rank < expected.length; rank++) {
            double tolerance = 1e-5 * Math.max(1, Math.abs(all[expected[rank]]));
            assertThat(all[found.ids()[rank]]).isCloseTo(all[expected[rank]], within(tolerance));
            assertThat((double) found.scores()[rank]).isCloseTo(all[expected[rank]], within(2 * tolerance));
        }
        assertThat(Arrays.stream(found.ids()).distinct().count()).isEqualTo(found.size());
    }
}
