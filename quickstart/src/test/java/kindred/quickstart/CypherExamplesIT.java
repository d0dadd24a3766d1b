package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file in {@code cypher-examples} runs on an empty database and returns what its comments promise. */
class CypherExamplesIT {

    private static final Path EXAMPLES = ProjectFolder.root().resolve("cypher-examples");

    private static ScriptRunner runner;

    @BeforeAll
    static void start() {
        runner = new ScriptRunner();
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @TestFactory
    List<DynamicTest> returnsWhatItPromises() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)))
                .toList();
    }

    private static void run(Path file) throws IOException {
        runner.clear();
        CypherScript script = CypherScript.parse(Files.readString(file));
        script.statements().forEach(statement -> runner.run(file.getFileName().toString(), statement));
    }

    @Test
    void everyFilePromisesSomething() throws IOException {
        assertThat(files()).isNotEmpty();
        for (Path file : files()) {
            assertThat(CypherScript.parse(Files.readString(file)).statements())
                    .as(file.getFileName().toString())
                    .anyMatch(statement -> !statement.expectations().isEmpty());
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".cypher"))
                    .sorted()
                    .toList();
        }
    }
}
