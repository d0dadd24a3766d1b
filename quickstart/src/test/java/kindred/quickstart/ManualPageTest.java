package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kindred.quickstart.ManualPage.Block;
import kindred.quickstart.ManualPage.Kind;
import org.junit.jupiter.api.Test;

class ManualPageTest {

    @Test
    void takesCypherAndLeavesTheRest() {
        ManualPage page = ManualPage.parse("# Page\n```cypher\nRETURN 1\n```\ntext\n```bash\nls\n```\n");

        assertThat(page.blocks()).containsExactly(new Block(2, Kind.RUN, "RETURN 1\n"));
    }

    @Test
    void knowsWhatIsOnlyShownAndWhatFails() {
        ManualPage page = ManualPage.parse("```cypher no-run\nRETURN 1\n```\n```cypher fails\nRETURN x\n```\n");

        assertThat(page.blocks()).containsExactly(new Block(4, Kind.FAILS, "RETURN x\n"));
    }

    @Test
    void refusesUnknownMarks() {
        assertThatThrownBy(() -> ManualPage.parse("```cypher norun\n```\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Line 1: unknown mark `norun`.");
    }
}
