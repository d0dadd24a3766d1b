package kindred.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kindred.quickstart.InteractionData.Pairs;
import org.neo4j.driver.Record;
import org.neo4j.graphdb.GraphDatabaseService;

/** Real interactions with a published split: what is in the training file is learned from, what is in the test file foretold. */
final class InteractionStory implements Story {

    private static final int SHOWN = 10;
    private static final int JUDGED_AT = 20;
    private static final String SETTINGS = """
            objective: 'negativeSampling', embeddingDimension: 128, walksPerNode: 10, walkLength: 40,
              windowSize: 5, initialLearningRate: 0.1, iterations: 8,
              positiveSamplingFactor: 0.00001, negativeSamplingExponent: 0.4""";

    private final InteractionData data;
    private final long seed;
    private final String settings;

    /** With settings that suit sparse interactions. */
    InteractionStory(InteractionData data, long seed) {
        this(data, seed, SETTINGS);
    }

    /** @param settings of DeepWalk, as in a Cypher map */
    InteractionStory(InteractionData data, long seed, String settings) {
        this.data = data;
        this.seed = seed;
        this.settings = settings;
    }

    @Override
    public void tell(EmbeddedDatabase database, Narrator narrator) {
        load(database.graph(), narrator);
        project(narrator);
        train(narrator);
        evaluate(narrator);
        recommend(narrator);
    }

    private void load(GraphDatabaseService graph, Narrator narrator) {
        Screen screen = narrator.screen();
        screen.heading("The data: " + data.name());
        screen.say(
                "Users and items, with the published split: what is in train.tsv.gz becomes INTERACTED, what is in test.tsv.gz "
                        + "becomes HELD_OUT and is only looked at to judge.");
        long begin = System.nanoTime();
        GraphLoader loader = new GraphLoader(graph);
        String[] users = nodes(loader, "User", data.users(), data.userNames());
        String[] items = nodes(loader, "Item", data.items(), data.itemNames());
        relationships(loader, "INTERACTED", data.train(), users, items);
        relationships(loader, "HELD_OUT", data.test(), users, items);
        narrator.ask("CREATE CONSTRAINT user_id FOR (user:User) REQUIRE user.id IS UNIQUE");
        screen.note(String.format(
                Locale.ROOT,
                "Loaded %,d nodes and %,d relationships in %.1f s.",
                loader.nodeCount(),
                loader.relationshipCount(),
                (System.nanoTime() - begin) / 1e9));
        narrator.tell("""
                MATCH (:User)-[r]->(:Item)
                RETURN type(r) AS relationship, count(*) AS count,
                  count(DISTINCT startNode(r)) AS users, count(DISTINCT endNode(r)) AS items
                ORDER BY count DESC""");
    }

    private static String[] nodes(GraphLoader loader, String label, int[] ids, InteractionData.Names names) {
        return loader.nodes(label, ids.length, (i, node) -> {
            node.setProperty("id", ids[i]);
            node.setProperty("name", names.of(ids[i]));
        });
    }

    private static void relationships(GraphLoader loader, String type, Pairs pairs, String[] users, String[] items) {
        loader.relationships(
                type,
                pairs.size(),
                i -> users[pairs.users()[i]],
                i -> items[pairs.items()[i]],
                GraphLoader.Properties.NONE);
    }

    private static void project(Narrator narrator) {
        narrator.screen().heading("Project");
        narrator.tell("""
                CALL gds.graph.project('known', ['User', 'Item'],
                  {INTERACTED: {orientation: 'UNDIRECTED'}})
                YIELD nodeCount, relationshipCount, projectMillis""");
    }

    private String configuration() {
        return """
                {writeProperty: 'embedding', randomSeed: %d,
                  %s}""".formatted(seed, settings);
    }

    private void train(Narrator narrator) {
        narrator.screen().heading("Train DeepWalk, and write the vectors");
        narrator.tell("CALL kindred.deepWalk.write.estimate('known', " + configuration()
                + ")\nYIELD requiredMemory, nodeCount, relationshipCount");
        narrator.tellWithProgress("CALL kindred.deepWalk.write('known', " + configuration()
                + ")\nYIELD nodePropertiesWritten, preProcessingMillis, computeMillis, writeMillis");
    }

    private void evaluate(Narrator narrator) {
        narrator.screen().heading("Does it foretell?");
        narrator.screen()
                .say(
                        "For every user all items are ranked that are not known, and the held-out ones are looked for among the first. "
                                + "Popularity is judged in the same way; intervals are bootstrap 95 %.");
        List<Record> rows = narrator.tell("""
                CALL kindred.evaluate.recommendation({
                  userLabel: 'User', itemLabel: 'Item', embeddingProperty: 'embedding',
                  relationshipTypes: ['INTERACTED'], testRelationshipType: 'HELD_OUT',
                  topK: [%d], randomSeed: %d})
                YIELD method, recall, recallLower, recallUpper, ndcg, ndcgLower, ndcgUpper, coverage
                RETURN method, recall, [recallLower, recallUpper] AS recallInterval,
                  ndcg, [ndcgLower, ndcgUpper] AS ndcgInterval, coverage""".formatted(JUDGED_AT, seed));
        narrator.screen().blank();
        rows.forEach(row -> narrator.screen()
                .emphasis(String.format(
                        Locale.ROOT,
                        "%-11s Recall@%d %.4f   NDCG@%d %.4f",
                        row.get("method").asString(),
                        JUDGED_AT,
                        Narrator.number(row, "recall"),
                        JUDGED_AT,
                        Narrator.number(row, "ndcg"))));
    }

    /** The first user with a history of medium length and several held-out items. */
    private int someone() {
        int[] known = new int[data.users().length];
        int[] heldOut = new int[data.users().length];
        Arrays.stream(data.train().users()).forEach(user -> known[user]++);
        Arrays.stream(data.test().users()).forEach(user -> heldOut[user]++);
        int best = 0;
        for (int user = 0; user < known.length; user++) {
            boolean better = fit(known[user], heldOut[user]) > fit(known[best], heldOut[best]);
            best = better ? user : best;
        }
        return data.users()[best];
    }

    private static double fit(int known, int heldOut) {
        return -Math.abs(known - 12) - 2 * Math.abs(heldOut - 4);
    }

    private void recommend(Narrator narrator) {
        int user = someone();
        Screen screen = narrator.screen();
        screen.heading("One user");
        screen.say("What user " + data.userNames().of(user) + " is known to have:");
        narrator.tell("""
                MATCH (user:User {id: %d})-[:INTERACTED]->(item:Item)
                RETURN user.name AS user, collect(item.name) AS known""".formatted(user));
        screen.blank();
        screen.say("What is recommended, and whether it was among the held-out ones:");
        narrator.tell("""
                MATCH (user:User {id: %d})
                CALL kindred.recommend(user, {label: 'Item', exclude: ['INTERACTED'], topK: %d})
                YIELD rank, item, score, reason
                RETURN rank, item.name AS item, score, reason,
                  CASE WHEN EXISTS { (user)-[:HELD_OUT]->(item) } THEN 'yes' ELSE '' END AS heldOut""".formatted(user, SHOWN));
    }
}
