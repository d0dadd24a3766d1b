package kindred.quickstart.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The folder of a real Neo4j server, put together from the parts that the build left, as an administrator would. */
public final class ServerHome {

    private static final String MARKER = ".kindred-server";

    private final Path folder;

    private ServerHome(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder, or brings an earlier one up to date; data and password of an earlier one stay.
     *
     * @throws Refusal if the folder holds something else, or the data of another line
     */
    public static ServerHome assemble(Path folder, ServerParts parts, ServerSettings settings) {
        Path home = folder.toAbsolutePath().normalize();
        requireOwn(home, settings.line());
        try {
            for (String name : List.of("conf", "data", "import", "lib", "licenses", "logs", "plugins", "run")) {
                Files.createDirectories(home.resolve(name));
            }
            replace(home.resolve("lib"), parts.libraries());
            List<Path> plugins = new ArrayList<>(List.of(parts.plugin()));
            if (settings.gds()) {
                plugins.add(parts.gds());
            }
            replace(home.resolve("plugins"), plugins);
            Files.write(home.resolve("conf/neo4j.conf"), settings.configuration());
            Files.writeString(home.resolve(MARKER), "line=" + settings.line().label() + "\n");
        } catch (FileSystemException e) {
            throw new Refusal("Cannot write the server's folder " + home + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerHome server = new ServerHome(home);
        if (server.isNew()) {
            server.setPassword(settings.password());
        }
        return server;
    }

    public Path folder() {
        return folder;
    }

    /** Whether no server has run in this folder yet. */
    public boolean isNew() {
        return !Files.isDirectory(folder.resolve("data/databases"));
    }

    /** The command that runs one of Neo4j's own programs in this folder, on the Java that runs now. */
    ProcessBuilder command(String mainClass, String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command =
                new ArrayList<>(List.of(java.toString(), "-cp", folder.resolve("lib") + "/*", mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("NEO4J_"));
        environment.put("NEO4J_HOME", folder.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private void setPassword(String password) {
        try {
            Process process = command(
                            "org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", password)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Refusal("Neo4j did not take the password: " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted while the password was being set.", e);
        }
    }

    private static void requireOwn(Path home, Line line) {
        Path marker = home.resolve(MARKER);
        try {
            if (Files.isRegularFile(marker)) {
                requireLine(home, marker, line);
            } else if (Files.exists(home) && !isEmptyFolder(home)) {
                throw new Refusal(home + " is not a folder of a server that `./kindred server` made, and is not empty."
                        + " Name a new or an empty folder with --home.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireLine(Path home, Path marker, Line line) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(marker)) {
            properties.load(reader);
        }
        String other = properties.getProperty("line");
        if (!line.label().equals(other)) {
            throw new Refusal(home + " holds a server of line " + other + ", whose data line " + line.label()
                    + " would convert or refuse. Name another folder with --home, or --line " + other + ".");
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Makes the folder hold exactly these files. */
    private static void replace(Path folder, List<Path> files) throws IOException {
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
