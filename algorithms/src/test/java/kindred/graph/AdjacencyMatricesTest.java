package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import kindred.math.SparseMatrix;
import org.junit.jupiter.api.Test;

class AdjacencyMatricesTest {

    /** Entries by {@code row > column}; fails where one is repeated. */
    private static Map<String, Float> entries(SparseMatrix matrix) {
        Map<String, Float> entries = new TreeMap<>();
        for (int row = 0; row < matrix.rows(); row++) {
            for (long position = matrix.first(row); position < matrix.end(row); position++) {
                assertThat(entries.put(row + " > " + matrix.column(position), matrix.value(position)))
                        .isNull();
            }
        }
        return entries;
    }

    @Test
    void turnsWeightsIntoTransitionProbabilities() {
        Projection graph = new ProjectionBuilder()
                .nodes("Node", 0, 4)
                .relationship("A", 0, 1, 1f)
                .relationship("A", 0, 2, 3f)
                .relationship("A", 2, 2, 5f)
                .relationship("A", 3, 0, 0f)
                .build();

        assertThat(entries(AdjacencyMatrices.transitions(graph.union())))
                .isEqualTo(Map.of("0 > 1", 0.25f, "0 > 2", 0.75f, "2 > 2", 1f, "3 > 0", 0f));
    }

    @Test
    void putsDirectedRelationshipsAtBothEnds() {
        Projection graph = new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .relationship("A", 0, 1)
                .relationship("A", 2, 1)
                .build();

        assertThat(entries(AdjacencyMatrices.symmetric(graph)))
                .isEqualTo(Map.of("0 > 1", 1f, "1 > 0", 1f, "1 > 2", 1f, "2 > 1", 1f));
    }

    @Test
    void addsUpParallelRelationshipsAndLeavesOutLoopsAndWhatWeighsNothing() {
        Projection graph = new ProjectionBuilder()
                .nodes("Node", 0, 3)
                .undirected("A", 0, 1, 2f)
                .undirected("A", 0, 1, 0.5f)
                .undirected("A", 2, 2, 1f)
                .undirected("A", 1, 2, 0f)
                .relationship("B", 1, 0, 4f)
                .build();

        assertThat(entries(AdjacencyMatrices.symmetric(graph))).isEqualTo(Map.of("0 > 1", 6.5f, "1 > 0", 6.5f));
    }

    @Test
    void ordersColumns() {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 40);
        for (int i = 39; i > 0; i--) {
            builder.relationship(i % 2 == 0 ? "A" : "B", 0, i);
        }
        SparseMatrix matrix = AdjacencyMatrices.symmetric(builder.build());

        for (int i = 0; i < 39; i++) {
            assertThat(matrix.column(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void copesWithGraphsWithoutRelationships() {
        Projection graph = new ProjectionBuilder().nodes("Node", 0, 3).build();

        assertThat(entries(AdjacencyMatrices.symmetric(graph))).isEmpty();
        assertThat(entries(AdjacencyMatrices.transitions(graph.union()))).isEmpty();
    }
}
