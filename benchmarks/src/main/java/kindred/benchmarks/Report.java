package kindred.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a protocol found: a table for people and, as the last line, one JSON object for programs. */
final class Report {

    private final String protocol;
    private final TrainerOptions options;
    private final Map<String, Object> config;
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Report(String protocol, TrainerOptions options, Map<String, Object> config) {
        this.protocol = protocol;
        this.options = options;
        this.config = config;
    }

    void metric(String name, double value) {
        metrics.put(name, value);
    }

    void seconds(String phase, double value) {
        seconds.put(phase, value);
    }

    /** A row of the table, the header first. */
    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Double number ? format(number) : cell.toString());
        }
        rows.add(row);
    }

    /** A line below the table. */
    void note(String text) {
        notes.add(text);
    }

    private static String format(double number) {
        return String.format(
                Locale.ROOT, Math.abs(number) >= 1000 ? "%,.0f" : Math.abs(number) >= 10 ? "%.2f" : "%.4f", number);
    }

    void print(PrintWriter out, Training.Trained trained) {
        out.printf(
                Locale.ROOT,
                "%s: %s on %s, seed %d, %d threads%n",
                protocol,
                options.trainer().name(),
                options.folder().name(),
                options.seed(),
                options.concurrency());
        out.println("configuration: " + json(config));
        printTable(out);
        notes.forEach(out::println);
        out.println(json(asMap(trained)));
        out.flush();
    }

    private void printTable(PrintWriter out) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                text.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private Map<String, Object> asMap(Training.Trained trained) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("protocol", protocol);
        map.put("trainer", options.trainer().name());
        map.put("data", options.folder().name());
        map.put("config", config);
        map.put("seed", options.seed());
        map.put("concurrency", options.concurrency());
        map.put("metrics", metrics);
        map.put("checksum", "%016x".formatted(trained.model().embeddings().checksum()));
        map.put("seconds", seconds);
        map.put("peakBytes", trained.peakBytes());
        map.put("estimatedBytes", trained.estimatedBytes());
        return map;
    }

    static String json(Map<String, ?> map) {
        try {
            return JSON.std.asString(map);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
