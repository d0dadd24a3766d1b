package kindred.knowledge;

import kindred.math.Seeds;

/** Leaves out numbers of a vector by chance, and scales the others up so that the expected sum stays. Equal seeds leave out the same. */
final class Dropout {

    private Dropout() {}

    static void apply(double rate, float[] vector, long seed) {
        if (rate == 0) {
            return;
        }
        float kept = (float) (1 / (1 - rate));
        long state = seed;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Seeds.unitFloat(Seeds.scramble(state += Seeds.GAMMA)) < rate ? 0 : vector[i] * kept;
        }
    }
}
