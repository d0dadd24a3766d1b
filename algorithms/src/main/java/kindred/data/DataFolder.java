package kindred.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with one data set, a gzipped table per file. */
public record DataFolder(Path path) {

    private static final String SUFFIX = ".tsv.gz";

    public DataFolder {
        if (!Files.isDirectory(path)) {
            throw new DataException("The data folder `%s` %s."
                    .formatted(path, Files.exists(path) ? "is a file, not a folder" : "does not exist"));
        }
    }

    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    public boolean has(String table) {
        return Files.isRegularFile(path.resolve(table + SUFFIX));
    }

    public TsvFile open(String table) {
        return TsvFile.open(path.resolve(table + SUFFIX));
    }

    /** @param need what the protocol needs, in words */
    public void require(String need, String... tables) {
        for (String table : tables) {
            if (!has(table)) {
                throw missing(table, need);
            }
        }
    }

    public DataException missing(String table, String need) {
        List<String> found = tables();
        return new DataException("The data folder `%s` has no `%s`. %s The folder holds %s."
                .formatted(
                        path,
                        table + SUFFIX,
                        need,
                        found.isEmpty() ? "no `*" + SUFFIX + "`" : String.join(", ", found)));
    }

    private List<String> tables() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("The data folder `%s` cannot be listed: %s".formatted(path, e.getMessage()), e);
        }
    }
}
