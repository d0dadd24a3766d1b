package kindred.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much memory a piece of work needs, as a tree whose parts add up.
 *
 * @param name what the memory is for
 * @param bytesMin least bytes
 * @param bytesMax most bytes
 * @param parts what it is made of; empty for a leaf
 */
public record MemoryEstimate(String name, long bytesMin, long bytesMax, List<MemoryEstimate> parts) {

    public MemoryEstimate {
        parts = List.copyOf(parts);
    }

    /** A leaf whose size is known. */
    public static MemoryEstimate of(String name, long bytes) {
        return new MemoryEstimate(name, bytes, bytes, List.of());
    }

    /** A leaf whose size is known up to a range. */
    public static MemoryEstimate of(String name, long bytesMin, long bytesMax) {
        return new MemoryEstimate(name, bytesMin, bytesMax, List.of());
    }

    /** The sum of parts that are alive at the same time. */
    public static MemoryEstimate sum(String name, MemoryEstimate... parts) {
        return sum(name, List.of(parts));
    }

    /** The sum of parts that are alive at the same time. */
    public static MemoryEstimate sum(String name, List<MemoryEstimate> parts) {
        long min = parts.stream().mapToLong(MemoryEstimate::bytesMin).sum();
        long max = parts.stream().mapToLong(MemoryEstimate::bytesMax).sum();
        return new MemoryEstimate(name, min, max, parts);
    }

    /** The range in words, as in {@code 12 MiB} or {@code [12 MiB ... 20 MiB]}. */
    public String range() {
        return bytesMin == bytesMax
                ? humanReadable(bytesMin)
                : "[" + humanReadable(bytesMin) + " ... " + humanReadable(bytesMax) + "]";
    }

    /** One line per part, indented by depth, as GDS prints it. */
    public String treeView() {
        StringBuilder text = new StringBuilder();
        appendTo(text, 0);
        return text.toString();
    }

    private void appendTo(StringBuilder text, int depth) {
        text.append("    ".repeat(depth)).append(depth == 0 ? "" : "|-- ");
        text.append(name).append(": ").append(range()).append('\n');
        parts.forEach(part -> part.appendTo(text, depth + 1));
    }

    /** The tree as nested maps with the keys {@code name}, {@code memoryUsage} and {@code components}. */
    public Map<String, Object> mapView() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("memoryUsage", range());
        if (!parts.isEmpty()) {
            map.put("components", parts.stream().map(MemoryEstimate::mapView).toList());
        }
        return map;
    }

    /** Bytes in the largest binary unit that keeps the number at least 1. */
    public static String humanReadable(long bytes) {
        if (bytes < 1024) {
            return bytes + " Bytes";
        }
        int unit = Math.min(6, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        double amount = bytes / (double) (1L << 10 * unit);
        String number =
                amount >= 100 ? String.format(Locale.ROOT, "%.0f", amount) : String.format(Locale.ROOT, "%.1f", amount);
        return number.replaceAll("\\.0$", "") + " " + "KMGTPE".charAt(unit - 1) + "iB";
    }
}
