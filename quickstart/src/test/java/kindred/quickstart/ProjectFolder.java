package kindred.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's files are. */
final class ProjectFolder {

    private ProjectFolder() {}

    /** The folder with the README: the working directory of a test, or one above it. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("cypher-examples"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "No folder cypher-examples above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
