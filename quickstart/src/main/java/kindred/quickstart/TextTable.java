package kindred.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lays out rows of values for a terminal: columns as wide as their contents, numbers to the right, the widest texts shortened
 * until the whole fits.
 */
final class TextTable {

    private static final String GAP = "   ";
    private static final int NARROWEST = 12;

    private TextTable() {}

    /**
     * @param columns headings
     * @param rows one value per column each; numbers, texts, lists and maps are shown readably
     * @param width characters that a line may have
     * @return heading, rule and rows, without line ends
     */
    static List<String> lines(List<String> columns, List<List<Object>> rows, int width) {
        List<List<String>> cells = rows.stream()
                .map(row -> row.stream().map(TextTable::show).toList())
                .toList();
        int[] widths = widths(columns, cells, width);
        boolean[] right = new boolean[columns.size()];
        for (int c = 0; c < right.length; c++) {
            int column = c;
            right[c] = !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns, widths, right));
        lines.add("─".repeat(widthOf(widths)));
        cells.forEach(row -> lines.add(line(row, widths, right)));
        return lines;
    }

    private static int[] widths(List<String> columns, List<List<String>> cells, int width) {
        int[] widths = new int[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            widths[c] = Math.max(
                    columns.get(c).length(),
                    cells.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        while (widthOf(widths) > width) {
            int widest = 0;
            for (int c = 1; c < widths.length; c++) {
                widest = widths[c] > widths[widest] ? c : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widthOf(int[] widths) {
        int sum = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = shorten(cells.get(c), widths[c]);
            String blanks = " ".repeat(widths[c] - cell.length());
            line.append(c == 0 ? "" : GAP).append(right[c] ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    private static String shorten(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    /** A value as a reader likes to see it: whole numbers grouped, fractions with three to four digits. */
    static String show(Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Double || value instanceof Float) {
            return showFraction(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            return showWhole(number.longValue());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TextTable::show).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + show(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    /** Years and the like stay as they are; grouping begins at five digits. */
    private static String showWhole(long number) {
        return Math.abs(number) < 10_000 ? Long.toString(number) : String.format(Locale.ROOT, "%,d", number);
    }

    private static String showFraction(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.4f" : "%,.1f", number);
    }
}
