package kindred.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code ./kindred doctor}: what this machine has that Kindred can use. Java's source launcher runs this one file before anything
 * is built, so it uses the JDK alone. Standard input lists the JDKs, one a line: major version, blank, folder.
 */
public final class DoctorCommand {

    private static final double GIB = 1L << 30;

    private DoctorCommand() {}

    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(System.getProperty("kindred.home", "."));
        jdks();
        machine();
        ports();
        build(project);
        data();
    }

    private static void jdks() throws IOException {
        title("JDKs");
        boolean lts = false;
        boolean calendar = false;
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            int version = Integer.parseInt(line.substring(0, line.indexOf(' ')));
            row("JDK " + version, line.substring(line.indexOf(' ') + 1) + ": " + fit(version));
            lts |= version >= 17;
            calendar |= version >= 25;
        }
        row("Neo4j 5.26 LTS", lts ? "can be built, run and tested" : "needs JDK 17 or newer");
        row("Neo4j 2026", calendar ? "can be run and tested" : "needs JDK 25, or 21 for the server alone");
    }

    private static String fit(int version) {
        if (version < 17) {
            return "too old for Kindred";
        }
        return version < 21 ? "fits Neo4j 5.26 LTS" : "fits Neo4j 5.26 LTS and Neo4j 2026";
    }

    private static void machine() {
        title("Machine");
        row("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        row("Cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            row("Memory", gibibytes(system.getFreeMemorySize()) + " free of " + gibibytes(system.getTotalMemorySize()));
        }
        row("SIMD", simd());
    }

    private static String simd() {
        try {
            Object species = Class.forName("jdk.incubator.vector.FloatVector")
                    .getField("SPECIES_PREFERRED")
                    .get(null);
            Object bits = Class.forName("jdk.incubator.vector.VectorSpecies")
                    .getMethod("vectorBitSize")
                    .invoke(species);
            return bits + "-bit vectors; in neo4j.conf: server.jvm.additional=--add-modules=jdk.incubator.vector";
        } catch (ReflectiveOperationException e) {
            return "this JDK has no vector module (" + e + "); the scalar kernels will be used";
        }
    }

    private static void ports() {
        title("Ports");
        for (int port : List.of(7687, 7474)) {
            String option = port == 7687 ? "--bolt-port" : "--http-port";
            row(Integer.toString(port), isFree(port) ? "free" : "taken; choose another one with " + option);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void build(Path project) throws IOException {
        title("Build");
        row("Plugin jar", built(project.resolve("procedures/target"), "kindred-[0-9]*.jar"));
        row("GDS jars", built(project.resolve("gds-plugin/target"), "graph-data-science-*.jar"));
        row("Servers", built(project.resolve("neo4j-server/target"), "neo4j-*.classpath"));
        row("Free disk", gibibytes(Files.getFileStore(project).getUsableSpace()));
    }

    private static String built(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            return "not built yet; the first command that needs it builds it";
        }
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.list(folder)) {
            List<String> found = files.map(Path::getFileName)
                    .filter(matcher::matches)
                    .map(Path::toString)
                    .sorted()
                    .toList();
            return found.isEmpty()
                    ? "not built yet; the first command that needs it builds it"
                    : String.join(", ", found);
        }
    }

    private static void data() {
        title("Data");
        String folder = System.getenv("KINDRED_DATA");
        if (folder == null) {
            row("KINDRED_DATA", "not set; tests that need data sets are skipped");
        } else {
            row("KINDRED_DATA", folder + (Files.isDirectory(Path.of(folder)) ? "" : " is not a folder"));
        }
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }

    private static void title(String text) {
        System.out.println(text);
    }

    private static void row(String name, String value) {
        System.out.printf("  %-16s %s%n", name, value);
    }
}
