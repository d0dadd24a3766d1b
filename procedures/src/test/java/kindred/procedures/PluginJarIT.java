package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar that users put beside Neo4j's own libraries, where everything foreign would get in their way. */
class PluginJarIT {

    private static final int JAVA_17 = 61;
    private static final Pattern UNMOVED = Pattern.compile("(?<!kindred/shaded/)(it/unimi/dsi|org/apache/commons)/");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(System.getProperty("kindred.plugin.jar"));
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void holdsOnlyItsOwnPackagesAndRelocatedOnes() {
        assertThat(names()).allMatch(name -> name.startsWith("kindred/") || name.startsWith("META-INF/"));
    }

    @Test
    void hasNoVersionedEntries() {
        assertThat(names())
                .noneMatch(name -> name.startsWith("META-INF/versions/") || name.endsWith("module-info.class"));
    }

    @Test
    void keepsWhatIsOnlyLoadedByName() {
        assertThat(names()).contains("kindred/math/SimdKernels.class", "kindred/version.properties");
    }

    @Test
    void announcesItsExtension() throws IOException {
        JarEntry services = jar.getJarEntry("META-INF/services/org.neo4j.kernel.extension.ExtensionFactory");
        assertThat(services).isNotNull();
        String extension = new String(bytes(services), StandardCharsets.UTF_8).strip();
        assertThat(extension).startsWith("kindred.procedures.kernel.");
        assertThat(names()).contains(extension.replace('.', '/') + ".class");
    }

    @Test
    void runsOnJava17() throws IOException {
        for (JarEntry entry : classes()) {
            try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                in.readInt();
                in.readUnsignedShort();
                assertThat(in.readUnsignedShort()).as(entry.getName()).isLessThanOrEqualTo(JAVA_17);
            }
        }
    }

    @Test
    void refersToWhatWasMovedByItsNewName() throws IOException {
        for (JarEntry entry : classes()) {
            if (entry.getName().startsWith("kindred/shaded/")) {
                continue; // their serialisable lambdas mention old names in mere strings
            }
            String constants = new String(bytes(entry), StandardCharsets.ISO_8859_1);
            assertThat(UNMOVED.matcher(constants).results().map(found -> found.group()))
                    .as(entry.getName())
                    .isEmpty();
        }
    }

    @Test
    void carriesTheLicences() {
        assertThat(names()).contains("META-INF/LICENSE-kindred", "META-INF/LICENSE.txt", "META-INF/NOTICE.txt");
    }

    private List<String> names() {
        return entries().map(JarEntry::getName).toList();
    }

    private List<JarEntry> classes() {
        List<JarEntry> classes =
                entries().filter(entry -> entry.getName().endsWith(".class")).toList();
        assertThat(classes).isNotEmpty();
        return classes;
    }

    private Stream<JarEntry> entries() {
        return jar.stream().filter(entry -> !entry.isDirectory());
    }

    private byte[] bytes(JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
