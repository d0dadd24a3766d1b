package kindred.judge;

import java.util.Arrays;
import kindred.evaluate.Contestant;
import kindred.evaluate.Interactions;
import kindred.model.EmbeddingTable;
import kindred.retrieve.VectorIndex;

/**
 * Recommends to each user the unknown items that an index finds for the user's vector, whatever kind of index it is. For exact search
 * {@link EmbeddingContestant} is faster, which serves many users at once. A user whose vector is zero gets an empty list.
 */
public final class IndexContestant implements Contestant {

    private final EmbeddingTable users;
    private final VectorIndex index;
    private final int firstItem;
    private final Interactions known;

    /**
     * @param users row {@code i} is the vector of user {@code i}
     * @param index finds items by numbers from {@code firstItem} on
     * @param firstItem number of the first item; the others follow
     * @param known whom to serve with what, and what not to recommend again
     */
    public IndexContestant(EmbeddingTable users, VectorIndex index, int firstItem, Interactions known) {
        if (users.dimension() != index.dimension()) {
            throw new IllegalArgumentException(
                    "Users have vectors of %d dimensions, but items of %d; they must be equal."
                            .formatted(users.dimension(), index.dimension()));
        }
        this.users = users;
        this.index = index;
        this.firstItem = firstItem;
        this.known = known;
    }

    @Override
    public void recommend(int[] served, int depth, int[] into) {
        Arrays.fill(into, 0, served.length * depth, -1);
        for (int i = 0; i < served.length; i++) {
            int user = served[i];
            float[] query = users.row(user);
            int[] ids = isZero(query)
                    ? new int[0]
                    : index.search(query, depth, row -> !known.contains(user, row - firstItem))
                            .ids();
            for (int rank = 0; rank < ids.length; rank++) {
                into[i * depth + rank] = ids[rank] - firstItem;
            }
        }
    }

    private static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
