package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kindred.catalog.Trainers;
import kindred.config.ConfigReader;
import kindred.procedures.run.Column;
import kindred.procedures.run.Mode;
import kindred.train.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every trainer's procedures have in common, and the list of all procedures. */
@ExtendWith(KindredDatabase.class)
class ProcedureContractIT {

    private static final Path GOLDEN = Path.of("src/test/resources/procedures.txt");

    private final KindredDatabase database;

    ProcedureContractIT(KindredDatabase database) {
        this.database = database;
    }

    /** Values of the keys that some trainers have without a default. */
    private static final Map<String, String> FEATURES = Map.of("featureProperties", "['features']");

    /** A trainer in a mode. */
    record Case(Trainer<?, ?> trainer, Mode mode) {

        String procedure() {
            return "kindred." + trainer.name() + "." + mode.lowerCase();
        }

        /** What the mode cannot do without. */
        String mandatory() {
            return switch (mode) {
                case STREAM, STATS -> "";
                case WRITE -> "writeProperty: 'v'";
                case MUTATE -> "mutateProperty: 'v'";
                case TRAIN -> "modelName: 'm'";
            };
        }

        /** What the trainer cannot do without. */
        String ofTrainer() {
            return FEATURES.entrySet().stream()
                    .filter(entry -> ConfigReader.keys(trainer.defaults()).stream()
                            .anyMatch(key -> key.name().equals(entry.getKey()) && !key.optional()))
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }

        String with(String entries) {
            return Stream.of(mandatory(), ofTrainer(), entries)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        public String toString() {
            return procedure();
        }
    }

    static Stream<Case> cases() {
        return Trainers.all().stream()
                .flatMap(trainer -> Stream.of(Mode.values()).map(mode -> new Case(trainer, mode)));
    }

    @BeforeEach
    void project() {
        database.clear();
        database.rows("UNWIND range(0, 19) AS i CREATE (:User {i: i, features: [toFloat(i % 2), 1.0 / (i + 1)]})");
        database.rows(
                "MATCH (a:User), (b:User) WHERE b.i = (a.i + 1) % 20 OR b.i = (a.i + 3) % 20 CREATE (a)-[:KNOWS]->(b)");
        database.rows(
                "CALL gds.graph.project('g', {User: {properties: 'features'}}, {KNOWS: {orientation: 'UNDIRECTED'}})");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheColumnsOfItsMode(Case c) {
        List<Map<String, Object>> rows =
                database.rows("CALL %s('g', %s)".formatted(c.procedure(), c.with("randomSeed: 42")));

        assertThat(rows).hasSize(c.mode() == Mode.STREAM ? 20 : 1);
        assertThat(rows.get(0).keySet())
                .containsExactlyElementsOf(
                        c.mode().columns().stream().map(Column::name).toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void echoesEveryKey(Case c) {
        if (c.mode() == Mode.STREAM) {
            return; // has no such column
        }
        Map<?, ?> configuration = (Map<?, ?>) database.value(
                "CALL %s('g', %s) YIELD configuration".formatted(c.procedure(), c.with("randomSeed: 42")));

        assertThat(configuration.get("randomSeed")).isEqualTo(42L);
        assertThat(configuration.keySet().stream().map(String::valueOf).toList())
                .contains("nodeLabels", "relationshipTypes", "concurrency", "jobId", "logProgress", "sudo")
                .containsAll(ConfigReader.toMap(c.trainer().defaults()).keySet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesWhatItDoesNotKnow(Case c) {
        String call = "CALL %s('g', %s)";

        assertThat(database.failure(call.formatted(c.procedure(), c.with("concurency: 1"))))
                .contains("Failed to invoke procedure `%s`: Caused by: java.lang.IllegalArgumentException: "
                                .formatted(c.procedure())
                        + "Unexpected configuration key: concurency (Did you mean [concurrency]?)");
        assertThat(database.failure(call.formatted(c.procedure(), c.with("concurrency: 'all'"))))
                .contains("The value of `concurrency` must be of type `Integer` but was `String`.");
        assertThat(database.failure(call.formatted(c.procedure(), c.with("concurrency: 0"))))
                .contains("Value for `concurrency` was `0`, but must be within the range [1, 1024].");
        assertThat(database.failure("CALL %s('absent', %s)".formatted(c.procedure(), c.with(""))))
                .contains("Graph with name `absent` does not exist on database `neo4j`.");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void estimatesGraphsInEveryForm(Case c) {
        String call = "CALL %s.estimate(%s, {" + c.ofTrainer() + "})";

        Map<String, Object> named = database.row(call.formatted(c.procedure(), "'g'"));
        Map<String, Object> inPlace = database.row(call.formatted(
                c.procedure(), "{nodeLabels: ['User'], relationshipTypes: ['KNOWS'], orientation: 'UNDIRECTED'}"));
        Map<String, Object> fictitious = database.row(
                call.formatted(c.procedure(), "{nodeCount: 20, relationshipCount: 40, orientation: 'UNDIRECTED'}"));

        assertThat(named.keySet())
                .containsExactlyElementsOf(
                        Mode.estimateColumns().stream().map(Column::name).toList());
        assertThat(named).containsEntry("nodeCount", 20L).containsEntry("relationshipCount", 80L);
        assertThat((long) named.get("bytesMin")).isPositive().isLessThanOrEqualTo((long) named.get("bytesMax"));
        assertThat((String) named.get("treeView")).contains(c.trainer().name(), "projection");
        assertThat(inPlace).containsEntry("nodeCount", 20L).containsEntry("relationshipCount", 80L);
        assertThat((long) inPlace.get("bytesMin")).isGreaterThanOrEqualTo((long) named.get("bytesMin"));
        if (c.ofTrainer().isEmpty()) {
            assertThat(fictitious).isEqualTo(named);
        } else { // of a graph that does not exist it is not known what its features take
            assertThat((long) fictitious.get("bytesMin")).isPositive().isLessThan((long) named.get("bytesMin"));
        }
    }

    @Test
    void estimatesGrowWithTheGraph() {
        for (Trainer<?, ?> trainer : Trainers.all()) {
            String call = "CALL kindred.%s.stream.estimate({nodeCount: %d, relationshipCount: %d}, {"
                    + new Case(trainer, Mode.STREAM).ofTrainer() + "}) YIELD bytesMin";
            long small = (long) database.value(call.formatted(trainer.name(), 1_000_000, 10_000_000));
            long large = (long) database.value(call.formatted(trainer.name(), 2_000_000, 20_000_000));

            assertThat((double) large).as(trainer.name()).isBetween(1.5 * small, 2.5 * small);
        }
    }

    /** Run with -Dkindred.golden=write to accept the present surface as the right one. */
    @Test
    void surfaceIsAsTheGoldenFileHasIt() throws IOException {
        String surface = surface();
        if ("write".equals(System.getProperty("kindred.golden"))) {
            Files.writeString(GOLDEN, surface);
        }

        assertThat(surface).isEqualTo(Files.readString(GOLDEN));
    }

    private String surface() {
        Stream<String> procedures = database
                .rows(
                        "SHOW PROCEDURES YIELD name, mode, signature, description WHERE name STARTS WITH 'kindred.' AND NOT name STARTS WITH 'kindred.tiny.'"
                                + " RETURN 'procedure ' + signature + ' [' + mode + ']' + '\n    ' + description AS line")
                .stream()
                .map(row -> (String) row.get("line"));
        Stream<String> functions = database
                .rows("SHOW FUNCTIONS YIELD name, signature, description WHERE name STARTS WITH 'kindred.'"
                        + " RETURN 'function ' + signature + '\n    ' + description AS line")
                .stream()
                .map(row -> (String) row.get("line"));
        return Stream.concat(procedures, functions).sorted().collect(Collectors.joining("\n", "", "\n"));
    }
}
