package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static ProjectionBuilder library() {
        return new ProjectionBuilder()
                .nodes("User", 0, 3)
                .nodes("Book", 10, 14)
                .relationship("READ", 0, 10)
                .relationship("READ", 1, 11, 2f)
                .undirected("KNOWS", 0, 1)
                .undirected("KNOWS", 2, 2);
    }

    @Test
    void ordersTypesByName() {
        Projection graph = library().build();

        assertThat(graph.relationships()).extracting(RelationshipSlice::type).containsExactly("KNOWS", "READ");
        assertThat(graph.relationships("READ")).isPresent();
        assertThat(graph.relationships("WROTE")).isEmpty();
    }

    @Test
    void countsArcsAsGdsDoes() {
        Projection graph = library().build();

        assertThat(graph.nodeCount()).isEqualTo(7);
        assertThat(graph.arcCount()).isEqualTo(2 + 2 * 2);
        assertThat(graph.size()).isEqualTo(new GraphSize(7, 6, 2, true, 0));
    }

    @Test
    void retainsWhatPassesATest() {
        Projection graph = library().build().retain((source, target) -> source + target == 4 || target - source == 1);

        assertThat(graph.nodes().nodeCount()).isEqualTo(7);
        assertThat(graph.relationships("READ").orElseThrow().out().arcCount()).isZero();
        RelationshipSlice knows = graph.relationships("KNOWS").orElseThrow();
        assertThat(knows.isUndirected()).isTrue();
        assertThat(knows.out().contains(0, 1)).isTrue();
        assertThat(knows.out().contains(1, 0)).isTrue();
        assertThat(knows.out().degree(2)).isEqualTo(2);
        Csr read = library()
                .build()
                .retain((source, target) -> source == 1)
                .relationships("READ")
                .orElseThrow()
                .out();
        assertThat(read.weight(read.find(1, 4))).isEqualTo(2f);
        assertThat(read.degree(0)).isZero();
    }

    @Test
    void unitesAllTypes() {
        Csr union = library().build().union();

        assertThat(union.arcCount()).isEqualTo(6);
        assertThat(union.isWeighted()).isTrue();
        assertThat(union.target(union.first(0))).isEqualTo(1);
        assertThat(union.target(union.first(0) + 1)).isEqualTo(3);
        assertThat(union.degree(2)).isEqualTo(2);
        assertThat(union.weight(union.find(1, 4))).isEqualTo(2f);
    }

    @Test
    void unitesASingleTypeWithoutACopy() {
        Projection graph =
                new ProjectionBuilder().nodes("A", 0, 2).relationship("R", 0, 1).build();

        assertThat(graph.union()).isSameAs(graph.relationships().get(0).out());
    }

    @Test
    void unitesNoTypes() {
        Projection graph = new ProjectionBuilder().nodes("A", 0, 2).build();

        assertThat(graph.union().nodeCount()).isEqualTo(2);
        assertThat(graph.union().arcCount()).isZero();
    }

    @Test
    void looksInBothDirections() {
        RelationshipSlice read = library().build().relationships("READ").orElseThrow();
        RelationshipSlice knows = library().build().relationships("KNOWS").orElseThrow();

        assertThat(read.in().contains(3, 0)).isTrue();
        assertThat(read.out().contains(3, 0)).isFalse();
        assertThat(knows.in()).isSameAs(knows.out());
    }

    @Test
    void findsFeaturesByLabelAndName() {
        float[] pages = {100, 0, 300, 400};
        BitSet missing = new BitSet();
        missing.set(1);
        Projection graph = library().feature("Book", "pages", 1, pages, missing).build();

        FeatureTable table = graph.feature(1, "pages").orElseThrow();
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.value(2, 0)).isEqualTo(300);
        assertThat(table.isMissing(1)).isTrue();
        assertThat(graph.feature(0, "pages")).isEmpty();
        assertThat(graph.size().featureValues()).isEqualTo(4);
    }

    @Test
    void hasAFingerprintThatDependsOnEverything() {
        long fingerprint = library().build().fingerprint();

        assertThat(library().build().fingerprint()).isEqualTo(fingerprint);
        List<UnaryOperator<ProjectionBuilder>> changes = List.of(
                graph -> graph.node("User", 5),
                graph -> graph.relationship("READ", 2, 12),
                graph -> graph.relationship("READ", 2, 12, 2f),
                graph -> graph.relationship("WROTE", 2, 12),
                graph -> graph.relationship("READ", 2, 13));
        assertThat(changes.stream()
                        .map(change -> change.apply(library()).build().fingerprint()))
                .doesNotHaveDuplicates()
                .doesNotContain(fingerprint);
    }

    @Test
    void countsItsBytes() {
        Projection graph = new ProjectionBuilder()
                .nodes("A", 0, 100)
                .relationship("R", 0, 1)
                .build();

        assertThat(graph.bytes()).isEqualTo(graph.size().projectionBytes());
    }

    @Test
    void refusesSlicesOfAnotherGraph() {
        NodeIndex nodes = NodeIndex.ofSingleLabel("A", new long[] {1});
        Csr two = new Csr.Builder(2, node -> 0, false).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Projection(nodes, List.of(new RelationshipSlice("R", false, two)), List.of()))
                .withMessage("Relationship type `R` spans 2 nodes, but the graph has 1.");
    }

    @Test
    void refusesRelationshipsOfUnknownNodes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> library().relationship("READ", 0, 99).build())
                .withMessage("Relationship of type `READ` names node 99, which was not added.");
    }
}
