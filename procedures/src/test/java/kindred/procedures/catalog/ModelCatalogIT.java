package kindred.procedures.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import kindred.model.Model;
import kindred.model.NodeEmbeddings;
import kindred.model.Provenance;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;

@ExtendWith(KindredDatabase.class)
class ModelCatalogIT {

    private static final int SMALL_CHUNKS = 1000;

    private final KindredDatabase database;
    private final ModelCatalog catalog = new ModelCatalog(0, SMALL_CHUNKS); // nothing is cached

    ModelCatalogIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void loadsTheBitsThatWereSaved() {
        Model model = model(300, 20);
        mine().save("m", model);
        long bytes = mine().list().get(0).bytes();
        assertThat(bytes).isGreaterThan(300 * 20 * 4);
        assertThat(database.value("MATCH (c:_KindredModelChunk) RETURN count(c)"))
                .isEqualTo((bytes + SMALL_CHUNKS - 1) / SMALL_CHUNKS);
        Model loaded = mine().load("m");
        assertThat(loaded).isNotSameAs(model);
        assertThat(loaded.embeddings().checksum()).isEqualTo(model.embeddings().checksum());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
        assertThat(loaded.nodes().databaseId(299)).isEqualTo(model.nodes().databaseId(299));
    }

    @Test
    void survivesARestart(@TempDir Path folder) {
        Model model = model(50, 8);
        try (Embedded first = Embedded.start(folder)) {
            new ModelCatalog().open(first.database(), "").save("m", model);
        }
        try (Embedded second = Embedded.start(folder)) {
            UserModels models = new ModelCatalog().open(second.database(), "");
            assertThat(models.list()).extracting(StoredModel::name).containsExactly("m");
            Model loaded = models.load("m");
            assertThat(loaded.embeddings().checksum())
                    .isEqualTo(model.embeddings().checksum());
            assertThat(loaded.provenance()).isEqualTo(model.provenance());
        }
    }

    @Test
    void refusesATakenName() {
        mine().save("m", model(3, 2));
        assertThatThrownBy(() -> mine().save("m", model(4, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Model with name `m` already exists.");
        assertThat(mine().load("m").embeddings().rows()).isEqualTo(3);
    }

    @Test
    void refusesAMissingNameAndSuggestsAnother() {
        mine().save("walks", model(3, 2));
        assertThatThrownBy(() -> mine().load("wakls"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Model with name `wakls` does not exist. (Did you mean [walks]?)");
        assertThatThrownBy(() -> mine().load("other")).hasMessage("Model with name `other` does not exist.");
    }

    @Test
    void leavesNothingBehindWhenSavingIsTerminated() {
        AtomicInteger chunks = new AtomicInteger();
        UserModels terminated = catalog.open(database.service(), "", () -> {
            if (chunks.incrementAndGet() > 3) {
                throw new IllegalStateException("terminated");
            }
        });
        assertThatThrownBy(() -> terminated.save("m", model(300, 20))).hasMessage("terminated");
        assertThat(mine().exists("m")).isFalse();
        assertThat(database.value("MATCH (n) RETURN count(n)")).isEqualTo(0L);
        mine().save("m", model(3, 2));
        assertThat(mine().exists("m")).isTrue();
    }

    @Test
    void sweepsAwayWhatACrashHasLeft() {
        mine().save("kept", model(300, 20));
        database.rows(
                "UNWIND range(1, 5) AS i CREATE (:_KindredModelChunk {uuid: 'crashed', position: i, content: ''})");
        assertThat(mine().list()).hasSize(1);
        mine().save("next", model(3, 2));
        assertThat(database.value("MATCH (c:_KindredModelChunk {uuid: 'crashed'}) RETURN count(c)"))
                .isEqualTo(0L);
        assertThat(mine().load("kept").embeddings().rows()).isEqualTo(300);
        assertThat(mine().load("next").embeddings().rows()).isEqualTo(3);
    }

    @Test
    void doesNotSweepAwayWhatIsBeingWritten() {
        AtomicInteger chunks = new AtomicInteger();
        UserModels slow = catalog.open(database.service(), "", () -> {
            if (chunks.incrementAndGet() == 4) {
                mine().save("meanwhile", model(3, 2));
            }
        });
        Model model = model(300, 20);
        slow.save("slow", model);
        assertThat(mine().load("slow").embeddings().checksum())
                .isEqualTo(model.embeddings().checksum());
        assertThat(mine().list()).extracting(StoredModel::name).containsExactly("meanwhile", "slow");
    }

    @Test
    void givesTheNameToWhoeverFinishesFirst() {
        AtomicInteger chunks = new AtomicInteger();
        UserModels slow = catalog.open(database.service(), "", () -> {
            if (chunks.incrementAndGet() == 4) {
                mine().save("m", model(3, 2));
            }
        });
        assertThatThrownBy(() -> slow.save("m", model(300, 20))).hasMessage("Model with name `m` already exists.");
        assertThat(mine().load("m").embeddings().rows()).isEqualTo(3);
        assertThat(database.value("MATCH (c:_KindredModelChunk) RETURN count(DISTINCT c.uuid)"))
                .isEqualTo(1L);
    }

    @Test
    void dropsAModelWhole() {
        mine().save("m", model(300, 20));
        assertThat(mine().drop("m")).isPresent();
        assertThat(mine().drop("m")).isEmpty();
        assertThat(database.value("MATCH (n) RETURN count(n)")).isEqualTo(0L);
    }

    @Test
    void keepsUsersApart() {
        UserModels ada = catalog.open(database.service(), "ada", () -> {});
        ada.save("m", model(3, 2));
        mine().save("m", model(4, 2));
        assertThat(ada.load("m").embeddings().rows()).isEqualTo(3);
        assertThat(mine().load("m").embeddings().rows()).isEqualTo(4);
        assertThat(mine().list()).hasSize(1);
        assertThat(mine().listAll()).extracting(StoredModel::username).containsExactly("", "ada");
    }

    @Test
    void neverServesAReplacedModelFromMemory() {
        ModelCatalog caching = new ModelCatalog(1 << 20, SMALL_CHUNKS);
        UserModels reader = caching.open(database.service(), "");
        mine().save("m", model(3, 2));
        Model loaded = reader.load("m");
        assertThat(reader.load("m")).isSameAs(loaded);
        mine().drop("m"); // by a catalogue that shares no memory with the reader's
        mine().save("m", model(4, 2));
        assertThat(reader.load("m").embeddings().rows()).isEqualTo(4);
    }

    @Test
    void saysWhenAModelIsDamaged() {
        mine().save("m", model(300, 20));
        database.rows("MATCH (c:_KindredModelChunk {position: 2}) DELETE c");
        assertThatThrownBy(() -> mine().load("m"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Model with name `m` cannot be read. The model is corrupted: ");
        database.rows("MATCH (c:_KindredModelChunk) WHERE c.position > 2 DELETE c");
        assertThatThrownBy(() -> mine().load("m"))
                .hasMessageStartingWith("Model with name `m` cannot be read. The model is truncated: ");
    }

    @Test
    void listsModelsInCypher() {
        mine().save("b", model(3, 2));
        mine().save("a", model(4, 2));
        List<Map<String, Object>> rows = database.rows("CALL kindred.model.list()");
        assertThat(rows).extracting(row -> row.get("modelName")).containsExactly("a", "b");
        Map<String, Object> a = rows.get(0);
        assertThat(a)
                .containsEntry("modelType", "deepWalk")
                .containsEntry("loaded", false)
                .containsEntry("stored", true)
                .containsEntry("username", "")
                .containsEntry("trainConfig", Map.of("walkLength", 40));
        Map<?, ?> info = (Map<?, ?>) a.get("modelInfo");
        assertThat(info.get("modelName")).isEqualTo("a");
        assertThat(info.get("nodeCount")).isEqualTo(4L);
        assertThat(info.get("embeddingDimension")).isEqualTo(2);
        assertThat(database.rows("CALL kindred.model.list('b')")).hasSize(1);
        assertThat(database.row("CALL kindred.model.exists('b')")).containsEntry("exists", true);
        assertThat(database.row("CALL kindred.model.exists('c')"))
                .containsEntry("exists", false)
                .containsEntry("modelType", null);
    }

    @Test
    void dropsInCypher() {
        mine().save("m", model(3, 2));
        assertThat(database.row("CALL kindred.model.drop('m')")).containsEntry("modelName", "m");
        assertThat(database.rows("CALL kindred.model.drop('m', false)")).isEmpty();
        assertThat(database.failure("CALL kindred.model.drop('m')")).contains("Model with name `m` does not exist.");
    }

    @Test
    void streamsAndWritesInCypher() {
        database.rows("UNWIND range(0, 4) AS i CREATE (:Thing {i: i})");
        long[] ids = database.rows("MATCH (n:Thing) RETURN id(n) AS id ORDER BY id").stream()
                .mapToLong(row -> (long) row.get("id"))
                .toArray();
        EmbeddingTable table = new EmbeddingTable(5, 2);
        for (int row = 0; row < 5; row++) {
            table.setRow(row, new float[] {row, 0.5f}, 0);
        }
        mine().save("m", new NodeEmbeddings(table, NodeIndex.ofSingleLabel("Thing", ids), provenance(5)));
        assertThat(database.rows(
                        "CALL kindred.model.stream('m') YIELD nodeId, embedding RETURN embedding ORDER BY nodeId"))
                .extracting(row -> row.get("embedding"))
                .startsWith(List.of(0.0, 0.5), List.of(1.0, 0.5));
        assertThat(database.row("CALL kindred.model.write('m', {writeProperty: 'vector'})"))
                .containsEntry("nodePropertiesWritten", 5L);
        assertThat(database.value("MATCH (n:Thing) WITH n ORDER BY id(n) SKIP 3 LIMIT 1 RETURN n.vector"))
                .isEqualTo(new float[] {3, 0.5f});
        assertThat(database.failure("CALL kindred.model.write('m', {writeProprety: 'vector'})"))
                .contains("No value specified for the mandatory configuration parameter `writeProperty`"
                        + " (a similar parameter exists: [writeProprety])");
    }

    private UserModels mine() {
        return catalog.open(database.service(), "");
    }

    private static Model model(int rows, int dimension) {
        SplittableRandom random = new SplittableRandom(rows);
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        long[] ids = new long[rows];
        for (int row = 0; row < rows; row++) {
            ids[row] = 7L * row;
            for (int i = 0; i < dimension; i++) {
                table.page(row)[table.offset(row) + i] = (float) random.nextDouble();
            }
        }
        return new NodeEmbeddings(table, NodeIndex.ofSingleLabel("Thing", ids), provenance(rows));
    }

    private static Provenance provenance(int nodes) {
        return new Provenance(
                "deepWalk",
                Map.of("walkLength", 40),
                42,
                nodes,
                2L * nodes,
                99,
                "0.1.0",
                List.of(0.5),
                Map.of(),
                12,
                Instant.ofEpochSecond(1_700_000_000, 5));
    }

    /** A database in a folder of the test's own, without procedures. */
    private record Embedded(DatabaseManagementService management) implements AutoCloseable {
        static Embedded start(Path folder) {
            return new Embedded(new DatabaseManagementServiceBuilder(folder).build());
        }

        GraphDatabaseService database() {
            return management.database("neo4j");
        }

        @Override
        public void close() {
            management.shutdown();
        }
    }
}
