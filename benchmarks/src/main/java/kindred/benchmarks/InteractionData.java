package kindred.benchmarks;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import kindred.evaluate.Interactions;
import kindred.evaluate.Splits;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;

/**
 * Users, items, and which of them met, divided into what may be known and what is to be predicted. In the graph, users are nodes
 * {@code 0..users-1} with the label {@code User}, items the nodes after them with the label {@code Item}, connected by undirected
 * {@code INTERACTED} relationships.
 */
record InteractionData(int users, int items, Interactions known, Interactions test) {

    static final String NEEDS =
            "Recommendation needs `train.tsv.gz` and `test.tsv.gz` (user, item), or `ratings.tsv.gz` (user, item), which is then split.";

    static final String USER = "User";
    static final String ITEM = "Item";
    static final String INTERACTED = "INTERACTED";

    private static final double TEST_SHARE = 0.2;

    private record Pairs(IntArrayList users, IntArrayList items) {

        static Pairs read(DataFolder folder, String table) {
            Pairs pairs = new Pairs(new IntArrayList(), new IntArrayList());
            try (TsvFile file = folder.open(table)) {
                int user = file.column("user");
                int item = file.column("item");
                while (file.next()) {
                    pairs.users.add(file.index(user));
                    pairs.items.add(file.index(item));
                }
            }
            return pairs;
        }
    }

    /**
     * Reads a folder. Without its own {@code test.tsv.gz}, a fifth of each user's pairs, drawn at random, becomes the test.
     *
     * @param holdout above 0: judge on this share of each user's known pairs, held out, and leave the test alone. For choosing settings
     * @param seed of the random divisions
     */
    static InteractionData read(DataFolder folder, double holdout, long seed) {
        if (!folder.has("ratings") || folder.has("train")) {
            folder.require(NEEDS, "train", "test");
            Pairs train = Pairs.read(folder, "train");
            Pairs test = Pairs.read(folder, "test");
            int[] users = ids(folder, "users", "user", train.users, test.users);
            int[] items = ids(folder, "items", "item", train.items, test.items);
            Interactions known = interactions(train, users, items);
            return holdout > 0
                    ? split(known, holdout, seed)
                    : new InteractionData(users.length, items.length, known, interactions(test, users, items));
        }
        Pairs ratings = Pairs.read(folder, "ratings");
        int[] users = ids(folder, "users", "user", ratings.users);
        int[] items = ids(folder, "items", "item", ratings.items);
        InteractionData data = split(interactions(ratings, users, items), TEST_SHARE, seed);
        return holdout > 0 ? split(data.known, holdout, seed) : data;
    }

    /** The ids that occur, ascending: those of the dictionary, if there is one, and those of the pairs. */
    private static int[] ids(DataFolder folder, String dictionary, String column, IntArrayList... occurring) {
        IntOpenHashSet ids = new IntOpenHashSet();
        Arrays.stream(occurring).forEach(ids::addAll);
        if (folder.has(dictionary)) {
            try (TsvFile file = folder.open(dictionary)) {
                int id = file.column(column);
                while (file.next()) {
                    ids.add(file.index(id));
                }
            }
        }
        int[] sorted = ids.toIntArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static Interactions interactions(Pairs pairs, int[] users, int[] items) {
        return Interactions.of(
                users.length,
                items.length,
                pairs.users
                        .intStream()
                        .map(id -> Arrays.binarySearch(users, id))
                        .toArray(),
                pairs.items
                        .intStream()
                        .map(id -> Arrays.binarySearch(items, id))
                        .toArray());
    }

    private static InteractionData split(Interactions all, double share, long seed) {
        int[] users = IntStream.range(0, all.userCount())
                .flatMap(user -> IntStream.generate(() -> user).limit(all.count(user)))
                .toArray();
        int[] items = IntStream.range(0, all.userCount())
                .flatMap(user -> Arrays.stream(all.items(user)))
                .toArray();
        Splits.Part[] parts = Splits.random(asLongs(users), asLongs(items), share, 0, true, new Seeds(seed));
        return new InteractionData(
                all.userCount(),
                all.itemCount(),
                part(all, users, items, parts, Splits.Part.TRAIN),
                part(all, users, items, parts, Splits.Part.TEST));
    }

    private static long[] asLongs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    private static Interactions part(
            Interactions all, int[] users, int[] items, Splits.Part[] parts, Splits.Part wanted) {
        int[] chosen =
                IntStream.range(0, parts.length).filter(i -> parts[i] == wanted).toArray();
        return Interactions.of(
                all.userCount(),
                all.itemCount(),
                Arrays.stream(chosen).map(i -> users[i]).toArray(),
                Arrays.stream(chosen).map(i -> items[i]).toArray());
    }

    /** The graph of what is known. */
    Projection graph() {
        ProjectionBuilder builder =
                new ProjectionBuilder().nodes(USER, 0, users).nodes(ITEM, users, (long) users + items);
        for (int user = 0; user < users; user++) {
            long source = user;
            LongStream targets = Arrays.stream(known.items(user)).asLongStream().map(item -> item + users);
            targets.forEach(target -> builder.undirected(INTERACTED, source, target));
        }
        return builder.build();
    }
}
