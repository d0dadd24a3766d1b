package kindred.quickstart.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a server of one line is made of, where the build left it.
 *
 * @param libraries Neo4j Community with Bolt, HTTP and Browser
 * @param plugin Kindred's plugin jar, the same file for every line
 * @param gds the plugin jar of Graph Data Science
 */
public record ServerParts(List<Path> libraries, Path plugin, Path gds) {

    /**
     * Finds the parts below the folder of the project.
     *
     * @throws Refusal if one has not been built yet
     */
    public static ServerParts built(Path project, Line line) {
        Path list = project.resolve("neo4j-server/target/neo4j-" + line.neo4jVersion() + ".classpath");
        Path plugin = project.resolve("procedures/target/kindred-" + Line.kindredVersion() + ".jar");
        Path gds = project.resolve("gds-plugin/target/graph-data-science-" + line.gdsVersion() + ".jar");
        for (Path part : List.of(list, plugin, gds)) {
            if (!Files.isRegularFile(part)) {
                throw new Refusal(part + " is missing. `./kindred server --line " + line.label() + "` builds it.");
            }
        }
        return new ServerParts(libraries(list), plugin, gds);
    }

    private static List<Path> libraries(Path list) {
        try {
            return Arrays.stream(Files.readString(list).strip().split(File.pathSeparator, -1))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
