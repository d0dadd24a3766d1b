package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;

/** Both forms of the demo, smaller, told to their end; then what they claim is checked from outside. */
class DemoIT {

    private static final int READERS = 1500;
    private static final long SEED = 42;

    /** A story told on a database of its own, and what it showed. */
    private static final class Telling implements AutoCloseable {
        private final EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.ANY_PORT, EmbeddedDatabase.NO_HTTP);
        private final Driver driver = GraphDatabase.driver(database.boltUri(), AuthTokens.none());
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Narrator narrator =
                new Narrator(new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false), driver);

        Telling(Story story) {
            story.tell(database, narrator);
        }

        String shown() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        List<Record> ask(String cypher) {
            return narrator.ask(cypher);
        }

        @Override
        public void close() {
            driver.close();
            database.close();
        }
    }

    private static void assertFits(Telling telling) {
        assertThat(telling.shown().lines().filter(line -> line.length() > Screen.WIDTH))
                .isEmpty();
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnTheLibrary {

        private Telling telling;

        @BeforeAll
        void tell() {
            telling = new Telling(new LibraryStory(READERS, SEED));
        }

        @AfterAll
        void close() {
            telling.close();
        }

        @Test
        void runsToItsEnd() {
            assertThat(telling.shown())
                    .contains("A library", "Hold out the future", "Project", "Index", "Does it foretell?")
                    .contains("Keep the model", "library-tastes");
        }

        @Test
        void fitsTheScreen() {
            assertThat(telling.shown().lines())
                    .allSatisfy(line ->
                            assertThat(line.length()).as(line).isLessThanOrEqualTo(Screen.WIDTH + "  │ ".length()));
        }

        @Test
        void recommendsNothingKnown() {
            List<Record> rows = telling.ask("""
                    MATCH (reader:Reader) WITH reader ORDER BY reader.id LIMIT 200
                    CALL kindred.recommend(reader, {label: 'Book', exclude: ['READ'], topK: 20}) YIELD item
                    RETURN count(*) AS recommended, sum(CASE WHEN EXISTS { (reader)-[:READ]->(item) } THEN 1 ELSE 0 END) AS known""");

            assertThat(rows.get(0).get("recommended").asInt()).isEqualTo(200 * 20);
            assertThat(rows.get(0).get("known").asInt()).isZero();
        }

        @Test
        void meetsThePlantedTastesFarMoreOftenThanBestSellersDo() {
            TasteCheck check = new TasteCheck(TasteGraph.generate(READERS, SEED));
            double recommended = check.ownTasteShare(lists("['embedding']"));
            double popular = check.ownTasteShare(lists("['popularity']"));

            assertThat(recommended).isGreaterThan(popular + 0.3);
        }

        private Map<String, List<String>> lists(String sources) {
            Map<String, List<String>> lists = new HashMap<>();
            telling.ask("""
                            MATCH (reader:Reader) WHERE reader.embedding IS NOT NULL
                            WITH reader ORDER BY reader.id LIMIT 300
                            CALL kindred.recommend(reader, {label: 'Book', exclude: ['READ'], explain: false, sources: %s})
                            YIELD item
                            RETURN reader.id AS id, collect(item.id) AS books""".formatted(sources))
                    .forEach(row ->
                            lists.put(row.get("id").asString(), row.get("books").asList(value -> value.asString())));
            return lists;
        }

        @Test
        void foretellsBetterThanPopularity() {
            List<Record> rows = telling.ask("""
                    CALL kindred.evaluate.recommendation({
                      userLabel: 'Reader', itemLabel: 'Book', embeddingProperty: 'embedding',
                      relationshipTypes: ['READ'], splitProperty: 'split', topK: [20], randomSeed: 1})
                    YIELD method, recall
                    RETURN recall ORDER BY method""");

            double embedding = Narrator.number(rows.get(0), "recall");
            double popularity = Narrator.number(rows.get(1), "recall");
            assertThat(embedding).isGreaterThan(1.3 * popularity);
        }

        @Test
        void trainsTheSameModelAgainForTheSameSeed() {
            String shown = telling.shown();
            String repeated = shown.substring(shown.indexOf("the checksum is ") + "the checksum is ".length());
            String checksum = repeated.split("\\s+")[0];

            assertThat(shown.split(checksum, -1))
                    .as("occurrences of the checksum")
                    .hasSize(4);
        }

        @Test
        void keepsTheModel() {
            List<Record> models = telling.ask("CALL kindred.model.list() YIELD modelName, modelType");

            assertThat(models).hasSize(1);
            assertThat(models.get(0).get("modelName").asString()).isEqualTo("library-tastes");
            assertThat(models.get(0).get("modelType").asString()).isEqualTo("node2vec");
        }
    }

    @Nested
    class OnInteractionFiles {

        @TempDir
        private Path folder;

        @Test
        void foretellsTheTestFileBetterThanPopularity() throws IOException {
            writeInteractions();
            try (Telling telling = new Telling(new InteractionStory(InteractionData.read(folder), SEED))) {
                assertThat(telling.shown()).contains("Recall@20", "NDCG@20", "One user");
                assertFits(telling);
                assertThat(figure(telling.shown(), "embedding"))
                        .isGreaterThan(1.3 * figure(telling.shown(), "popularity"));
            }
        }

        private double figure(String shown, String method) {
            String line = shown.lines()
                    .filter(candidate -> candidate.strip().startsWith(method) && candidate.contains("Recall@20"))
                    .findFirst()
                    .orElseThrow();
            return Double.parseDouble(line.strip().split("\\s+")[2]);
        }

        /** The library's reads, the latest of each reader held out. */
        private void writeInteractions() throws IOException {
            TasteGraph library = TasteGraph.generate(READERS, SEED);
            Map<Integer, Long> last = new HashMap<>();
            library.reads().forEach(read -> last.merge(read.reader(), read.at(), Math::max));
            StringBuilder train = new StringBuilder("#user\titem\n");
            StringBuilder test = new StringBuilder("#user\titem\n");
            for (TasteGraph.Read read : library.reads()) {
                StringBuilder rows = read.at() == last.get(read.reader()) ? test : train;
                rows.append(read.reader()).append('\t').append(read.book()).append('\n');
            }
            write("train.tsv.gz", train.toString());
            write("test.tsv.gz", test.toString());
        }

        private void write(String name, String text) throws IOException {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
