package kindred.quickstart.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;

/** A line of Neo4j releases that Kindred is built for and tested on, with the versions that the build names. */
public enum Line {
    /** The long-term support release. */
    LTS("lts", 17),
    /** The calendar releases. */
    CALENDAR("2026", 21);

    private final String label;
    private final int oldestJava;

    Line(String label, int oldestJava) {
        this.label = label;
        this.oldestJava = oldestJava;
    }

    /** The name of the line on the command line. */
    public String label() {
        return label;
    }

    /** The oldest Java that runs this line. */
    public int oldestJava() {
        return oldestJava;
    }

    public String neo4jVersion() {
        return version(label + ".neo4j");
    }

    public String gdsVersion() {
        return version(label + ".gds");
    }

    /** The version of Kindred, whose one jar serves every line. */
    public static String kindredVersion() {
        return version("kindred");
    }

    /**
     * The line with this label.
     *
     * @throws Refusal if there is none
     */
    public static Line labelled(String label) {
        return Arrays.stream(values())
                .filter(line -> line.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no line `" + label + "`. Lines are "
                        + Arrays.stream(values()).map(Line::label).collect(Collectors.joining(" and ")) + "."));
    }

    private static String version(String key) {
        try (InputStream resource = Line.class.getResourceAsStream("lines.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
