package kindred.evaluate;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which users are connected with which items, each pair once: users {@code 0..userCount-1}, items {@code 0..itemCount-1}, the items of a
 * user in ascending order. Immutable.
 */
public final class Interactions {

    private final int itemCount;
    private final int[] offsets;
    private final int[] items;

    private Interactions(int itemCount, int[] offsets, int[] items) {
        this.itemCount = itemCount;
        this.offsets = offsets;
        this.items = items;
    }

    /**
     * Collects pairs; repeated ones count once.
     *
     * @param users user of each pair
     * @param items item of each pair
     */
    public static Interactions of(int userCount, int itemCount, int[] users, int[] items) {
        long[] pairs = new long[users.length];
        for (int i = 0; i < users.length; i++) {
            if (users[i] < 0 || users[i] >= userCount || items[i] < 0 || items[i] >= itemCount) {
                throw new IllegalArgumentException(
                        "The pair of user %d and item %d is outside of %d users and %d items."
                                .formatted(users[i], items[i], userCount, itemCount));
            }
            pairs[i] = (long) users[i] << 32 | items[i];
        }
        Arrays.parallelSort(pairs);
        int[] offsets = new int[userCount + 1];
        int[] sorted = new int[pairs.length];
        int count = 0;
        for (int i = 0; i < pairs.length; i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                sorted[count++] = (int) pairs[i];
                offsets[(int) (pairs[i] >>> 32) + 1]++;
            }
        }
        for (int user = 0; user < userCount; user++) {
            offsets[user + 1] += offsets[user];
        }
        return new Interactions(itemCount, offsets, Arrays.copyOf(sorted, count));
    }

    public int userCount() {
        return offsets.length - 1;
    }

    public int itemCount() {
        return itemCount;
    }

    /** Number of pairs. */
    public int count() {
        return items.length;
    }

    /** How many items the user has. */
    public int count(int user) {
        return offsets[user + 1] - offsets[user];
    }

    /** The user's items in ascending order, as a copy. */
    public int[] items(int user) {
        return Arrays.copyOfRange(items, offsets[user], offsets[user + 1]);
    }

    public boolean contains(int user, int item) {
        return Arrays.binarySearch(items, offsets[user], offsets[user + 1], item) >= 0;
    }

    /** For each item the number of its users. */
    public int[] popularity() {
        int[] counts = new int[itemCount];
        for (int item : items) {
            counts[item]++;
        }
        return counts;
    }

    /** The pairs of those users that pass the test. The same users and items stay, some perhaps without pairs. */
    public Interactions ofUsers(IntPredicate test) {
        int[] keptOffsets = new int[offsets.length];
        int[] kept = new int[items.length];
        int count = 0;
        for (int user = 0; user < userCount(); user++) {
            if (test.test(user)) {
                System.arraycopy(items, offsets[user], kept, count, count(user));
                count += count(user);
            }
            keptOffsets[user + 1] = count;
        }
        return new Interactions(itemCount, keptOffsets, Arrays.copyOf(kept, count));
    }

    /** The pairs that the other does not have. Both must span the same users and items. */
    public Interactions without(Interactions other) {
        int[] keptOffsets = new int[offsets.length];
        int[] kept = new int[items.length];
        int count = 0;
        for (int user = 0; user < userCount(); user++) {
            for (int i = offsets[user]; i < offsets[user + 1]; i++) {
                if (!other.contains(user, items[i])) {
                    kept[count++] = items[i];
                }
            }
            keptOffsets[user + 1] = count;
        }
        return new Interactions(itemCount, keptOffsets, Arrays.copyOf(kept, count));
    }
}
