package kindred.quickstart;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Who interacted with what, split into train and test, from a folder of tab-separated files: {@code train.tsv.gz} and
 * {@code test.tsv.gz} with two columns of numbers, of the user and of the item (whole numbers; two separate number ranges), and optional
 * dictionaries {@code users.tsv.gz} and {@code items.tsv.gz} with a {@code name} or {@code key} for each. The first line of a
 * file is its header and begins with {@code #}.
 *
 * @param name of the folder
 * @param users ids in ascending order
 * @param items ids in ascending order
 * @param train pairs of positions in {@code users} and {@code items}
 * @param test the same, held out
 */
record InteractionData(
        String name, int[] users, int[] items, Pairs train, Pairs test, Names userNames, Names itemNames) {

    /** Two columns of equal length. */
    record Pairs(int[] users, int[] items) {
        int size() {
            return users.length;
        }
    }

    /** What ids are called; those that are missing go by their number. */
    record Names(Int2ObjectMap<String> byId) {
        String of(int id) {
            return byId.getOrDefault(id, Integer.toString(id));
        }
    }

    /** @throws DemoException if the folder does not hold such data */
    static InteractionData read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DemoException(
                    "There is no folder " + folder.toAbsolutePath().normalize()
                            + ". `--data` takes a folder with train.tsv.gz and test.tsv.gz.");
        }
        Pairs train = pairs(folder, "train");
        Pairs test = pairs(folder, "test");
        int[] users = distinct(train.users(), test.users());
        int[] items = distinct(train.items(), test.items());
        return new InteractionData(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                users,
                items,
                positions(train, users, items),
                positions(test, users, items),
                names(folder, "users", "user"),
                names(folder, "items", "item"));
    }

    private static Pairs pairs(Path folder, String name) {
        Path file = folder.resolve(name + ".tsv.gz");
        if (!Files.exists(file)) {
            throw new DemoException(
                    "%s has no %s. `--data` takes a folder with train.tsv.gz and test.tsv.gz, with columns user and item."
                            .formatted(folder.toAbsolutePath().normalize(), file.getFileName()));
        }
        IntArrayList users = new IntArrayList();
        IntArrayList items = new IntArrayList();
        try (TsvReader rows = TsvReader.open(file)) {
            int user = rows.column("user");
            int item = rows.column("item");
            while (rows.next()) {
                users.add(rows.whole(user));
                items.add(rows.whole(item));
            }
        }
        if (users.isEmpty()) {
            throw new DemoException(file + " has no rows.");
        }
        return new Pairs(users.toIntArray(), items.toIntArray());
    }

    private static int[] distinct(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return Arrays.stream(both).distinct().sorted().toArray();
    }

    private static Pairs positions(Pairs pairs, int[] users, int[] items) {
        return new Pairs(
                Arrays.stream(pairs.users())
                        .map(user -> Arrays.binarySearch(users, user))
                        .toArray(),
                Arrays.stream(pairs.items())
                        .map(item -> Arrays.binarySearch(items, item))
                        .toArray());
    }

    private static Names names(Path folder, String file, String idColumn) {
        Int2ObjectMap<String> names = new Int2ObjectOpenHashMap<>();
        Path path = folder.resolve(file + ".tsv.gz");
        if (Files.exists(path)) {
            try (TsvReader rows = TsvReader.open(path)) {
                int id = rows.column(idColumn);
                int name = rows.has("name") ? rows.column("name") : rows.column("key");
                while (rows.next()) {
                    if (!rows.text(name).isEmpty()) {
                        names.put(rows.whole(id), rows.text(name));
                    }
                }
            }
        }
        return new Names(names);
    }

    /** Rows of a gzipped, tab-separated file with a header. */
    private static final class TsvReader implements AutoCloseable {
        private final Path file;
        private final BufferedReader lines;
        private final List<String> columns;
        private long lineNumber = 1;
        private String[] row;

        private TsvReader(Path file, BufferedReader lines) throws IOException {
            this.file = file;
            this.lines = lines;
            String header = lines.readLine();
            if (header == null || !header.startsWith("#")) {
                throw new DemoException(
                        file + " has no header: its first line must begin with # and name the columns.");
            }
            this.columns = List.of(header.substring(1).split("\t"));
        }

        static TsvReader open(Path file) {
            try {
                InputStream bytes = Files.newInputStream(file);
                try {
                    return new TsvReader(
                            file,
                            new BufferedReader(new InputStreamReader(
                                    new GZIPInputStream(bytes, 1 << 16), StandardCharsets.UTF_8)));
                } catch (IOException | RuntimeException e) {
                    bytes.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new DemoException("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }

        boolean has(String column) {
            return columns.contains(column);
        }

        int column(String name) {
            if (!has(name)) {
                throw new DemoException("%s has no column `%s`; it has %s.".formatted(file, name, columns));
            }
            return columns.indexOf(name);
        }

        boolean next() {
            try {
                String line = lines.readLine();
                lineNumber++;
                row = line == null ? null : line.split("\t", -1);
            } catch (IOException e) {
                throw new DemoException(
                        "Cannot read %s beyond line %d: %s".formatted(file, lineNumber, e.getMessage()), e);
            }
            if (row != null && row.length != columns.size()) {
                throw new DemoException("%s, line %d has %d fields, but the header names %d."
                        .formatted(file, lineNumber, row.length, columns.size()));
            }
            return row != null;
        }

        String text(int column) {
            return row[column];
        }

        int whole(int column) {
            try {
                return Integer.parseInt(row[column]);
            } catch (NumberFormatException e) {
                throw new DemoException(
                        "%s, line %d: `%s` must be a whole number but was `%s`."
                                .formatted(file, lineNumber, columns.get(column), row[column]),
                        e);
            }
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
