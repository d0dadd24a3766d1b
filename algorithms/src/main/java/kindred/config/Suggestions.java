package kindred.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a mistyped one was probably meant to be: Jaro-Winkler similarity above 0.8, as GDS does. */
public final class Suggestions {

    private static final double THRESHOLD = 0.8;
    private static final double PREFIX_WEIGHT = 0.1;
    private static final int LONGEST_PREFIX = 4;

    private Suggestions() {}

    /** The candidates similar to the name, most similar first. */
    public static List<String> similar(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> similarity(name, candidate) > THRESHOLD)
                .sorted(Comparator.comparingDouble((String candidate) -> -similarity(name, candidate))
                        .thenComparing(candidate -> candidate))
                .toList();
    }

    /** A trailing " (Did you mean ...?)", or nothing when no candidate is similar. */
    public static String didYouMean(String name, Collection<String> candidates) {
        List<String> similar = similar(name, candidates);
        if (similar.isEmpty()) {
            return "";
        }
        return similar.size() == 1
                ? " (Did you mean [" + similar.get(0) + "]?)"
                : " (Did you mean one of [" + String.join(", ", similar) + "]?)";
    }

    /** Jaro-Winkler similarity in [0, 1], letter case ignored. */
    static double similarity(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        double jaro = jaro(a, b);
        int prefix = 0;
        while (prefix < Math.min(LONGEST_PREFIX, Math.min(a.length(), b.length()))
                && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
    }

    private static double jaro(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.equals(b) ? 1 : 0;
        }
        int window = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
        boolean[] matchedInB = new boolean[b.length()];
        StringBuilder matchesOfA = new StringBuilder();
        for (int i = 0; i < a.length(); i++) {
            for (int j = Math.max(0, i - window); j < Math.min(b.length(), i + window + 1); j++) {
                if (!matchedInB[j] && a.charAt(i) == b.charAt(j)) {
                    matchedInB[j] = true;
                    matchesOfA.append(a.charAt(i));
                    break;
                }
            }
        }
        int matches = matchesOfA.length();
        if (matches == 0) {
            return 0;
        }
        double swapped = outOfOrder(matchesOfA, b, matchedInB) / 2.0;
        return ((double) matches / a.length() + (double) matches / b.length() + (matches - swapped) / matches) / 3;
    }

    private static int outOfOrder(CharSequence matchesOfA, String b, boolean[] matchedInB) {
        int position = 0;
        int different = 0;
        for (int j = 0; j < b.length(); j++) {
            if (matchedInB[j] && matchesOfA.charAt(position++) != b.charAt(j)) {
                different++;
            }
        }
        return different;
    }
}
