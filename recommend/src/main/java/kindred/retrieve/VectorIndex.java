package kindred.retrieve;

import java.util.function.IntPredicate;

/** A set of vectors with small integers as names, in which those nearest to a query can be found. */
public interface VectorIndex {

    /** Length of the vectors. */
    int dimension();

    /** Vectors that a search can find. */
    int size();

    /**
     * The {@code count} vectors most similar to the query among those that the filter accepts: the filter comes first, so
     * {@code count} are found when so many are acceptable. Equal scores are ordered by id.
     *
     * @param query {@link #dimension()} floats
     * @param filter which ids may be found; must depend on nothing but the id, and need not be cheap: it is asked for few ids
     * @throws IllegalArgumentException if the query has another length, or no similarity to anything, as a zero vector's cosine
     */
    Neighbours search(float[] query, int count, IntPredicate filter);

    /** As above, with every vector acceptable. */
    default Neighbours search(float[] query, int count) {
        return search(query, count, id -> true);
    }
}
