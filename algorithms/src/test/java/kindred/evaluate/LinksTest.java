package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class LinksTest {

    private static final int[] SOURCES = {4, 1, 2, 2, 3};
    private static final int[] TARGETS = {1, 4, 5, 5, 3};

    private static List<List<Integer>> pairs(Links links) {
        List<List<Integer>> pairs = new ArrayList<>();
        IntStream.range(0, links.size()).forEach(i -> pairs.add(List.of(links.source(i), links.target(i))));
        return pairs;
    }

    @Test
    void countsEveryPairOnceAndNoLoops() {
        assertThat(pairs(Links.of(SOURCES, TARGETS, true))).containsExactly(List.of(1, 4), List.of(2, 5));
        assertThat(pairs(Links.of(SOURCES, TARGETS, false)))
                .containsExactly(List.of(1, 4), List.of(2, 5), List.of(4, 1));
    }

    @Test
    void addsAndTakesAway() {
        Links some = Links.of(new int[] {1, 2}, new int[] {2, 3}, true);
        Links others = Links.of(new int[] {2, 7}, new int[] {3, 8}, true);

        assertThat(pairs(some.with(others))).containsExactly(List.of(1, 2), List.of(2, 3), List.of(7, 8));
        assertThat(pairs(some.without(others))).containsExactly(List.of(1, 2));
    }

    @Test
    void samplesWithoutRepetition() {
        Links all = Links.of(
                IntStream.range(0, 50).toArray(), IntStream.range(50, 100).toArray(), true);
        Links some = all.sample(20, new Seeds(1));

        assertThat(some.size()).isEqualTo(20);
        assertThat(some.without(all).size()).isZero();
        assertThat(pairs(some)).doesNotHaveDuplicates().isNotEqualTo(pairs(all.sample(20, new Seeds(2))));
        assertThat(all.sample(50, new Seeds(1))).isSameAs(all);
    }

    @Test
    void drawsPairsThatDoNotStandThere() {
        Links ring = Links.of(
                IntStream.range(0, 30).toArray(),
                IntStream.range(0, 30).map(i -> (i + 1) % 30).toArray(),
                true);
        Links.Ends ends = new Links.Ends(
                IntStream.range(0, 30).toArray(), IntStream.range(0, 30).toArray());
        Links absent = ring.absent(200, ends, true, new Seeds(1));

        assertThat(absent.size()).isEqualTo(200);
        assertThat(absent.without(ring).size()).isEqualTo(200);
        assertThat(pairs(absent)).allMatch(pair -> pair.get(0) < pair.get(1));
    }

    @Test
    void joinsUsersToItemsOnly() {
        int[] users = {0, 1, 2, 0};
        int[] items = {10, 11, 12, 11};
        Links.Ends ends = Links.Ends.of(users, items, true);

        assertThat(ends.sources()).containsExactly(0, 1, 2);
        assertThat(ends.targets()).containsExactly(10, 11, 12);
        assertThat(pairs(Links.of(users, items, true).absent(5, ends, true, new Seeds(1))))
                .containsExactly(List.of(0, 12), List.of(1, 10), List.of(1, 12), List.of(2, 10), List.of(2, 11));
    }

    @Test
    void drawsEitherEndFromAllNodesThatAreLinkedBothWays() {
        Links.Ends ends = Links.Ends.of(new int[] {1, 2}, new int[] {2, 3}, true);
        assertThat(ends.sources()).containsExactly(1, 2, 3);
        assertThat(ends.targets()).containsExactly(1, 2, 3);

        Links.Ends directed = Links.Ends.of(new int[] {1, 2}, new int[] {2, 3}, false);
        assertThat(directed.sources()).containsExactly(1, 2);
        assertThat(directed.targets()).containsExactly(2, 3);
    }

    @Test
    void saysThatAGraphIsTooDense() {
        int[] sources = {0, 0, 1};
        int[] targets = {1, 2, 2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Links.of(sources, targets, true)
                        .absent(3, Links.Ends.of(sources, targets, true), true, new Seeds(1)))
                .withMessage(
                        "Only 0 of 3 pairs of nodes without a relationship were found in 300 draws: the graph is too dense to be judged by them.");
    }
}
