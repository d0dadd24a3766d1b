package kindred.judge;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import kindred.evaluate.Contestant;
import kindred.evaluate.Interactions;
import kindred.model.EmbeddingTable;
import kindred.retrieve.ExactIndex;
import kindred.retrieve.Neighbours;
import kindred.retrieve.Parallel;
import kindred.retrieve.Similarity;

/**
 * Recommends to each user the unknown items whose vectors are most similar to the user's vector, by exact search. A user whose
 * vector has no similarity to anything (all zeros, with cosine) gets an empty list.
 */
public final class EmbeddingContestant implements Contestant {

    private final EmbeddingTable users;
    private final int firstUser;
    private final ExactIndex index;
    private final int firstItem;
    private final Interactions known;

    /** Users and items have tables of their own; row {@code i} belongs to user or item {@code i}. */
    public EmbeddingContestant(EmbeddingTable users, EmbeddingTable items, Similarity similarity, Interactions known) {
        this(users, 0, items, 0, similarity, known);
    }

    /**
     * Users and items stand anywhere in tables, which may be one and the same.
     *
     * @param firstUser row of the first user; the others follow
     * @param firstItem row of the first item; the others follow
     * @param known whom to serve with what, and what not to recommend again
     */
    public EmbeddingContestant(
            EmbeddingTable users,
            int firstUser,
            EmbeddingTable items,
            int firstItem,
            Similarity similarity,
            Interactions known) {
        if (users.dimension() != items.dimension()) {
            throw new IllegalArgumentException(
                    "Users have vectors of %d dimensions, but items of %d; they must be equal."
                            .formatted(users.dimension(), items.dimension()));
        }
        this.users = users;
        this.firstUser = firstUser;
        this.index = new ExactIndex(items, firstItem, firstItem + known.itemCount(), similarity);
        this.firstItem = firstItem;
        this.known = known;
    }

    @Override
    public void recommend(int[] served, int depth, int[] into) {
        int[] rows = Arrays.stream(served).map(user -> user + firstUser).toArray();
        IntFunction<IntPredicate> unknown = i -> row -> !known.contains(served[i], row - firstItem);
        Neighbours[] found = index.searchAll(users, rows, depth, unknown, Parallel.NONE);
        Arrays.fill(into, 0, served.length * depth, -1);
        for (int i = 0; i < served.length; i++) {
            int[] ids = found[i].ids();
            for (int rank = 0; rank < ids.length; rank++) {
                into[i * depth + rank] = ids[rank] - firstItem;
            }
        }
    }
}
