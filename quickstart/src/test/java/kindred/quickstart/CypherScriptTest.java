package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CypherScriptTest {

    @Test
    void cutsAtSemicolonsThatEndALine() {
        CypherScript script = CypherScript.parse("CREATE (:A {text: 'a;b'});\n\nMATCH (a)\nRETURN a;\n");

        assertThat(script.statements())
                .extracting(CypherScript.Statement::cypher)
                .containsExactly("CREATE (:A {text: 'a;b'})", "MATCH (a)\nRETURN a");
    }

    @Test
    void givesAStatementTheExpectationsAboveIt() {
        CypherScript script =
                CypherScript.parse("// A remark.\n//> rows: 1\n//> columns: a\nRETURN 1 AS a;\nRETURN 2 AS b");

        assertThat(script.statements().get(0).expectations()).containsExactly("rows: 1", "columns: a");
        assertThat(script.statements().get(0).line()).isEqualTo(4);
        assertThat(script.statements().get(1).expectations()).isEmpty();
    }

    @Test
    void keepsCommentsWithinAStatement() {
        CypherScript script = CypherScript.parse("MATCH (a) // all of them\nRETURN a;");

        assertThat(script.statements()).hasSize(1);
        assertThat(script.statements().get(0).cypher()).contains("// all of them");
    }
}
