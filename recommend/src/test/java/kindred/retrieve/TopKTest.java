package kindred.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {

    private static final float[] SCORES = {99, 1, 5, -2, 5, 3, 99};

    @Test
    void findsTheBestOfAPart() {
        Neighbours found = TopK.of(SCORES, 1, 5, 3, id -> true);
        assertThat(found.ids()).containsExactly(1, 3, 4); // equal ones in the order of their ids
        assertThat(found.scores()).containsExactly(5, 5, 3);
    }

    @Test
    void findsAsManyAsThereAre() {
        assertThat(TopK.of(SCORES, 1, 5, 1_000_000, id -> id % 2 == 0).ids()).containsExactly(4, 0, 2);
        assertThat(TopK.of(SCORES, 1, 5, 3, id -> false).size()).isZero();
        assertThat(TopK.of(SCORES, 1, 0, 3, id -> true).size()).isZero();
    }

    @Test
    void asksTheFilterOnlyForWhatWouldGetIn() {
        IntArrayList asked = new IntArrayList();
        TopK.of(new float[] {3, 2, 1, 4}, 0, 4, 1, asked::add);
        assertThat(asked.toIntArray()).containsExactly(0, 3);
    }

    @Test
    void passesOverWhatIsNoScore() {
        float[] odd = {Float.NaN, Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, Float.POSITIVE_INFINITY};
        assertThat(TopK.of(odd, 0, 4, 4, id -> true).ids()).containsExactly(3, 2);
    }

    @Test
    void agreesWithSorting() {
        SplittableRandom random = new SplittableRandom(7);
        float[] scores = new float[5000];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(500); // so that many are equal
        }
        int[] sorted = IntStream.range(0, scores.length)
                .filter(id -> id % 3 == 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -scores[id]).thenComparing(id -> id))
                .limit(100)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(TopK.of(scores, 0, scores.length, 100, id -> id % 3 == 0).ids())
                .containsExactly(sorted);
    }
}
