package kindred.evaluate;

/** Something that recommends items to users, to be judged by a {@link RankingTrial}. */
@FunctionalInterface
public interface Contestant {

    /**
     * Ranks, out of all items, those that the users do not know yet. Called from several threads at once.
     *
     * @param users the users to serve
     * @param depth how many items each user gets, if there are as many
     * @param into for user {@code i} the entries {@code i * depth} to {@code (i + 1) * depth - 1}, best item first, filled up with -1
     */
    void recommend(int[] users, int depth, int[] into);
}
