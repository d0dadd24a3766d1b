package kindred.graph;

/** Takes random walks. A walk is a pure function of its start and its random bits; implementations are safe for any number of threads. */
public interface Walker {

    /**
     * Takes one walk. It ends early where no arc can be taken.
     *
     * @param start first node of the walk
     * @param seed random bits that belong to this walk alone
     * @param walk receives the nodes, from {@code offset} on
     * @param length most nodes, at least 1
     * @return number of nodes, at least 1
     */
    int walk(int start, long seed, int[] walk, int offset, int length);
}
