package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.NodeClusters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwHinTest {

    private static final int TASTES = 6;
    private static final int USERS = 120;
    private static final int ITEMS = 120;
    private static final int DIMENSION = 16;

    /** The last twelve items, two of each taste, are new: nobody likes them yet. */
    private static final int NEW_ITEMS = 12;

    private static final int FIRST_ITEM = USERS;
    private static final int FIRST_GENRE = USERS + ITEMS;

    /** Users and items are of taste {@code number modulo TASTES}; users like items of their taste, of which the genre tells. */
    private static ProjectionBuilder tastes(int likes, long seed) {
        Seeds seeds = new Seeds(seed);
        ProjectionBuilder builder = new ProjectionBuilder()
                .nodes("User", 0, USERS)
                .nodes("Item", FIRST_ITEM, FIRST_GENRE)
                .nodes("Genre", FIRST_GENRE, FIRST_GENRE + TASTES);
        for (int user = 0; user < USERS; user++) {
            for (int i = 0; i < likes; i++) {
                int drawn = Seeds.bounded(seeds.at(user, i), (ITEMS - NEW_ITEMS) / TASTES);
                builder.relationship("LIKES", user, FIRST_ITEM + drawn * TASTES + user % TASTES);
            }
        }
        for (int item = 0; item < ITEMS; item++) {
            builder.relationship("OF", FIRST_ITEM + item, FIRST_GENRE + item % TASTES);
        }
        return builder;
    }

    private static KnowledgeEmbeddings train(Projection graph, Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(
                Map.of("embeddingDimension", DIMENSION, "batchSize", 256, "negativeSamplingRate", 16, "epochs", 30));
        all.putAll(changes);
        return PlantedKnowledge.train(new TwHin(), graph, all);
    }

    /** Share of (user, item) whose taste is the same among the ten items that score best with each user. */
    private static double sameTaste(KnowledgeEmbeddings model) {
        int[][] best = bestItems(model);
        int same = 0;
        for (int user = 0; user < USERS; user++) {
            for (int item : best[user]) {
                same += item % TASTES == user % TASTES ? 1 : 0;
            }
        }
        return same / (10.0 * USERS);
    }

    private static int[][] bestItems(KnowledgeEmbeddings model) {
        KnowledgeScores scores = KnowledgeScores.of(model);
        int likes = model.relations().indexOf("LIKES");
        float[] row = new float[scores.nodeCount()];
        int[][] best = new int[USERS][];
        for (int user = 0; user < USERS; user++) {
            scores.tails(new int[] {user}, new int[] {likes}, row);
            best[user] = IntStream.range(0, ITEMS)
                    .boxed()
                    .sorted((a, b) -> Float.compare(row[FIRST_ITEM + b], row[FIRST_ITEM + a]))
                    .limit(10)
                    .mapToInt(item -> item)
                    .toArray();
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource({"translation, twhin", "none, product", "diagonal, distMult", "complexDiagonal, complEx"})
    void findsTastes(String operator, String scorer) {
        KnowledgeEmbeddings model = train(tastes(6, 1).build(), Map.of("operator", operator));

        assertThat(sameTaste(model)).isGreaterThan(0.9);
        assertThat(model.relations().scorer()).isEqualTo(scorer);
        assertThat(model.relations().reciprocal()).isFalse();
    }

    /** What the genre tells is all that is known of them. */
    @Test
    void placesItemsThatNobodyLikesYet() {
        KnowledgeEmbeddings model = train(tastes(6, 1).build(), Map.of());
        KnowledgeScores scores = KnowledgeScores.of(model);
        int likes = model.relations().indexOf("LIKES");

        for (int item = ITEMS - NEW_ITEMS; item < ITEMS; item++) {
            double[] mean = new double[TASTES];
            for (int user = 0; user < USERS; user++) {
                mean[user % TASTES] += scores.score(user, likes, FIRST_ITEM + item) * TASTES / USERS;
            }
            for (int taste = 0; taste < TASTES; taste++) {
                if (taste != item % TASTES) {
                    assertThat(mean[item % TASTES]).isGreaterThan(mean[taste] + 0.5);
                }
            }
        }
    }

    @Test
    void findsNearlyTheSameWhenCompressed() {
        Projection graph = tastes(6, 1).build();
        KnowledgeEmbeddings model = train(graph, Map.of());
        KnowledgeEmbeddings compressed = train(graph, Map.of("quantisationParts", 4));

        assertThat(compressed.quantised()).isPresent();
        assertThat(compressed.quantised().orElseThrow().parts()).isEqualTo(4);
        int[][] expected = bestItems(model);
        int[][] found = bestItems(compressed);
        int common = 0;
        for (int user = 0; user < USERS; user++) {
            BitSet wanted = new BitSet();
            IntStream.of(expected[user]).forEach(wanted::set);
            common += (int) IntStream.of(found[user]).filter(wanted::get).count();
        }
        assertThat(common / (10.0 * USERS)).isGreaterThan(0.9);
        assertThat(compressed.provenance().metrics().get("quantisationError")).isBetween(0.0, 0.1);
    }

    @Test
    void dividesTheNodesOfALabelIntoClusters() {
        KnowledgeEmbeddings model = train(tastes(6, 1).build(), Map.of("clusterLabel", "Item", "clusters", TASTES));

        NodeClusters clusters = model.clusters().orElseThrow();
        assertThat(clusters.clusters()).isEqualTo(TASTES);
        int[] clusterOfTaste = new int[TASTES];
        for (int item = 0; item < ITEMS; item++) {
            int cluster = clusters.clusterOf()[FIRST_ITEM + item];
            clusterOfTaste[item % TASTES] = item < TASTES ? cluster : clusterOfTaste[item % TASTES];
            assertThat(cluster).as("item %d", item).isEqualTo(clusterOfTaste[item % TASTES]);
        }
        assertThat(clusterOfTaste).doesNotHaveDuplicates();
        assertThat(clusters.clusterOf()[0]).isEqualTo(-1);
        assertThat(clusters.clusterOf()[FIRST_GENRE]).isEqualTo(-1);
    }

    /** The graph of the next day, whose nodes have the vectors of the day before. */
    private static Projection nextDay(KnowledgeEmbeddings before) {
        ProjectionBuilder builder = tastes(6, 2);
        addVectors(builder, "User", before.embeddings(), 0, USERS);
        addVectors(builder, "Item", before.embeddings(), FIRST_ITEM, ITEMS);
        addVectors(builder, "Genre", before.embeddings(), FIRST_GENRE, TASTES);
        return builder.build();
    }

    private static void addVectors(ProjectionBuilder builder, String label, EmbeddingTable table, int from, int count) {
        float[] values = new float[count * DIMENSION];
        for (int i = 0; i < count; i++) {
            System.arraycopy(table.row(from + i), 0, values, i * DIMENSION, DIMENSION);
        }
        builder.feature(label, "before", DIMENSION, values, new BitSet());
    }

    @Test
    void staysNearToTheDayBeforeWhenAnchored() {
        Projection graph = nextDay(train(tastes(6, 1).build(), Map.of()));

        KnowledgeEmbeddings anchored = train(graph, Map.of("warmStartProperty", "before", "anchor", 1.0));
        KnowledgeEmbeddings free = train(graph, Map.of("warmStartProperty", "before"));

        double held = anchored.provenance().metrics().get("driftMeanCosine");
        assertThat(held).isGreaterThan(0.95);
        assertThat(free.provenance().metrics().get("driftMeanCosine")).isLessThan(held - 0.02);
        assertThat(anchored.provenance().metrics().get("driftLowestCosine")).isLessThanOrEqualTo(held);
        assertThat(sameTaste(anchored)).isGreaterThan(0.9);
    }

    @Test
    void startsFromVectorsOfTheDayBefore() {
        KnowledgeEmbeddings before = train(tastes(6, 1).build(), Map.of());
        Map<String, Object> oneEpoch = Map.of("epochs", 1);
        Map<String, Object> warm = Map.of("epochs", 1, "warmStartProperty", "before");

        assertThat(sameTaste(train(nextDay(before), warm))).isGreaterThan(0.9);
        assertThat(sameTaste(train(nextDay(before), oneEpoch))).isLessThan(0.6);
    }

    @Test
    void refusesLabelsThatAreNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(tastes(1, 1).build(), Map.of("clusterLabel", "Items")))
                .withMessage(
                        "Value for `clusterLabel` was `Items`, but must be one of [User, Item, Genre]. (Did you mean [Item]?)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anchor            | 0.5 | Value for `anchor` was `0.5`, but must be 0 unless `warmStartProperty` says what to hold vectors to.
            quantisationParts | 5   | Value for `quantisationParts` was `5`, but must divide the 16 dimensions of the embeddings. One of [1, 2, 4, 8, 16] is expected.
            clusters          | 0   | Value for `clusters` was `0`, but must be within the range [1, 1000000].
            clusterLabel      | ' ' | `clusterLabel` can not be null or blank, but it was ` `
            """)
    void refusesWhatDoesNotFit(String key, String value, String message) {
        Object given = key.equals("anchor") ? (Object) Double.valueOf(value) : value;
        if (key.equals("clusters") || key.equals("quantisationParts")) {
            given = Integer.valueOf(value);
        }
        Map<String, Object> values = Map.of("embeddingDimension", 16, key, given);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigReader.read(new TwHin().defaults(), values))
                .withMessage(message);
    }

    @Test
    void hasTheSettingsOfThePaper() {
        assertThat(ConfigReader.toMap(new TwHin().defaults()))
                .containsEntry("operator", "translation")
                .containsEntry("loss", "selfAdversarial")
                .containsEntry("adversarialTemperature", 0.0)
                .containsEntry("inBatchNegatives", true)
                .containsEntry("sameLabelNegatives", true)
                .containsEntry("optimizer", "rowAdagrad")
                .containsEntry("anchor", 0.0)
                .hasSize(31);
    }

    @Test
    void readsNoPropertyUnlessItStartsFromIt() {
        TwHin twhin = new TwHin();
        assertThat(twhin.nodeProperties(twhin.defaults())).isEmpty();
        assertThat(twhin.nodeProperties(ConfigReader.read(twhin.defaults(), Map.of("warmStartProperty", "before"))))
                .containsExactly("before");
    }
}
