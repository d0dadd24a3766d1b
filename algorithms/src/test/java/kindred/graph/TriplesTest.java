package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TriplesTest {

    /** Each fact as {@code head relation tail weight}. */
    private static List<String> facts(Triples triples) {
        return IntStream.range(0, triples.count())
                .mapToObj(i -> triples.head(i) + " "
                        + triples.relationTypes().get(triples.relation(i)) + " " + triples.tail(i) + " "
                        + triples.weight(i))
                .toList();
    }

    @Test
    void ordersFactsByRelationHeadAndTail() {
        Triples triples = Triples.of(new ProjectionBuilder()
                .nodes("Node", 0, 4)
                .relationship("LIKES", 3, 0)
                .relationship("LIKES", 1, 2)
                .relationship("LIKES", 1, 0)
                .relationship("KNOWS", 2, 3)
                .build());

        assertThat(triples.nodeCount()).isEqualTo(4);
        assertThat(triples.relationCount()).isEqualTo(2);
        assertThat(triples.relationTypes()).containsExactly("KNOWS", "LIKES");
        assertThat(triples.isWeighted()).isFalse();
        assertThat(facts(triples)).containsExactly("2 KNOWS 3 1.0", "1 LIKES 0 1.0", "1 LIKES 2 1.0", "3 LIKES 0 1.0");
    }

    @Test
    void makesOneFactOfParallelRelationshipsAndAddsTheirWeights() {
        Projection graph = new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .relationship("BUYS", 0, 1, 2)
                .relationship("BUYS", 0, 1, 0.5f)
                .relationship("BUYS", 0, 2, 4)
                .relationship("BUYS", 1, 0, 8)
                .relationship("SEES", 0, 1)
                .relationship("SEES", 0, 1)
                .build();

        Triples triples = Triples.of(graph);

        assertThat(triples.isWeighted()).isTrue();
        assertThat(facts(triples)).containsExactly("0 BUYS 1 2.5", "0 BUYS 2 4.0", "1 BUYS 0 8.0", "0 SEES 1 2.0");
        assertThat(triples.counts(graph)).isEqualTo(new Triples.Counts(2, 0, 0));
    }

    @Test
    void countsUndirectedRelationshipsOnceFromTheLowerNode() {
        Projection graph = new ProjectionBuilder()
                .nodes("User", 0, 2)
                .nodes("Item", 5, 7)
                .undirected("BUYS", 6, 0, 3)
                .undirected("BUYS", 0, 6, 4)
                .undirected("BUYS", 1, 5, 5)
                .build();

        Triples triples = Triples.of(graph);

        assertThat(facts(triples)).containsExactly("0 BUYS 3 7.0", "1 BUYS 2 5.0");
        assertThat(triples.counts(graph)).isEqualTo(new Triples.Counts(1, 0, 0));
    }

    @Test
    void takesSelfLoopsForFacts() {
        Projection graph = new ProjectionBuilder()
                .nodes("Node", 0, 5)
                .relationship("CITES", 1, 1, 3)
                .relationship("CITES", 1, 1, 4)
                .relationship("CITES", 1, 0, 1)
                .undirected("KNOWS", 2, 2, 6)
                .undirected("KNOWS", 2, 2, 7)
                .undirected("KNOWS", 2, 1, 8)
                .build();

        Triples triples = Triples.of(graph);

        assertThat(facts(triples)).containsExactly("1 CITES 0 1.0", "1 CITES 1 7.0", "1 KNOWS 2 8.0", "2 KNOWS 2 13.0");
        assertThat(triples.counts(graph)).isEqualTo(new Triples.Counts(2, 2, 2));
    }

    @Test
    void holdsAGraphWithoutRelationships() {
        Projection graph = new ProjectionBuilder().nodes("Node", 0, 3).build();

        Triples triples = Triples.of(graph);

        assertThat(triples.count()).isZero();
        assertThat(triples.relationCount()).isZero();
        assertThat(triples.counts(graph)).isEqualTo(new Triples.Counts(0, 0, 3));
    }

    @Test
    void selectsFactsWithTheirWeights() {
        Triples weighted = new Triples(
                9,
                List.of("A", "B"),
                new int[] {0, 1, 2, 3},
                new int[] {0, 0, 1, 1},
                new int[] {4, 5, 6, 7},
                new float[] {1, 2, 3, 4});

        Triples odd = weighted.select(fact -> fact % 2 == 1);

        assertThat(facts(odd)).containsExactly("1 A 5 2.0", "3 B 7 4.0");
        assertThat(odd.nodeCount()).isEqualTo(9);
        assertThat(odd.relationTypes()).isEqualTo(weighted.relationTypes());
        assertThat(weighted.select(fact -> false).count()).isZero();
    }

    @Test
    void selectsFactsWithoutWeights() {
        Triples plain = new Triples(3, List.of("A"), new int[] {0, 1}, new int[] {0, 0}, new int[] {1, 2}, null);

        Triples second = plain.select(fact -> fact == 1);

        assertThat(second.isWeighted()).isFalse();
        assertThat(facts(second)).containsExactly("1 A 2 1.0");
    }

    @Test
    void countsItsBytes() {
        assertThat(Triples.bytes(10, false)).isEqualTo(120);
        assertThat(Triples.bytes(10, true)).isEqualTo(160);
    }
}
