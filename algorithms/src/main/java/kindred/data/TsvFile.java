package kindred.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads one gzipped table row by row: UTF-8, fields separated by tabs, no quoting, an empty field is a missing one; the first line
 * names the columns and starts with {@code #}.
 */
public final class TsvFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final BufferedReader reader;
    private final List<String> columns;
    private final int[] ends;
    private String line;
    private long number = 1;

    private TsvFile(Path path, BufferedReader reader, List<String> columns) {
        this.path = path;
        this.reader = reader;
        this.columns = columns;
        this.ends = new int[columns.size()];
    }

    public static TsvFile open(Path path) {
        try {
            GZIPInputStream bytes = new GZIPInputStream(Files.newInputStream(path), BUFFER);
            BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), BUFFER);
            String header = reader.readLine();
            if (header == null || !header.startsWith("#")) {
                reader.close();
                throw new DataException("The first line of `%s` must name the columns and start with `#`, but is `%s`."
                        .formatted(path, header == null ? "" : header));
            }
            return new TsvFile(path, reader, Arrays.asList(header.substring(1).split("\t", -1)));
        } catch (IOException e) {
            throw new DataException("`%s` cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    public boolean hasColumn(String name) {
        return columns.contains(name);
    }

    /** The position of a column that must be there. */
    public int column(String name) {
        int position = columns.indexOf(name);
        if (position < 0) {
            throw new DataException(
                    "`%s` has no column `%s`. Its columns are [%s].".formatted(path, name, String.join(", ", columns)));
        }
        return position;
    }

    /** Goes to the next row; false at the end of the file. */
    public boolean next() {
        try {
            line = reader.readLine();
        } catch (IOException e) {
            throw new DataException(
                    "`%s` cannot be read beyond line %d: %s".formatted(path, number, e.getMessage()), e);
        }
        if (line == null) {
            return false;
        }
        number++;
        int field = 0;
        for (int i = line.indexOf('\t'); i >= 0; i = line.indexOf('\t', i + 1)) {
            if (field < ends.length) {
                ends[field] = i;
            }
            field++;
        }
        if (field != ends.length - 1) {
            throw new DataException("Line %d of `%s` has %d fields, but the header names %d columns."
                    .formatted(number, path, field + 1, ends.length));
        }
        ends[field] = line.length();
        return true;
    }

    public boolean isMissing(int column) {
        return start(column) == ends[column];
    }

    public String text(int column) {
        return line.substring(start(column), ends[column]);
    }

    public long whole(int column) {
        try {
            return Long.parseLong(line, start(column), ends[column], 10);
        } catch (NumberFormatException e) {
            throw wrong(column, "a whole number");
        }
    }

    /** A whole number from 0 to 2^31 - 1. */
    public int index(int column) {
        long value = whole(column);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wrong(column, "within [0, " + Integer.MAX_VALUE + "]");
        }
        return (int) value;
    }

    public double number(int column) {
        try {
            return Double.parseDouble(text(column));
        } catch (NumberFormatException e) {
            throw wrong(column, "a number");
        }
    }

    private DataException wrong(int column, String expected) {
        return new DataException("Line %d of `%s`: column `%s` must be %s, but is `%s`."
                .formatted(number, path, columns.get(column), expected, text(column)));
    }

    private int start(int column) {
        return column == 0 ? 0 : ends[column - 1] + 1;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
