package kindred.knowledge;

import kindred.math.Permutation;

/** One way of going through the facts, a batch at a time. */
interface TrainingStep {

    /** What there is to go through in an epoch: facts, or questions. */
    int size();

    /**
     * Moves the tables once.
     *
     * @param order of what there is to go through
     * @param from first position of the batch
     * @param to one past its last position
     * @param seed of what is drawn by chance
     * @return sum of the losses, and how many they are
     */
    Sum train(Permutation order, int from, int to, float learningRate, long seed);

    /** A sum of losses. */
    record Sum(double loss, double count) {}
}
