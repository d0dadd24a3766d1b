package kindred.evaluate;

/**
 * Something that scores every node as the missing end of facts, to be judged by a {@code KnowledgeEvaluation}: the higher, the more plausible. Safe for
 * several threads.
 */
public interface LinkScores {

    int nodeCount();

    /**
     * Scores all nodes as tails.
     *
     * @param out for query {@code i} = (heads[i], relations[i], ?) the entries from {@code i * nodeCount()} on
     */
    void tails(int[] heads, int[] relations, float[] out);

    /**
     * Scores all nodes as heads.
     *
     * @param out for query {@code i} = (?, relations[i], tails[i]) the entries from {@code i * nodeCount()} on
     */
    void heads(int[] relations, int[] tails, float[] out);
}
