package kindred.quickstart;

import java.util.ArrayList;
import java.util.List;

/**
 * The Cypher of a Markdown page, in order. A block that opens with <code>```cypher</code> is run; the word after it may say
 * {@code no-run}: only to be looked at, or {@code fails}: shows a refusal.
 */
record ManualPage(List<Block> blocks) {

    private static final String FENCE = "```";

    enum Kind {
        RUN,
        FAILS
    }

    /** @param line of the opening fence, from 1 */
    record Block(int line, Kind kind, String cypher) {}

    static ManualPage parse(String markdown) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder cypher = new StringBuilder();
        Kind kind = null;
        boolean inside = false;
        int begin = 0;
        int number = 0;
        for (String line : markdown.lines().toList()) {
            number++;
            if (line.strip().startsWith(FENCE)) {
                if (inside && kind != null) {
                    blocks.add(new Block(begin, kind, cypher.toString()));
                }
                kind = inside ? null : kind(line.strip().substring(FENCE.length()), number);
                inside = !inside;
                begin = number;
                cypher.setLength(0);
            } else if (kind != null) {
                cypher.append(line).append('\n');
            }
        }
        return new ManualPage(blocks);
    }

    /** Null for what is not run. */
    private static Kind kind(String info, int line) {
        String[] words = info.strip().split("\\s+");
        if (!words[0].equals("cypher")) {
            return null;
        }
        String mark = words.length == 1 ? "" : words[1];
        return switch (mark) {
            case "" -> Kind.RUN;
            case "fails" -> Kind.FAILS;
            case "no-run" -> null;
            default -> throw new IllegalArgumentException("Line %d: unknown mark `%s`.".formatted(line, mark));
        };
    }
}
