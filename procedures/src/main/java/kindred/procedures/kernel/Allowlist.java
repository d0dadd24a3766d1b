package kindred.procedures.kernel;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The setting {@code dbms.security.procedures.allowlist}, which Neo4j applies to annotated procedures only. Names may hold stars.
 */
record Allowlist(List<String> patterns) {

    boolean allows(String procedure) {
        return patterns.stream().anyMatch(pattern -> matches(pattern.trim(), procedure));
    }

    private static boolean matches(String pattern, String procedure) {
        String[] pieces = pattern.split("\\*", -1);
        StringBuilder expression = new StringBuilder(Pattern.quote(pieces[0]));
        for (int i = 1; i < pieces.length; i++) {
            expression.append(".*").append(Pattern.quote(pieces[i]));
        }
        return procedure.matches(expression.toString());
    }
}
