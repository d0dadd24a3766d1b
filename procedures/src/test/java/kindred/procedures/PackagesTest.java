package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may know what: read off the sources' imports. */
class PackagesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern KERNEL =
            Pattern.compile("\\borg\\.neo4j\\.(kernel|internal|values|collection|configuration)\\.[\\w.]+");
    private static final Pattern GDS = Pattern.compile("\\borg\\.neo4j\\.gds\\.[\\w.]+");
    private static final Pattern OWN = Pattern.compile("\\b(kindred\\.procedures\\.[a-z]+)\\.[A-Z]");

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code, without what stands in comments or in quotes. */
    private static String code(Path file) {
        try {
            return Files.readString(file)
                    .replaceAll("(?s)/\\*.*?\\*/", "")
                    .replaceAll("//.*", "")
                    .replaceAll("\"[^\"\\n]*\"", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file.getParent()).toString().replace('/', '.');
    }

    private static List<String> filesThatName(Pattern pattern, String allowed) {
        return sources().stream()
                .filter(file -> !packageOf(file).equals(allowed))
                .filter(file -> pattern.matcher(code(file)).find())
                .map(Path::toString)
                .toList();
    }

    @Test
    void onlyTheKernelPackageNamesKernelTypes() {
        assertThat(filesThatName(KERNEL, "kindred.procedures.kernel")).isEmpty();
    }

    @Test
    void onlyTheGdsPackageNamesGdsTypes() {
        assertThat(filesThatName(GDS, "kindred.procedures.gds")).isEmpty();
    }

    /** It is loaded by name, so that a server without GDS never meets it. */
    @Test
    void nobodyNamesTheGdsPackage() {
        assertThat(filesThatName(Pattern.compile("\\bkindred\\.procedures\\.gds\\."), "kindred.procedures.gds"))
                .isEmpty();
    }

    @Test
    void noPackagesDependOnOneAnotherInACircle() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Path file : sources()) {
            Matcher matcher = OWN.matcher(code(file));
            Set<String> targets = arrows.computeIfAbsent(packageOf(file), key -> new TreeSet<>());
            matcher.results()
                    .map(found -> found.group(1))
                    .filter(name -> !name.equals(packageOf(file)))
                    .forEach(targets::add);
        }
        while (arrows.values().stream().anyMatch(Set::isEmpty)) {
            Set<String> settled = new TreeSet<>();
            arrows.forEach((name, targets) -> {
                if (targets.isEmpty()) {
                    settled.add(name);
                }
            });
            arrows.keySet().removeAll(settled);
            arrows.values().forEach(targets -> targets.removeAll(settled));
        }
        assertThat(arrows).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> silent = new TreeSet<>();
        for (Path file : sources()) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                silent.add(packageOf(file));
            }
        }
        assertThat(silent).isEmpty();
    }
}
