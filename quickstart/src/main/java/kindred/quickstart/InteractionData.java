package kindred.quickstart;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import kindred.data.DataException;
import kindred.data.DataFolder;
import kindred.data.TsvFile;

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

    /** @throws DataException if the folder does not hold such data */
    static InteractionData read(Path path) {
        DataFolder folder = new DataFolder(path);
        Pairs train = pairs(folder, "train");
        Pairs test = pairs(folder, "test");
        int[] users = distinct(train.users(), test.users());
        int[] items = distinct(train.items(), test.items());
        return new InteractionData(
                folder.name(),
                users,
                items,
                positions(train, users, items),
                positions(test, users, items),
                names(folder, "users", "user"),
                names(folder, "items", "item"));
    }

    private static Pairs pairs(DataFolder folder, String table) {
        folder.require("`--data` takes a folder with train.tsv.gz and test.tsv.gz, with columns user and item.", table);
        IntArrayList users = new IntArrayList();
        IntArrayList items = new IntArrayList();
        try (TsvFile rows = folder.open(table)) {
            int user = rows.column("user");
            int item = rows.column("item");
            while (rows.next()) {
                users.add(rows.index(user));
                items.add(rows.index(item));
            }
        }
        if (users.isEmpty()) {
            throw new DataException("`%s.tsv.gz` in `%s` has no rows.".formatted(table, folder.path()));
        }
        return new Pairs(users.toIntArray(), items.toIntArray());
    }

    private static int[] distinct(int[] first, int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second))
                .distinct()
                .sorted()
                .toArray();
    }

    private static Pairs positions(Pairs pairs, int[] users, int[] items) {
        return new Pairs(positions(pairs.users(), users), positions(pairs.items(), items));
    }

    private static int[] positions(int[] ids, int[] sorted) {
        return Arrays.stream(ids).map(id -> Arrays.binarySearch(sorted, id)).toArray();
    }

    private static Names names(DataFolder folder, String table, String idColumn) {
        Int2ObjectMap<String> names = new Int2ObjectOpenHashMap<>();
        if (folder.has(table)) {
            try (TsvFile rows = folder.open(table)) {
                int id = rows.column(idColumn);
                int name = rows.hasColumn("name") ? rows.column("name") : rows.column("key");
                while (rows.next()) {
                    if (!rows.isMissing(name)) {
                        names.put(rows.index(id), rows.text(name));
                    }
                }
            }
        }
        return new Names(names);
    }
}
