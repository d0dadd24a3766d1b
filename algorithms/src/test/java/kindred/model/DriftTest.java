package kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static Model model(long[] ids, float... values) {
        int dimension = values.length / ids.length;
        EmbeddingTable table = new EmbeddingTable(ids.length, dimension);
        for (int row = 0; row < ids.length; row++) {
            table.setRow(row, values, row * dimension);
        }
        Provenance provenance =
                new Provenance("test", Map.of(), 0, ids.length, 0, 0, "0", List.of(), Map.of(), 0, Instant.EPOCH);
        return new NodeEmbeddings(table, NodeIndex.ofSingleLabel("A", ids), provenance);
    }

    @Test
    void matchesNodesByTheirIdAndCountsTheOthers() {
        Model former = model(new long[] {10, 20, 30, 40}, 1, 0, /**/ 0, 1, /**/ 1, 1, /**/ 5, 5);
        Model current = model(new long[] {5, 20, 30, 60, 70}, 9, 9, /**/ 0, 3, /**/ 1, 0, /**/ 1, 1, /**/ 2, 2);

        Drift drift = Drift.between(former, current);

        assertThat(drift.matched()).isEqualTo(2);
        assertThat(drift.added()).isEqualTo(3);
        assertThat(drift.removed()).isEqualTo(2);
        assertThat(drift.meanCosine()).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-6));
        assertThat(drift.lowestCosine()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    }

    @Test
    void doesNotDependOnLengths() {
        Model former = model(new long[] {1, 2}, 1, 2, /**/ 3, -4);

        assertThat(Drift.between(former, model(new long[] {1, 2}, 10, 20, /**/ 0.3f, -0.4f))
                        .lowestCosine())
                .isCloseTo(1, within(1e-6));
        assertThat(Drift.between(former, model(new long[] {1, 2}, -1, -2, /**/ 3, -4)))
                .satisfies(drift -> assertThat(drift.meanCosine()).isCloseTo(0, within(1e-6)))
                .satisfies(drift -> assertThat(drift.lowestCosine()).isCloseTo(-1, within(1e-6)));
    }

    @Test
    void comparesNoVectorsWithoutDirection() {
        Model former = model(new long[] {1, 2, 3}, 0, 0, /**/ 1, 0, /**/ 1, 0);
        Model current = model(new long[] {1, 2, 3}, 0, 1, /**/ 0, 0, /**/ 1, 0);

        assertThat(Drift.between(former, current)).isEqualTo(new Drift(1, 1, 3, 0, 0));
        assertThat(Drift.between(former, model(new long[] {7}, 1, 1)))
                .isEqualTo(new Drift(Double.NaN, Double.NaN, 0, 1, 3));
    }

    @Test
    void refusesToCompareDifferentSpaces() {
        Model former = model(new long[] {1}, 1, 2);
        Model current = model(new long[] {1}, 1, 2, 3);

        assertThatThrownBy(() -> Drift.between(former, current))
                .hasMessage("Vectors of 3 dimensions cannot have drifted from vectors of 2.");
    }
}
