package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import kindred.catalog.Trainers;
import kindred.train.Trainer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

    /** What one call printed, and how it ended. */
    record Outcome(int exitCode, String out, String err) {

        static Outcome of(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine command = BenchCommand.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true));
            int exitCode = command.execute(arguments);
            return new Outcome(exitCode, out.toString(), err.toString());
        }

        Map<String, Object> json() {
            List<String> lines = out.lines().toList();
            try {
                return JSON.std.mapFrom(lines.get(lines.size() - 1));
            } catch (IOException e) {
                throw new AssertionError("The last line is no JSON object: " + lines.get(lines.size() - 1), e);
            }
        }
    }

    @Test
    void listsProtocolsTrainersAndPresets() {
        Outcome outcome = Outcome.of("list");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.json().get("protocols"))
                .isEqualTo(List.of("node-classification", "recommendation", "speed"));
        assertThat(outcome.json().get("trainers"))
                .isEqualTo(Trainers.all().stream().map(Trainer::name).toList());
        assertThat(outcome.out()).contains("node-classification  How well a linear classifier reads");
    }

    @Test
    void explainsWrongCommandLines() {
        assertThat(Outcome.of().exitCode()).isEqualTo(2);
        assertThat(Outcome.of().err()).startsWith("A protocol is missing.").contains("Usage: kindred bench");
        assertThat(Outcome.of("speed", "--data", "x").err()).startsWith("Missing required option: '--trainer=NAME'");
        assertThat(Outcome.of("speed", "--trainer", "x", "--data", "x", "--seed", "one")
                        .err())
                .startsWith("Invalid value for option '--seed': 'one' is not a long");
    }

    @Test
    void namesTheTrainersWhereOneIsUnknown() {
        Outcome outcome = Outcome.of("speed", "--trainer", "deepTalk", "--data", "x");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("kindred bench: There is no trainer `deepTalk`");
        assertThat(outcome.out()).isEmpty();
    }
}
