package kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AffineMapTest {

    @Test
    void multipliesAndAddsTheConstant() {
        AffineMap map = new AffineMap(2, new float[] {1, 2, 3, 4, 100, 200});

        assertThat(map.of(new float[] {1, 10})).containsExactly(131, 242);
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        assertThatThrownBy(() -> new AffineMap(2, new float[4]))
                .hasMessage("A map of 4 numbers does not fit vectors of dimension 2.");
        AffineMap map = new AffineMap(1, new float[2]);
        assertThatThrownBy(() -> new NodeClusters(new EmbeddingTable(1, 2), new int[1], Map.of("User", map)))
                .hasMessage("A map of vectors of dimension 1 does not fit centroids of dimension 2.");
    }

    @Test
    void isThatOfTheFirstLabelThatHasOne() {
        AffineMap one = new AffineMap(1, new float[] {1, 0});
        AffineMap other = new AffineMap(1, new float[] {2, 0});
        NodeClusters clusters = new NodeClusters(new EmbeddingTable(1, 1), new int[1], Map.of("A", one, "B", other));

        assertThat(clusters.mapOf(List.of("C", "B", "A"))).contains(other);
        assertThat(clusters.mapOf(List.of("C"))).isEmpty();
    }
}
