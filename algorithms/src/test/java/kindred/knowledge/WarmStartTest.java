package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.graph.Triples;
import kindred.model.EmbeddingTable;
import org.junit.jupiter.api.Test;

class WarmStartTest {

    private static BitSet missing(int... rows) {
        BitSet missing = new BitSet();
        for (int row : rows) {
            missing.set(row);
        }
        return missing;
    }

    /** Users 0 and 1, of whom 1 is new; items 10 to 13, of which 12 and 13 are. Nobody knows 13. */
    private static ProjectionBuilder builder() {
        return new ProjectionBuilder()
                .nodes("User", 0, 2)
                .nodes("Item", 10, 14)
                .relationship("LIKES", 0, 10)
                .relationship("LIKES", 1, 10)
                .relationship("LIKES", 1, 11)
                .relationship("LIKES", 1, 12);
    }

    private static Projection graph() {
        return builder()
                .feature("User", "before", 2, new float[] {1, 2, 0, 0}, missing(1))
                .feature("Item", "before", 2, new float[] {3, 4, 5, 8, 0, 0, 0, 0}, missing(2, 3))
                .feature("Item", "other", 3, new float[12], missing())
                .build();
    }

    @Test
    void readsTheVectorsOfAllLabels() {
        WarmStart start = WarmStart.of(graph(), "before", 2);

        assertThat(start.present()).isEqualTo(missing(0, 2, 3));
        assertThat(start.vectors().row(0)).containsExactly(1, 2);
        assertThat(start.vectors().row(3)).containsExactly(5, 8);
    }

    @Test
    void startsNewNodesAtTheMeanOfTheirNeighbours() {
        Projection graph = graph();
        EmbeddingTable table = TinyKnowledge.random(6, 2, 4);
        float[] ofNewNeighbour = table.row(4);
        float[] alone = table.row(5);

        WarmStart.of(graph, "before", 2).putInto(table, Triples.of(graph));

        assertThat(table.row(0)).containsExactly(1, 2);
        assertThat(table.row(2)).containsExactly(3, 4);
        assertThat(table.row(3)).containsExactly(5, 8);
        // user 1 likes 10 and 11, which have vectors, and 12, which has none
        assertThat(table.row(1)).containsExactly(4, 6);
        assertThat(table.row(4)).isEqualTo(ofNewNeighbour);
        assertThat(table.row(5)).isEqualTo(alone);
    }

    @Test
    void tellsHowFarVectorsMoved() {
        Projection graph = graph();
        EmbeddingTable now = new EmbeddingTable(6, 2);
        now.setRow(0, new float[] {2, 4}, 0);
        now.setRow(1, new float[] {9, 9}, 0);
        now.setRow(2, new float[] {-4, 3}, 0);
        now.setRow(3, new float[] {5, 8}, 0);

        assertThat(WarmStart.of(graph, "before", 2).drift(now, graph).lowestCosine())
                .isCloseTo(0, within(1e-6));
        assertThat(WarmStart.of(graph, "before", 2).drift(now, graph).meanCosine())
                .isCloseTo(2.0 / 3, within(1e-6));
    }

    @Test
    void refusesVectorsOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmStart.of(graph(), "before", 4))
                .withMessage(
                        "Node property `before` has vectors of length 2, but `embeddingDimension` is 4. A warm start needs vectors of the same length.");
    }

    @Test
    void refusesToStartFromNothing() {
        Projection none = builder()
                .feature("User", "before", 1, new float[2], missing(0, 1))
                .build();
        for (Projection graph : new Projection[] {none, builder().build()}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WarmStart.of(graph, "before", 2))
                    .withMessage(
                            "No node has a vector in `before`, so there is nothing to start from. Leave `warmStartProperty` away to start afresh.");
        }
    }
}
