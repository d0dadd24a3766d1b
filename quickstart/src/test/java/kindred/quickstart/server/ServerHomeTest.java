package kindred.quickstart.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHomeTest {

    @TempDir
    Path folder;

    private Path home;
    private ServerParts parts;

    @BeforeEach
    void makeParts() throws IOException {
        home = folder.resolve("home");
        parts = new ServerParts(List.of(file("neo4j.jar")), file("kindred.jar"), file("gds.jar"));
    }

    @Test
    void refusesAFolderOfSomebodyElse() throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("letter.txt"), "Dear diary");

        assertThatThrownBy(() -> ServerHome.assemble(home, parts, settings(Line.LTS, true)))
                .isInstanceOf(Refusal.class)
                .hasMessage(home + " is not a folder of a server that `./kindred server` made, and is not empty."
                        + " Name a new or an empty folder with --home.");
        assertThat(names(home)).containsExactly("letter.txt");
    }

    @Test
    void refusesAFileInPlaceOfAFolder() throws IOException {
        Files.writeString(home, "a file");

        assertThatThrownBy(() -> ServerHome.assemble(home, parts, settings(Line.LTS, true)))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(home + " is not a folder of a server");
    }

    @Test
    void refusesTheDataOfAnotherLine() throws IOException {
        pretendItRanBefore("lts");

        assertThatThrownBy(() -> ServerHome.assemble(home, parts, settings(Line.CALENDAR, true)))
                .isInstanceOf(Refusal.class)
                .hasMessage(home + " holds a server of line lts, whose data line 2026 would convert or refuse."
                        + " Name another folder with --home, or --line lts.");
    }

    @Test
    void bringsAnEarlierFolderUpToDateAndKeepsItsData() throws IOException {
        pretendItRanBefore("lts");
        Files.createDirectories(home.resolve("plugins"));
        Files.writeString(home.resolve("plugins/kindred-old.jar"), "old");

        ServerHome server = ServerHome.assemble(home, parts, settings(Line.LTS, true));

        assertThat(server.isNew()).isFalse();
        assertThat(names(home.resolve("plugins"))).containsExactly("gds.jar", "kindred.jar");
        assertThat(names(home.resolve("lib"))).containsExactly("neo4j.jar");
        assertThat(home.resolve("data/databases/neo4j")).isDirectory();
        assertThat(Files.readAllLines(home.resolve("conf/neo4j.conf"))).contains("server.bolt.listen_address=:7001");
    }

    @Test
    void leavesGdsOutWhenAsked() throws IOException {
        pretendItRanBefore("lts");

        ServerHome.assemble(home, parts, settings(Line.LTS, false));

        assertThat(names(home.resolve("plugins"))).containsExactly("kindred.jar");
    }

    @Test
    void namesTheCommandThatBuildsAMissingPart() {
        assertThatThrownBy(() -> ServerParts.built(folder, Line.CALENDAR))
                .isInstanceOf(Refusal.class)
                .hasMessageEndingWith(" is missing. `./kindred server --line 2026` builds it.");
    }

    @Test
    void knowsNoOtherLines() {
        assertThat(Line.labelled("2026")).isEqualTo(Line.CALENDAR);
        assertThatThrownBy(() -> Line.labelled("2027"))
                .isInstanceOf(Refusal.class)
                .hasMessage("There is no line `2027`. Lines are lts and 2026.");
    }

    private void pretendItRanBefore(String line) throws IOException {
        Files.createDirectories(home.resolve("data/databases/neo4j"));
        Files.writeString(home.resolve(".kindred-server"), "line=" + line + "\n");
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name);
    }

    private static ServerSettings settings(Line line, boolean gds) {
        return new ServerSettings(line, 7001, 7002, "long enough", gds, true, "1g");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
