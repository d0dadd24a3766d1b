package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeIndexBuilderTest {

    @Test
    void ordersNodesByIdInsideTheirGroup() {
        NodeIndexBuilder builder = new NodeIndexBuilder(List.of("A", "B"));
        builder.add(1, 7);
        builder.add(0, 9);
        builder.add(0, 3);
        builder.addFurtherLabel(1, 9);
        builder.add(1, 2);

        NodeIndex nodes = builder.build();

        assertThat(nodes.nodeCount()).isEqualTo(4);
        assertThat(new long[] {nodes.databaseId(0), nodes.databaseId(1), nodes.databaseId(2), nodes.databaseId(3)})
                .containsExactly(3, 9, 2, 7);
        assertThat(nodes.hasLabel(nodes.nodeOf(9), 1)).isTrue();
        assertThat(nodes.hasLabel(nodes.nodeOf(3), 1)).isFalse();
    }

    @Test
    void buildsAnEmptyIndex() {
        assertThat(new NodeIndexBuilder(List.of("A")).build().nodeCount()).isZero();
    }

    @Test
    void refusesMoreNodesThanAnArrayHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeIndexBuilder.requireRoom(3_000_000_000L))
                .withMessage(
                        "The graph has 3000000000 nodes, but a projection holds at most 2147483638. Filter it with `nodeLabels`.");
    }
}
