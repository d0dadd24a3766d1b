package kindred.quickstart.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./kindred server}: a real Neo4j Community server with both plugin jars, in a folder of its own. */
@Command(
        name = "kindred server",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Starts a real Neo4j server with Graph Data Science and Kindred in its plugins folder.",
        sortOptions = false)
public final class ServerCommand implements Callable<Integer> {

    @Option(
            names = "--line",
            paramLabel = "lts|2026",
            defaultValue = "lts",
            description = "Line of Neo4j releases (default: ${DEFAULT-VALUE}).")
    private String line;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Folder of the server; its data stays between starts (default: quickstart/target/server-LINE).")
    private Path home;

    @Option(
            names = "--bolt-port",
            paramLabel = "PORT",
            defaultValue = "7687",
            description = "Default: ${DEFAULT-VALUE}.")
    private int boltPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "7474",
            description = "Default: ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--password",
            defaultValue = "kindred-local",
            description = "Password of user neo4j in a new folder, at least 8 characters (default: ${DEFAULT-VALUE}).")
    private String password;

    @Option(
            names = "--heap",
            defaultValue = "2g",
            description = "Greatest heap of the server (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Option(names = "--no-gds", description = "Leave Graph Data Science out.")
    private boolean withoutGds;

    @Option(names = "--no-simd", description = "Leave the vector module out, as stock Neo4j does.")
    private boolean withoutSimd;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ServerCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Refusal) {
                command.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerSettings settings =
                new ServerSettings(Line.labelled(line), boltPort, httpPort, password, !withoutGds, !withoutSimd, heap);
        settings.requireStartable(Runtime.version().feature());
        Path project = Path.of(System.getProperty("kindred.home", "."));
        Path folder = home != null ? home : project.resolve("quickstart/target/server-" + line);
        ServerHome server = ServerHome.assemble(folder, ServerParts.built(project, settings.line()), settings);
        boolean fresh = server.isNew();
        PrintWriter out = spec.commandLine().getOut();
        try (ServerProcess process = ServerProcess.start(server, out::println)) {
            Runtime.getRuntime().addShutdownHook(new Thread(process::close, "stop-neo4j"));
            process.awaitStarted();
            out.println(welcome(settings, server, fresh));
            return process.awaitEnd();
        }
    }

    private static String welcome(ServerSettings settings, ServerHome server, boolean fresh) {
        return """

                Neo4j %s with Kindred %s %s is up. Ctrl-C stops it.

                  Browser   http://localhost:%d
                  Bolt      neo4j://localhost:%d
                  User      neo4j, password %s
                  Folder    %s

                First query: CALL kindred.doctor()
                """.formatted(
                        settings.line().neo4jVersion(),
                        Line.kindredVersion(),
                        settings.gds() ? "and GDS " + settings.line().gdsVersion() : "and without GDS",
                        settings.httpPort(),
                        settings.boltPort(),
                        fresh ? settings.password() : "as it was set when the folder was new",
                        server.folder());
    }
}
