package kindred.knowledge;

/**
 * A score function over facts (head, relation, tail): the higher the score, the more plausible the fact. To add one is to write one class and a line in
 * {@link Scorers}.
 *
 * <p>{@link #score} is the formula as the paper has it. The other methods take it apart, so that one side can be scored against many
 * nodes at once: a head and a relation become a query, and a {@link Comparison} compares the query with tails; and likewise with
 * heads. Tests hold both forms, and the gradients, equal.
 *
 * <p>Vectors are given as an array and the offset of the first element; their length is the dimension of the table, except for relations, which have
 * {@link #relationDimension}. Complex vectors have their real parts in the first half and their imaginary parts in the second.
 */
public interface Scorer {

    /** Name, unique among the scorers, such as {@code transE-l1}. */
    String name();

    /** How queries compare with nodes. */
    Comparison comparison();

    /** Length of a relation's vector where nodes have so many dimensions. */
    default int relationDimension(int dimension) {
        return dimension;
    }

    /** Whether nodes and relations are complex numbers, whose moduli a regularizer should look at. */
    default boolean isComplex() {
        return false;
    }

    /** Whether relations are angles, of which none is smaller than another. */
    default boolean relationsAreAngles() {
        return false;
    }

    /** The formula of the paper, in full precision. */
    double score(float[] head, int h, float[] relation, int r, float[] tail, int t, int dimension);

    /** Writes the query of (head, relation, ?). */
    void tailQuery(float[] head, int h, float[] relation, int r, float[] query, int q, int dimension);

    /** Adds to the gradients of head and relation what the gradient of the query of (head, relation, ?) makes of them. */
    void tailQueryGradient(
            float[] head,
            int h,
            float[] relation,
            int r,
            float[] queryGradient,
            int q,
            float[] headGradient,
            int hg,
            float[] relationGradient,
            int rg,
            int dimension);

    /** Writes the query of (?, relation, tail). */
    void headQuery(float[] relation, int r, float[] tail, int t, float[] query, int q, int dimension);

    /** Adds to the gradients of relation and tail what the gradient of the query of (?, relation, tail) makes of them. */
    void headQueryGradient(
            float[] relation,
            int r,
            float[] tail,
            int t,
            float[] queryGradient,
            int q,
            float[] relationGradient,
            int rg,
            float[] tailGradient,
            int tg,
            int dimension);

    /** What is added to the comparison of the query of (?, relation, tail) with any head to get the score. */
    default float headBias(float[] relation, int r, float[] tail, int t, int dimension) {
        return 0;
    }

    /** Adds to the gradients of relation and tail what the bias makes of them, times the gain. */
    default void headBiasGradient(
            float gain,
            float[] relation,
            int r,
            float[] tail,
            int t,
            float[] relationGradient,
            int rg,
            float[] tailGradient,
            int tg,
            int dimension) {}
}
