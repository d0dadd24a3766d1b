package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import kindred.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionDataTest {

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsPairsByPositionAndNamesById() throws IOException {
        write("train.tsv.gz", "#user\titem\trating\n7\t100\t5\n3\t200\t4\n");
        write("test.tsv.gz", "#item\tuser\n300\t3\n");
        write("users.tsv.gz", "#user\tkey\n7\tu-seven\n");
        write("items.tsv.gz", "#item\tkey\tname\n200\ti-200\tThe Salt Lantern\n");

        InteractionData data = InteractionData.read(folder);

        assertThat(data.users()).containsExactly(3, 7);
        assertThat(data.items()).containsExactly(100, 200, 300);
        assertThat(data.train().users()).containsExactly(1, 0);
        assertThat(data.train().items()).containsExactly(0, 1);
        assertThat(data.test().users()).containsExactly(0);
        assertThat(data.test().items()).containsExactly(2);
        assertThat(data.userNames().of(7)).isEqualTo("u-seven");
        assertThat(data.userNames().of(3)).isEqualTo("3");
        assertThat(data.itemNames().of(200)).isEqualTo("The Salt Lantern");
    }

    @Test
    void saysThatAFolderIsMissing() {
        Path missing = folder.resolve("nowhere");

        assertThatThrownBy(() -> InteractionData.read(missing))
                .isInstanceOf(DataException.class)
                .hasMessage("The data folder `" + missing + "` does not exist.");
    }

    @Test
    void saysThatAFileIsMissing() throws IOException {
        write("train.tsv.gz", "#user\titem\n1\t2\n");

        assertThatThrownBy(() -> InteractionData.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessage("The data folder `" + folder
                        + "` has no `test.tsv.gz`. `--data` takes a folder with train.tsv.gz "
                        + "and test.tsv.gz, with columns user and item. The folder holds train.tsv.gz.");
    }

    @Test
    void saysThatAColumnIsMissing() throws IOException {
        write("train.tsv.gz", "#label\tage\n1\t2\n");

        assertThatThrownBy(() -> InteractionData.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("has no column `user`. Its columns are [label, age].");
    }

    @Test
    void refusesAFileWithoutRows() throws IOException {
        write("train.tsv.gz", "#user\titem\n");

        assertThatThrownBy(() -> InteractionData.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessage("`train.tsv.gz` in `" + folder + "` has no rows.");
    }
}
