package kindred.config;

/** The checks of configuration records' constructors. Every message names the key, the value and what is allowed. */
public final class Check {

    private Check() {}

    /** @throws IllegalArgumentException unless {@code min <= value <= max} */
    public static void range(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw outside(key, value, "[" + min + ", " + max + "]");
        }
    }

    /** @throws IllegalArgumentException unless {@code min <= value <= max}; NaN is outside every range */
    public static void range(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw outside(key, value, "[" + min + ", " + max + "]");
        }
    }

    /** @throws IllegalArgumentException unless {@code min < value <= max}; NaN is outside every range */
    public static void rangeAbove(String key, double value, double min, double max) {
        if (!(value > min && value <= max)) {
            throw outside(key, value, "(" + min + ", " + max + "]");
        }
    }

    /** @throws IllegalArgumentException unless the value is finite and greater than zero */
    public static void positive(String key, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw outside(key, value, "(0.0, ∞)");
        }
    }

    /** @throws IllegalArgumentException if the text is null or blank */
    public static void notBlank(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "`%s` can not be null or blank, but it was `%s`".formatted(key, value == null ? "" : value));
        }
    }

    private static IllegalArgumentException outside(String key, Object value, String range) {
        return new IllegalArgumentException(
                "Value for `%s` was `%s`, but must be within the range %s.".formatted(key, value, range));
    }
}
