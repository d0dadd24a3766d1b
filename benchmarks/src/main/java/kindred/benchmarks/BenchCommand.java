package kindred.benchmarks;

import kindred.train.TrainingCancelledException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Judges any trainer on any data set in files, under a published protocol. Prints a table and, as the last line of standard output,
 * one JSON object. Ends with 0, with 1 where the data or the configuration do not fit, and with 2 where the command line does not.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs trainers on data sets in files, under published protocols.",
        subcommands = {
            NodeClassificationCommand.class,
            LinkPredictionCommand.class,
            KnowledgeCommand.class,
            RecommendationCommand.class,
            SpeedCommand.class,
            ListCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Starts the command. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setCommandName("kindred bench")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command));
    }

    /** Shows the message of what the user can put right; everything else is a defect and shows where it happened. */
    private static int explain(Exception e, CommandLine command) throws Exception {
        if (e instanceof BenchFailure
                || e instanceof IllegalArgumentException
                || e instanceof TrainingCancelledException) {
            command.getErr().println("kindred bench: " + e.getMessage());
            command.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A protocol is missing.");
    }
}
