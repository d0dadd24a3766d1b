package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import kindred.model.AffineMap;
import kindred.model.EmbeddingTable;
import kindred.model.NodeClusters;
import org.junit.jupiter.api.Test;

class InductiveMixtureTest {

    /** Nodes 0 and 1 are in cluster 0, 2 in 1, 3 and 4 in 2, 5 in none. */
    private static final NodeClusters CLUSTERS = new NodeClusters(centroids(), new int[] {0, 0, 1, 2, 2, -1});

    private static EmbeddingTable centroids() {
        EmbeddingTable table = new EmbeddingTable(3, 2);
        table.setRow(0, new float[] {1, 0}, 0);
        table.setRow(1, new float[] {0, 1}, 0);
        table.setRow(2, new float[] {4, 4}, 0);
        return table;
    }

    private static InductiveMixture mixture(float[] weights, int topClusters, int... neighbours) {
        return InductiveMixture.of(CLUSTERS, neighbours, weights, topClusters).orElseThrow();
    }

    @Test
    void isTheShareOfEachCluster() {
        InductiveMixture mixture = mixture(null, 10, 2, 3, 4, 3);

        assertThat(mixture.clusters()).containsExactly(2, 1);
        assertThat(mixture.weights()).containsExactly(0.75f, 0.25f);
        assertThat(mixture.sum(CLUSTERS)).containsExactly(3, 3.25f);
    }

    @Test
    void isMappedAsNodesOfItsLabelAre() {
        AffineMap swapped = new AffineMap(2, new float[] {0, 1, 1, 0, 10, 0});
        NodeClusters mapped = new NodeClusters(CLUSTERS.centroids(), CLUSTERS.clusterOf(), Map.of("User", swapped));
        InductiveMixture mixture = mixture(null, 10, 2, 3, 4, 3);

        assertThat(mixture.vector(mapped, List.of("Admin", "User"))).containsExactly(13.25f, 3);
        assertThat(mixture.vector(mapped, List.of("Shop"))).containsExactly(3, 3.25f);
        assertThat(mixture.vector(CLUSTERS, List.of("User"))).containsExactly(3, 3.25f);
    }

    @Test
    void keepsTheHeaviestClustersAndScalesThemAnew() {
        InductiveMixture mixture = mixture(null, 2, 0, 1, 1, 3, 2, 2);

        assertThat(mixture.clusters()).containsExactly(0, 1);
        assertThat(mixture.weights()).containsExactly(0.6f, 0.4f);
    }

    @Test
    void putsTheLowerNumberFirstWhereClustersAreEquallyHeavy() {
        assertThat(mixture(null, 2, 4, 2, 0).clusters()).containsExactly(0, 1);
    }

    @Test
    void countsRelationshipsByTheirWeight() {
        InductiveMixture mixture = mixture(new float[] {1, 0.5f, 2.5f, 0}, 10, 0, 2, 2, 4);

        assertThat(mixture.clusters()).containsExactly(1, 0);
        assertThat(mixture.weights()).containsExactly(0.75f, 0.25f);
    }

    @Test
    void ignoresNodesWithoutClusterAndNodesUnknown() {
        assertThat(mixture(null, 10, 5, -1, 4).clusters()).containsExactly(2);
        assertThat(InductiveMixture.of(CLUSTERS, new int[] {5, -1}, null, 10)).isEmpty();
        assertThat(InductiveMixture.of(CLUSTERS, new int[0], null, 10)).isEmpty();
        assertThat(InductiveMixture.of(CLUSTERS, new int[] {1}, new float[] {0}, 10))
                .isEmpty();
    }

    @Test
    void refusesWeightsThatCannotCount() {
        assertThatThrownBy(() -> mixture(new float[] {-2}, 10, 1))
                .hasMessage(
                        "A relationship of weight -2.0 cannot count in a mixture; weights must be finite and at least 0.");
        assertThatThrownBy(() -> mixture(new float[] {Float.NaN}, 10, 1)).hasMessageContaining("weight NaN");
    }
}
