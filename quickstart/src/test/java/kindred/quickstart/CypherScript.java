package kindred.quickstart;

import java.util.ArrayList;
import java.util.List;

/**
 * Cypher as it stands in a file: statements that end with a semicolon at the end of a line, each optionally preceded by what it
 * is expected to return, in comments that begin with {@code //>}:
 *
 * <pre>
 * //> columns: title, score
 * //> rows: 3
 * //> first: The Salt Lantern, *
 * </pre>
 *
 * {@code rows} is a number, or a lower bound such as {@code >= 1}; {@code first} holds the texts of the first row's values, an
 * asterisk standing for any; {@code fails} holds a part of the message with which the statement is refused.
 */
record CypherScript(List<Statement> statements) {

    private static final String MARK = "//>";

    /**
     * @param line where it begins, from 1
     * @param expectations such as {@code rows: 3}
     */
    record Statement(int line, String cypher, List<String> expectations) {}

    static CypherScript parse(String text) {
        List<Statement> statements = new ArrayList<>();
        List<String> expectations = new ArrayList<>();
        StringBuilder cypher = new StringBuilder();
        int begin = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (cypher.isEmpty() && line.startsWith(MARK)) {
                expectations.add(line.substring(MARK.length()).strip());
            } else if (!cypher.isEmpty() || !isSilent(line)) {
                begin = cypher.isEmpty() ? number : begin;
                cypher.append(line).append('\n');
            }
            if (line.stripTrailing().endsWith(";")) {
                statements.add(statement(begin, cypher, expectations));
                cypher.setLength(0);
                expectations.clear();
            }
        }
        if (!cypher.isEmpty()) {
            statements.add(statement(begin, cypher, expectations));
        }
        return new CypherScript(statements);
    }

    private static boolean isSilent(String line) {
        return line.isBlank() || line.startsWith("//");
    }

    private static Statement statement(int line, StringBuilder cypher, List<String> expectations) {
        String text = cypher.toString().strip();
        return new Statement(
                line, text.endsWith(";") ? text.substring(0, text.length() - 1) : text, List.copyOf(expectations));
    }
}
