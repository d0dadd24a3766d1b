package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownTriplesTest {

    /** Facts as {head, relation, tail}. */
    private static Triples triples(int nodeCount, int[]... facts) {
        return new Triples(
                nodeCount,
                List.of("A", "B", "C"),
                Arrays.stream(facts).mapToInt(fact -> fact[0]).toArray(),
                Arrays.stream(facts).mapToInt(fact -> fact[1]).toArray(),
                Arrays.stream(facts).mapToInt(fact -> fact[2]).toArray(),
                null);
    }

    private static int[] nodes(KnownTriples.Answers answers) {
        return Arrays.copyOfRange(answers.nodes(), answers.from(), answers.to());
    }

    @Test
    void findsBothEndsInAllParts() {
        KnownTriples known =
                new KnownTriples(triples(6, new int[][] {{0, 0, 4}, {0, 0, 2}, {1, 0, 2}}), triples(6, new int[][] {
                    {0, 0, 3}, {0, 1, 5}, {5, 2, 5}
                }));

        assertThat(nodes(known.tails(0, 0))).containsExactly(2, 3, 4);
        assertThat(nodes(known.tails(0, 1))).containsExactly(5);
        assertThat(nodes(known.heads(0, 2))).containsExactly(0, 1);
        assertThat(nodes(known.tails(5, 2))).containsExactly(5);
        assertThat(nodes(known.heads(2, 5))).containsExactly(5);
    }

    @Test
    void knowsNothingOfOtherPairs() {
        KnownTriples known = new KnownTriples(triples(3, new int[][] {{0, 0, 1}}));

        assertThat(known.tails(1, 0).count()).isZero();
        assertThat(known.tails(0, 1).count()).isZero();
        assertThat(known.heads(0, 0).count()).isZero();
        assertThat(known.contains(0, 0, 1)).isTrue();
        assertThat(known.contains(1, 0, 0)).isFalse();
        assertThat(known.contains(0, 0, 2)).isFalse();
        assertThat(new KnownTriples(triples(3)).tails(0, 0).count()).isZero();
    }

    @Test
    void countsRepeatedFactsOnce() {
        Triples train = triples(4, new int[][] {{2, 1, 3}, {2, 1, 0}, {2, 1, 3}});
        KnownTriples known = new KnownTriples(train, train, triples(4, new int[][] {{2, 1, 0}}));

        assertThat(nodes(known.tails(2, 1))).containsExactly(0, 3);
        assertThat(known.tails(2, 1).count()).isEqualTo(2);
        assertThat(nodes(known.heads(1, 3))).containsExactly(2);
    }

    @Test
    void agreesWithASearchThroughAllFacts() {
        Random random = new Random(4);
        int[][] facts = IntStream.range(0, 400)
                .mapToObj(i -> new int[] {random.nextInt(20), random.nextInt(3), random.nextInt(20)})
                .toArray(int[][]::new);
        KnownTriples known = new KnownTriples(
                triples(20, Arrays.copyOf(facts, 150)), triples(20, Arrays.copyOfRange(facts, 150, 400)));

        for (int relation = 0; relation < 3; relation++) {
            for (int node = 0; node < 20; node++) {
                Set<Integer> tails = new TreeSet<>();
                Set<Integer> heads = new TreeSet<>();
                for (int[] fact : facts) {
                    if (fact[1] == relation && fact[0] == node) {
                        tails.add(fact[2]);
                    }
                    if (fact[1] == relation && fact[2] == node) {
                        heads.add(fact[0]);
                    }
                }
                assertThat(nodes(known.tails(node, relation)))
                        .containsExactly(tails.stream().mapToInt(i -> i).toArray());
                assertThat(nodes(known.heads(relation, node)))
                        .containsExactly(heads.stream().mapToInt(i -> i).toArray());
                for (int tail = 0; tail < 20; tail++) {
                    assertThat(known.contains(node, relation, tail)).isEqualTo(tails.contains(tail));
                }
            }
        }
    }
}
