package kindred.procedures.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import kindred.graph.GraphSize;
import org.junit.jupiter.api.Test;

class FictitiousGraphTest {

    private static GraphSize size(Map<String, Object> keys) {
        return FictitiousGraph.size(keys, GraphRequest.everything());
    }

    @Test
    void isToldFromASelectionByItsNodeCount() {
        assertThat(FictitiousGraph.isDescribedBy(Map.of("nodecount", 1L))).isTrue();
        assertThat(FictitiousGraph.isDescribedBy(Map.of("nodeLabels", List.of("A"))))
                .isFalse();
    }

    @Test
    void countsAnUndirectedRelationshipTwice() {
        Map<String, Object> natural = Map.of("nodeCount", 10L, "relationshipCount", 40L);
        Map<String, Object> undirected =
                Map.of("nodeCount", 10L, "relationshipCount", 40L, "orientation", "undirected");
        Map<String, Object> asInGds = Map.of(
                "nodeCount",
                10L,
                "relationshipCount",
                40L,
                "nodeProjection",
                "*",
                "relationshipProjection",
                Map.of("T", Map.of("orientation", "UNDIRECTED")));

        assertThat(size(natural)).isEqualTo(new GraphSize(10, 40, 1, false, 0));
        assertThat(size(undirected).arcCount()).isEqualTo(80);
        assertThat(size(asInGds).arcCount()).isEqualTo(80);
    }

    @Test
    void countsTypesAndProperties() {
        assertThat(size(Map.of(
                        "nodeCount",
                        10L,
                        "relationshipTypes",
                        List.of("A", "B"),
                        "nodeProperties",
                        List.of("x", "y", "z"))))
                .isEqualTo(new GraphSize(10, 0, 2, false, 30));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> size(Map.of("nodeCount", 10L, "zebras", 3L)))
                .withMessage("Unexpected configuration key: zebras");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> size(Map.of("nodeCount", -1L)))
                .withMessage("Value for `nodeCount` was `-1`, but must be within the range [0, 9223372036854775807].");
    }
}
