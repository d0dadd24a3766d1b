package kindred.benchmarks;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import kindred.evaluate.Interactions;
import kindred.evaluate.Splits;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;

/**
 * Users, items, and which of them met, divided into what may be known and what is to be predicted. Users and items are numbered from 0 in the order of their
 * ids.
 *
 * <p>In graphs, users are nodes {@code 0..users-1} with the label {@code User}, items the nodes after them with the label {@code Item}, connected by
 * undirected {@code INTERACTED} relationships.
 *
 * @param userIds id in the folder of each user
 * @param itemIds id in the folder of each item
 */
record InteractionData(int[] userIds, int[] itemIds, Interactions known, Interactions test) {

    static final String NEEDS =
            "Recommendation needs `train.tsv.gz` and `test.tsv.gz` (user, item), or `history.tsv.gz` or `ratings.tsv.gz` (user, item), which is then split.";

    static final String USER = "User";
    static final String ITEM = "Item";
    static final String INTERACTED = "INTERACTED";

    private static final double TEST_SHARE = 0.2;

    int users() {
        return userIds.length;
    }

    int items() {
        return itemIds.length;
    }

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
     * Reads a folder. Without its own {@code test.tsv.gz}, a fifth of each user's pairs, drawn at random, becomes the test. Of a folder with both, the
     * history is taken and not the ratings: who met what is to be foretold, of which ratings are the part that came with an opinion.
     *
     * @param holdout above 0: judge on this share of each user's known pairs, held out, and leave the test alone. For choosing settings
     * @param seed of the random divisions
     */
    static InteractionData read(DataFolder folder, double holdout, long seed) {
        InteractionData data = read(folder, seed);
        return holdout > 0 ? data.split(data.known, holdout, seed) : data;
    }

    private static InteractionData read(DataFolder folder, long seed) {
        String all = folder.has("history") ? "history" : "ratings";
        if (folder.has(all) && !folder.has("train")) {
            Pairs pairs = Pairs.read(folder, all);
            int[] users = ids(folder, "users", "user", pairs.users);
            int[] items = ids(folder, "items", "item", pairs.items);
            Interactions interactions = interactions(pairs, users, items);
            return new InteractionData(users, items, interactions, interactions).split(interactions, TEST_SHARE, seed);
        }
        folder.require(NEEDS, "train", "test");
        Pairs train = Pairs.read(folder, "train");
        Pairs test = Pairs.read(folder, "test");
        int[] users = ids(folder, "users", "user", train.users, test.users);
        int[] items = ids(folder, "items", "item", train.items, test.items);
        return new InteractionData(users, items, interactions(train, users, items), interactions(test, users, items));
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

    /** The same users and items; a share of each user's pairs becomes the test. */
    private InteractionData split(Interactions all, double share, long seed) {
        return new InteractionData(
                userIds,
                itemIds,
                part(all, share, true, new Seeds(seed), Splits.Part.TRAIN),
                part(all, share, true, new Seeds(seed), Splits.Part.TEST));
    }

    /** A share of the known pairs, drawn at random; a larger one contains a smaller one of the same seed. */
    Interactions knownShare(double share, long seed) {
        return part(known, 1 - share, false, new Seeds(seed).fork("known share"), Splits.Part.TRAIN);
    }

    private static Interactions part(
            Interactions all, double testShare, boolean perUser, Seeds seeds, Splits.Part wanted) {
        int[] users = IntStream.range(0, all.userCount())
                .flatMap(user -> IntStream.generate(() -> user).limit(all.count(user)))
                .toArray();
        int[] items = IntStream.range(0, all.userCount())
                .flatMap(user -> Arrays.stream(all.items(user)))
                .toArray();
        Splits.Part[] parts = Splits.random(asLongs(users), asLongs(items), testShare, 0, perUser, seeds);
        int[] chosen =
                IntStream.range(0, parts.length).filter(i -> parts[i] == wanted).toArray();
        return Interactions.of(
                all.userCount(),
                all.itemCount(),
                Arrays.stream(chosen).map(i -> users[i]).toArray(),
                Arrays.stream(chosen).map(i -> items[i]).toArray());
    }

    private static long[] asLongs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    /** The graph of what is known. */
    Projection graph() {
        return graph(known, SideEdges.NONE, user -> true);
    }

    /**
     * A graph of some interactions.
     *
     * @param interactions pairs to connect
     * @param side what the graph has beside them
     * @param isNode which users are in the graph; the others are left out with all their relationships
     */
    Projection graph(Interactions interactions, SideEdges side, IntPredicate isNode) {
        ProjectionBuilder builder = new ProjectionBuilder();
        IntStream.range(0, users()).filter(isNode).forEach(user -> builder.node(USER, user));
        builder.nodes(ITEM, users(), (long) users() + items());
        IntStream.range(0, users()).filter(isNode).forEach(user -> {
            for (int item : interactions.items(user)) {
                builder.undirected(INTERACTED, user, (long) users() + item);
            }
        });
        side.addTo(builder, node -> node >= users() || isNode.test(node));
        return builder.build();
    }
}
