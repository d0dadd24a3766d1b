package kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsvFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsRowsWithMissingFields() {
        write("t", "#id name weight", "3 Ä ", "4  0.25");
        try (TsvFile file = TsvFile.open(folder.resolve("t.tsv.gz"))) {
            int name = file.column("name");
            int weight = file.column("weight");
            assertThat(file.next()).isTrue();
            assertThat(file.index(0)).isEqualTo(3);
            assertThat(file.text(name)).isEqualTo("Ä");
            assertThat(file.isMissing(weight)).isTrue();
            assertThat(file.next()).isTrue();
            assertThat(file.whole(0)).isEqualTo(4);
            assertThat(file.isMissing(name)).isTrue();
            assertThat(file.number(weight)).isEqualTo(0.25);
            assertThat(file.next()).isFalse();
            assertThat(file.hasColumn("colour")).isFalse();
        }
    }

    @Test
    void namesLineColumnAndValueOfWhatItCannotRead() {
        write("t", "#id weight", "1 2", "x y", "-1 0");
        Path path = folder.resolve("t.tsv.gz");
        try (TsvFile file = TsvFile.open(path)) {
            assertThatThrownBy(() -> file.column("ids"))
                    .hasMessage("`%s` has no column `ids`. Its columns are [id, weight].", path);
            file.next();
            file.next();
            assertThatThrownBy(() -> file.whole(0))
                    .hasMessage("Line 3 of `%s`: column `id` must be a whole number, but is `x`.", path);
            assertThatThrownBy(() -> file.number(1))
                    .hasMessage("Line 3 of `%s`: column `weight` must be a number, but is `y`.", path);
            file.next();
            assertThatThrownBy(() -> file.index(0))
                    .hasMessage("Line 4 of `%s`: column `id` must be within [0, 2147483647], but is `-1`.", path);
        }
    }

    @Test
    void refusesTablesOfAnotherForm() throws IOException {
        write("headless", "1 2");
        Path headless = folder.resolve("headless.tsv.gz");
        assertThatThrownBy(() -> TsvFile.open(headless))
                .hasMessage(
                        "The first line of `%s` must name the columns and start with `#`, but is `1\t2`.", headless);

        write("ragged", "#a b", "1 2 3", "1");
        Path ragged = folder.resolve("ragged.tsv.gz");
        try (TsvFile file = TsvFile.open(ragged)) {
            assertThatThrownBy(file::next)
                    .hasMessage("Line 2 of `%s` has 3 fields, but the header names 2 columns.", ragged);
            assertThatThrownBy(file::next)
                    .hasMessage("Line 3 of `%s` has 1 fields, but the header names 2 columns.", ragged);
        }

        Path plain = Files.writeString(folder.resolve("plain.tsv.gz"), "#a\n1\n");
        assertThatThrownBy(() -> TsvFile.open(plain)).hasMessage("`%s` cannot be read: Not in GZIP format", plain);
    }

    /** Blanks in the rows stand for tabs. */
    private void write(String name, String... rows) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".tsv.gz")))) {
            out.write((String.join("\n", rows) + "\n").replace(' ', '\t').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
