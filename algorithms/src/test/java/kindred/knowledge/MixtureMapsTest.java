package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;
import kindred.model.AffineMap;
import kindred.model.EmbeddingTable;
import kindred.model.NodeClusters;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class MixtureMapsTest {

    private static final int USERS = 900;
    private static final int ITEMS = 12;
    private static final int SHOPS = 3;
    private static final float[] MAP = {0, 2, -1, 1, 0.5f, 0, 3, 0, 1, 10, 20, 30};

    private final Projection graph = graph();
    private final EmbeddingTable nodes = nodes();
    private final NodeClusters clusters = clusters();

    /** Each user has three items, by relationships of two types, one of them towards the user; shops have one each. */
    private static Projection graph() {
        ProjectionBuilder builder = new ProjectionBuilder()
                .nodes("User", 0, USERS)
                .nodes("Item", USERS, USERS + ITEMS)
                .nodes("Shop", USERS + ITEMS, USERS + ITEMS + SHOPS);
        for (int user = 0; user < USERS; user++) {
            builder.undirected("LIKES", user, USERS + item(user, 0));
            builder.undirected("LIKES", user, USERS + item(user, 1));
            builder.relationship("SENT_TO", USERS + item(user, 2), user);
        }
        for (int shop = 0; shop < SHOPS; shop++) {
            builder.relationship("SELLS", USERS + ITEMS + shop, USERS + shop);
        }
        return builder.build();
    }

    private static int item(int user, int number) {
        return (int) Long.remainderUnsigned(new Seeds(3).at(user, number), ITEMS);
    }

    /** Every item is its own cluster, and users are what the map makes of the mean of their items. */
    private static EmbeddingTable nodes() {
        EmbeddingTable nodes = new EmbeddingTable(USERS + ITEMS + SHOPS, 3);
        for (int item = 0; item < ITEMS; item++) {
            float[] vector = {uniform(item, 0), uniform(item, 1), uniform(item, 2)};
            nodes.setRow(USERS + item, vector, 0);
        }
        AffineMap map = new AffineMap(3, MAP);
        for (int user = 0; user < USERS; user++) {
            float[] mean = new float[3];
            for (int number = 0; number < 3; number++) {
                float[] item = nodes.row(USERS + item(user, number));
                for (int i = 0; i < 3; i++) {
                    mean[i] += item[i] / 3;
                }
            }
            nodes.setRow(user, map.of(mean), 0);
        }
        return nodes;
    }

    private static float uniform(long a, long b) {
        return 20 * (Seeds.unitFloat(new Seeds(4).at(a, b)) - 0.5f);
    }

    private NodeClusters clusters() {
        EmbeddingTable centroids = new EmbeddingTable(ITEMS, 3);
        int[] clusterOf = new int[nodes.rows()];
        Arrays.fill(clusterOf, -1);
        for (int item = 0; item < ITEMS; item++) {
            centroids.setRow(item, nodes.row(USERS + item), 0);
            clusterOf[USERS + item] = item;
        }
        return new NodeClusters(centroids, clusterOf);
    }

    private NodeClusters fit(int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
            return MixtureMaps.fit(clusters, nodes, graph, run);
        }
    }

    @Test
    void findsTheMapFromMixturesToTrainedVectors() {
        NodeClusters fitted = fit(2);

        assertThat(fitted.maps()).containsOnlyKeys("User");
        for (int user = 0; user < 20; user++) {
            int[] items = {USERS + item(user, 0), USERS + item(user, 1), USERS + item(user, 2)};
            InductiveMixture mixture =
                    InductiveMixture.of(fitted, items, null, 20).orElseThrow();
            assertThat(mixture.vector(fitted, List.of("User"))).containsExactly(nodes.row(user), within(0.7f));
        }
        assertThat(fitted.maps().get("User").values()).containsExactly(MAP, within(0.3f));
    }

    @Test
    void givesTheSameBitsAtAnyConcurrency() {
        float[] alone = fit(1).maps().get("User").values();

        assertThat(fit(4).maps().get("User").values()).containsExactly(alone);
    }
}
