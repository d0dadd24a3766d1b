package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Screen screen(boolean colour) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), colour);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void wrapsProse() {
        screen(false).say("word ".repeat(60));

        assertThat(shown().lines())
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Screen.WIDTH));
    }

    @Test
    void numbersHeadings() {
        Screen screen = screen(false);
        screen.heading("First");
        screen.heading("Second");

        assertThat(shown()).contains("1  First ─").contains("2  Second ─");
    }

    @Test
    void neverColoursAPipe() {
        Screen screen = screen(false);
        screen.title("Title", "subtitle");
        screen.cypher("MATCH (n) RETURN n");
        screen.table(List.of("a"), List.of(List.of(1L)));

        assertThat(shown()).doesNotContain("\u001b");
    }

    @Test
    void coloursKeywordsButNotThoseInsideStrings() {
        screen(true).cypher("MATCH (b {title: 'MATCH IN PALERMO'}) RETURN b");

        assertThat(shown())
                .contains("\u001b[1mMATCH\u001b[0m (b")
                .contains("\u001b[32m'MATCH IN PALERMO'\u001b[0m")
                .contains("\u001b[1mRETURN\u001b[0m b");
    }

    @Test
    void changesNoCharacterOfColouredCypher() {
        String cypher = "CALL kindred.x('it''s', {a: $b}) YIELD c // C:\\path\nRETURN c";
        screen(true).cypher(cypher);

        String plain = shown().replaceAll("\u001b\\[[0-9;]*m", "");
        assertThat(plain).contains(cypher.lines().toList());
    }
}
