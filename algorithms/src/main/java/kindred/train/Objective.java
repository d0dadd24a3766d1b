package kindred.train;

/** What skip-gram maximises for a pair of nodes, and how the tables move for it. */
interface Objective {

    /** Whether a pair belongs to the block of its context as well, or to that of its centre alone. */
    boolean splitsByContext();

    /**
     * Trains the part of some pairs that touches one block of each table.
     *
     * @param pairs code of the centre's place in the upper, code of the context in the lower half
     * @param seed random bits that belong to this call alone
     * @return loss, of a sample of the pairs
     */
    Loss train(int firstBlock, int secondBlock, long[] pairs, int from, int to, float learningRate, long seed);

    /** A sum of losses and the number of pairs it is for. */
    record Loss(double sum, long pairs) {}
}
