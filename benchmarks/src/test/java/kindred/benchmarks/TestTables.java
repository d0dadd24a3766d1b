package kindred.benchmarks;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small data sets for tests. */
final class TestTables {

    private TestTables() {}

    /** Writes {@code <name>.tsv.gz}; a blank in a line stands for the tab. */
    static void write(Path folder, String name, String... lines) {
        Path path = folder.resolve(name + ".tsv.gz");
        try (Writer writer =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(path)), StandardCharsets.UTF_8)) {
            for (String line : lines) {
                writer.write(line.replace(' ', '\t') + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
