package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.model.NodeClusters;
import org.junit.jupiter.api.Test;

class NodeClusteringTest {

    /** Node i lies at the corner i modulo 4 of a square, give or take a little. */
    private static EmbeddingTable corners(int nodes) {
        EmbeddingTable table = new EmbeddingTable(nodes, 2);
        for (int node = 0; node < nodes; node++) {
            float jitter = Seeds.unitFloat(new Seeds(5).at(node)) * 0.1f;
            table.setRow(node, new float[] {node % 2 * 10 + jitter, node / 2 % 2 * 10 + jitter}, 0);
        }
        return table;
    }

    @Test
    void dividesTheNodesItIsGivenAndNoOthers() {
        EmbeddingTable table = corners(600);
        int[] nodes = IntStream.range(100, 600).filter(node -> node % 4 != 1).toArray();
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            NodeClusters found = NodeClustering.of(table, nodes, 3, run);

            assertThat(found.clusters()).isEqualTo(3);
            assertThat(found.clusterOf()).hasSize(600);
            for (int node = 0; node < 600; node++) {
                int cluster = found.clusterOf()[node];
                if (node < 100 || node % 4 == 1) {
                    assertThat(cluster).isEqualTo(-1);
                } else {
                    assertThat(cluster).isEqualTo(found.clusterOf()[100 + (node % 4)]);
                    assertThat(found.centroids().row(cluster)[0]).isBetween(node % 2 * 10f, node % 2 * 10 + 0.1f);
                }
            }
        }
    }

    @Test
    void findsTheSameClustersAtAnyConcurrency() {
        EmbeddingTable table = corners(3000);
        int[] nodes = IntStream.range(0, 3000).toArray();
        for (int clusters : new int[] {20, 1500}) {
            try (TrainingRun alone = TrainingRun.quiet(1, 1);
                    TrainingRun many = TrainingRun.quiet(1, 4)) {
                NodeClusters first = NodeClustering.of(table, nodes, clusters, alone);
                NodeClusters second = NodeClustering.of(table, nodes, clusters, many);

                assertThat(second.clusterOf()).containsExactly(first.clusterOf());
                assertThat(second.centroids().checksum())
                        .isEqualTo(first.centroids().checksum());
            }
        }
    }
}
