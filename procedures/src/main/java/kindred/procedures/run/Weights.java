package kindred.procedures.run;

/** What may be a relationship's weight: a finite number that is not negative, also as a 32-bit float. */
public final class Weights {

    private Weights() {}

    public static boolean isUsable(double weight) {
        return weight >= 0 && weight <= Float.MAX_VALUE;
    }

    /** The weight as a float; never negative zero, because weights are ordered by their bits. */
    public static float toFloat(double weight) {
        return weight == 0 ? 0f : (float) weight;
    }

    /** Names the relationship and the value that cannot be learned from. */
    public static IllegalArgumentException refusal(
            String property, String type, long sourceId, long targetId, Object weight) {
        return new IllegalArgumentException(
                "Relationship weight property `%s` of type `%s` from node %d to node %d is `%s`, but must be a finite number and not negative."
                        .formatted(property, type, sourceId, targetId, weight));
    }
}
