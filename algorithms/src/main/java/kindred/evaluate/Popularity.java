package kindred.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The baseline that everything has to beat: everybody gets the items with the most known users, without the ones they know already. Ties
 * go to the item with the lower number.
 */
public final class Popularity implements Contestant {

    private final Interactions known;
    private final int[] order;

    public Popularity(Interactions known) {
        this.known = known;
        int[] popularity = known.popularity();
        this.order = IntStream.range(0, popularity.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer item) -> -popularity[item]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public void recommend(int[] users, int depth, int[] into) {
        Arrays.fill(into, 0, users.length * depth, -1);
        for (int i = 0; i < users.length; i++) {
            int position = i * depth;
            for (int j = 0; j < order.length && position < (i + 1) * depth; j++) {
                if (!known.contains(users[i], order[j])) {
                    into[position++] = order[j];
                }
            }
        }
    }
}
