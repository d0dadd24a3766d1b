package kindred.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The words of the demo's library: what tastes there are, and the names that people and books are given. Read from
 * {@code library.txt} beside this class.
 *
 * @param tastes one entry per planted taste
 * @param givenNames of readers and authors
 * @param surnames of readers and authors
 */
record Library(List<Taste> tastes, List<String> givenNames, List<String> surnames) {

    private static final List<String> SEASONS =
            List.of("Spring", "Summer", "Autumn", "Winter", "A Year", "Seven Nights");
    private static final String INITIALS = "ABCDEFGHIJKLMNOPRSTVWYZ";

    /** One planted taste: its topics, and the words of which its titles are made. */
    record Taste(String name, List<String> topics, List<String> adjectives, List<String> nouns, List<String> places) {

        /** A title that sounds like this taste; the same one may come twice. */
        String title(SplittableRandom random) {
            String adjective = pick(adjectives, random);
            String noun = pick(nouns, random);
            String place = pick(places, random);
            return switch (random.nextInt(8)) {
                case 0, 1 -> "The %s %s".formatted(adjective, noun);
                case 2 -> "The %s of %s".formatted(noun, place);
                case 3 -> "%s %ss of %s".formatted(adjective, noun, place);
                case 4 -> "The %s and the %s".formatted(noun, other(noun, random));
                case 5 -> "%s in %s".formatted(pick(SEASONS, random), place);
                case 6 -> "The Last %s from %s".formatted(noun, place);
                default -> "%s %s, %s %s".formatted(adjective, noun, pick(adjectives, random), other(noun, random));
            };
        }

        private String other(String noun, SplittableRandom random) {
            String second = pick(nouns, random);
            return second.equals(noun) ? nouns.get((nouns.indexOf(noun) + 1) % nouns.size()) : second;
        }
    }

    static Library read() {
        try (InputStream words = Library.class.getResourceAsStream("library.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(words, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Library parse(List<String> lines) {
        List<Taste> tastes = new ArrayList<>();
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(": ", 2);
            fields.put(parts[0], List.of(parts[1].split(", ")));
            if (parts[0].equals("places")) {
                tastes.add(new Taste(
                        fields.get("taste").get(0),
                        fields.get("topics"),
                        fields.get("adjectives"),
                        fields.get("nouns"),
                        fields.get("places")));
            }
        }
        return new Library(List.copyOf(tastes), fields.get("given names"), fields.get("surnames"));
    }

    /** A person's name, such as {@code Mira B. Halvorsen}; the same one may come twice. */
    String person(SplittableRandom random) {
        char initial = INITIALS.charAt(random.nextInt(INITIALS.length()));
        return "%s %s. %s".formatted(pick(givenNames, random), initial, pick(surnames, random));
    }

    private static String pick(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}
