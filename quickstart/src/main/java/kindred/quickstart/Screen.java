package kindred.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** What the demo shows: headings, prose, Cypher and tables, at most 100 columns wide, in colour where a person looks on. */
final class Screen {

    static final int WIDTH = 100;

    private static final String INDENT = "  ";
    private static final int TEXT_WIDTH = WIDTH - INDENT.length();

    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String GREEN = "\u001b[32m";
    private static final String CYAN = "\u001b[36m";
    private static final String MAGENTA = "\u001b[35m";

    /** A string, a comment or a keyword; a keyword inside a string is not one. */
    private static final Pattern CYPHER = Pattern.compile("(?<text>'[^']*')|(?<comment>//.*)|"
            + "(?<keyword>\\b(?:MATCH|OPTIONAL|WHERE|RETURN|WITH|CALL|YIELD|UNWIND|ORDER|BY|LIMIT|DESC|AS|AND|OR|NOT|IN|EXISTS|CREATE|SET|"
            + "DISTINCT|COUNT|COLLECT|SHOW)\\b)");

    private final PrintStream out;
    private final boolean colour;
    private int step;

    Screen(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Standard output, in UTF-8 whatever the locale says; colour on a terminal, unless NO_COLOR is set. */
    static Screen standard() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new Screen(out, Ansi.AUTO.enabled());
    }

    /** Whether a person looks on, rather than a file or a pipe. */
    boolean interactive() {
        return colour;
    }

    PrintStream out() {
        return out;
    }

    void title(String title, String subtitle) {
        out.println();
        out.println(INDENT + paint(BOLD + MAGENTA, title) + "  " + paint(DIM, subtitle));
    }

    /** The next numbered step. */
    void heading(String text) {
        step++;
        String label = "%d  %s ".formatted(step, text);
        out.println();
        out.println(INDENT
                + paint(BOLD + CYAN, label)
                + paint(DIM, "─".repeat(Math.max(3, TEXT_WIDTH - label.length()))));
    }

    /** A paragraph, wrapped. */
    void say(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (line.length() + 1 + word.length() > TEXT_WIDTH) {
                out.println(INDENT + line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        out.println(INDENT + line);
    }

    void note(String text) {
        out.println(INDENT + paint(DIM, text));
    }

    void emphasis(String text) {
        out.println(INDENT + paint(BOLD + GREEN, text));
    }

    void blank() {
        out.println();
    }

    /** A statement as one would type it. */
    void cypher(String statement) {
        out.println();
        statement.strip().lines().forEach(line -> out.println(INDENT + paint(DIM, "│ ") + highlight(line)));
        out.println();
    }

    private String highlight(String line) {
        if (!colour) {
            return line;
        }
        Matcher matcher = CYPHER.matcher(line);
        StringBuilder painted = new StringBuilder();
        while (matcher.find()) {
            String style = matcher.group("text") != null ? GREEN : matcher.group("comment") != null ? DIM : BOLD;
            matcher.appendReplacement(painted, Matcher.quoteReplacement(style + matcher.group() + RESET));
        }
        return matcher.appendTail(painted).toString();
    }

    void table(List<String> columns, List<List<Object>> rows) {
        List<String> lines = TextTable.lines(columns, rows, TEXT_WIDTH);
        out.println(INDENT + paint(BOLD, lines.get(0)));
        out.println(INDENT + paint(DIM, lines.get(1)));
        lines.subList(2, lines.size()).forEach(line -> out.println(INDENT + line));
    }

    private String paint(String style, String text) {
        return colour ? style + text + RESET : text;
    }
}
