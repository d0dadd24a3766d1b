package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import kindred.procedures.run.GraphFinder;
import org.junit.jupiter.api.Test;

/** A server without GDS starts, and says what is missing. It needs a JVM of its own, whose class path has no GDS on it. */
class WithoutGdsIT {

    @Test
    void startsAndSaysWhatIsMissing() throws IOException, InterruptedException {
        String output = runWithoutGds();

        assertThat(output)
                .contains("Graph Data Science | error | missing | " + GraphFinder.LIBRARY_MISSING)
                .contains("Kindred | ok | ")
                .contains(
                        "named: Failed to invoke procedure `kindred.tiny.stream`: Caused by: java.lang.IllegalStateException: "
                                + GraphFinder.LIBRARY_MISSING)
                .contains(
                        "in place: Failed to invoke procedure `kindred.tiny.write`: Caused by: java.lang.IllegalStateException: "
                                + GraphFinder.LIBRARY_MISSING)
                .contains(
                        "estimate: Failed to invoke procedure `kindred.tiny.stats.estimate`: Caused by: java.lang.IllegalStateException: "
                                + GraphFinder.LIBRARY_MISSING)
                .contains("progress: []")
                .contains("the end");
    }

    private static String runWithoutGds() throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("/org/neo4j/gds/"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                classPath,
                Server.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the other JVM runs. */
    static final class Server {

        private Server() {}

        public static void main(String[] arguments) {
            try (KindredDatabase database = KindredDatabase.start(builder -> {})) {
                database.rows("CALL kindred.doctor()")
                        .forEach(row -> System.out.println(
                                row.values().stream().map(String::valueOf).collect(Collectors.joining(" | "))));
                System.out.println("named: " + database.failure("CALL kindred.tiny.stream('g', {})"));
                System.out.println(
                        "in place: " + database.failure("CALL kindred.tiny.write({}, {writeProperty: 'v'})"));
                System.out.println(
                        "estimate: " + database.failure("CALL kindred.tiny.stats.estimate({nodeCount: 5}, {})"));
                System.out.println("progress: " + database.rows("CALL kindred.progress()"));
                System.out.println("the end");
            }
        }
    }
}
