package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Cypher of every page of the manual, and of the README, runs in order on a database that is empty at the page's top. */
class ManualIT {

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
    List<DynamicTest> runsAsPrinted() throws IOException {
        Path root = ProjectFolder.root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(root.resolve("README.md")),
                            docs.filter(ManualIT::isPage).sorted())
                    .map(page -> DynamicTest.dynamicTest(root.relativize(page).toString(), () -> run(page)))
                    .toList();
        }
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }

    private static void run(Path file) throws IOException {
        runner.clear();
        String name = file.getFileName().toString();
        for (ManualPage.Block block : ManualPage.parse(Files.readString(file)).blocks()) {
            for (CypherScript.Statement statement :
                    CypherScript.parse(block.cypher()).statements()) {
                CypherScript.Statement placed = new CypherScript.Statement(
                        block.line() + statement.line(), statement.cypher(), statement.expectations());
                if (block.kind() == ManualPage.Kind.FAILS) {
                    assertThatThrownBy(() -> runner.run(name, placed))
                            .as("%s, line %d", name, placed.line())
                            .isInstanceOf(AssertionError.class)
                            .hasMessageContaining(name + ", line " + placed.line() + ": ");
                } else {
                    runner.run(name, placed);
                }
            }
        }
    }
}
