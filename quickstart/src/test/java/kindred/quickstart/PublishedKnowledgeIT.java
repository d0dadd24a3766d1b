package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.graphdb.GraphDatabaseService;

/**
 * ComplEx on a knowledge graph, through Cypher, with the settings of the preset that is named like the data set. Needs the folder of data sets, as system
 * property {@code kindred.data} or environment variable {@code KINDRED_DATA}, and is skipped without it.
 *
 * <p>The data set is {@code kinship}, which takes seconds. The system property {@code kindred.knowledge} chooses another:
 * {@code -Dkindred.knowledge=fb15k-237} takes half an hour.
 */
class PublishedKnowledgeIT {

    private static final List<String> PARTS = List.of("train", "valid", "test");

    /** Filtered MRR and Hits@10 to reach: of ConvE less two points, and what LibKGE's and CoDEx's authors have for ComplEx, rounded down. */
    private static final Map<String, double[]> PUBLISHED = Map.of(
            "kinship", new double[] {0.81, 0.96},
            "umls", new double[] {0.92, 0.97},
            "codex-s", new double[] {0.46, 0.64},
            "fb15k-237", new double[] {0.35, 0.53});

    @Test
    void complExReachesThePublishedLevel() throws IOException {
        String data = System.getProperty("kindred.data", System.getenv("KINDRED_DATA"));
        assumeTrue(data != null, "no KINDRED_DATA");
        String name = System.getProperty("kindred.knowledge", "kinship");
        Path folder = Path.of(data, name);
        assumeTrue(Files.isDirectory(folder), () -> "no " + folder);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(EmbeddedDatabase.ANY_PORT, EmbeddedDatabase.NO_HTTP);
                Driver driver = GraphDatabase.driver(database.boltUri());
                Session session = driver.session()) {
            List<String> types = load(new DataFolder(folder), database.graph());
            train(session, name, types);
            Record all = session.run("""
                    CALL kindred.evaluate.knowledge('facts')
                    YIELD relationshipType, direction, testCount, mrr, hitsAt1, hitsAt10
                    WHERE relationshipType = '*' AND direction = 'both'
                    RETURN testCount, mrr, hitsAt1, hitsAt10""").single();

            double[] expected = PUBLISHED.get(name);
            assertThat(all.get("mrr").asDouble()).as("%s", all.asMap()).isGreaterThanOrEqualTo(expected[0]);
            assertThat(all.get("hitsAt10").asDouble()).as("%s", all.asMap()).isGreaterThanOrEqualTo(expected[1]);
            System.out.printf("%s through Cypher: %s%n", name, all.asMap());
        }
    }

    private static void train(Session session, String preset, List<String> types) throws IOException {
        session.run("""
                        WITH %s AS presets
                        WITH presets[$preset].config AS config
                        CALL kindred.complEx.train(
                          {nodeLabels: ['Entity'], relationshipTypes: $types, relationshipFilter: {split: 'train'}},
                          config {.*, modelName: 'facts', randomSeed: 42})
                        YIELD modelInfo
                        RETURN modelInfo""".formatted(presets()), Map.of("preset", preset, "types", types))
                .consume();
    }

    /** The presets of ComplEx as a map in Cypher, which is that of JSON but for the quotes of its keys. */
    private static String presets() throws IOException {
        try (InputStream resource = PublishedKnowledgeIT.class.getResourceAsStream("/kindred/presets/complEx.json")) {
            String json = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return json.replaceAll("\"([^\"]+)\":", "`$1`:");
        }
    }

    /**
     * Nodes are {@code :Entity}, relationships have the relation's number as their type, and the part of the split as {@code split}.
     *
     * @return the types
     */
    private static List<String> load(DataFolder folder, GraphDatabaseService database) {
        GraphLoader loader = new GraphLoader(database);
        int nodes = rows(folder, "nodes");
        int relations = rows(folder, "relations");
        List<String> types =
                IntStream.range(0, relations).mapToObj("R%03d"::formatted).toList();
        String[] ids = loader.nodes("Entity", nodes, GraphLoader.Properties.NONE);
        for (String part : PARTS) {
            List<IntArrayList> heads = lists(relations);
            List<IntArrayList> tails = lists(relations);
            try (TsvFile facts = folder.open(part)) {
                while (facts.next()) {
                    int relation = facts.index(facts.column("relation"));
                    heads.get(relation).add(facts.index(facts.column("head")));
                    tails.get(relation).add(facts.index(facts.column("tail")));
                }
            }
            for (int relation = 0; relation < relations; relation++) {
                IntArrayList from = heads.get(relation);
                IntArrayList to = tails.get(relation);
                loader.relationships(
                        types.get(relation),
                        from.size(),
                        i -> ids[from.getInt(i)],
                        i -> ids[to.getInt(i)],
                        (i, relationship) -> relationship.setProperty("split", part));
            }
        }
        return types;
    }

    private static List<IntArrayList> lists(int count) {
        List<IntArrayList> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new IntArrayList());
        }
        return lists;
    }

    private static int rows(DataFolder folder, String table) {
        int rows = 0;
        try (TsvFile file = folder.open(table)) {
            while (file.next()) {
                rows++;
            }
        }
        return rows;
    }
}
