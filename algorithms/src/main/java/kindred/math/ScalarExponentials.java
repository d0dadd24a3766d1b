package kindred.math;

/**
 * Exponentials without the vector module, made in Cody and Waite's way: the argument is split into a whole power of two, made by
 * shifting, and a rest small enough for a short polynomial.
 */
final class ScalarExponentials {

    /** Beyond, the logistic function is 0 or 1 in single precision anyway. */
    static final float LOGISTIC_LIMIT = 60;

    /** The largest whole exponent with a finite power of e; that of its negative has a power of two whose bits are those of 0. */
    static final float EXP_LIMIT = 88;

    static final float LOG2_E = (float) 1.4426950408889634;

    /** ln 2 to nine bits, so that whole numbers up to 2^15 times it are exact. */
    static final float LN_2_HIGH = 355f / 512;

    /** What {@link #LN_2_HIGH} lacks. */
    static final float LN_2_LOW = (float) (0.6931471805599453 - 355d / 512);

    /** 1.5 * 2^23: adding it rounds to a whole number, which then stands in the low bits. */
    static final float ROUNDER = 12_582_912f;

    static final int ONE_BITS = 0x3F800000;

    // Taylor coefficients of 2^r, enough for |r| <= 1/2: the powers of ln 2 over the factorials
    static final float C1 = (float) 0.6931471805599453;
    static final float C2 = (float) 0.2402265069591007;
    static final float C3 = (float) 0.05550410866482158;
    static final float C4 = (float) 0.009618129107628477;
    static final float C5 = (float) 0.001333355814642844;
    static final float C6 = (float) 0.0001540353039338161;

    // Taylor coefficients of e^r, enough for |r| <= ln(2) / 2
    static final float E2 = 1 / 2f;
    static final float E3 = 1 / 6f;
    static final float E4 = 1 / 24f;
    static final float E5 = 1 / 120f;
    static final float E6 = 1 / 720f;

    private ScalarExponentials() {}

    /** The rest is taken after scaling, which costs digits where the argument is large, and there the result is 0 or 1. */
    static float logistic(float x) {
        float scaled = Math.max(-LOGISTIC_LIMIT, Math.min(LOGISTIC_LIMIT, x)) * -LOG2_E;
        float shifted = scaled + ROUNDER;
        float rest = scaled - (shifted - ROUNDER);
        float fraction = (((((C6 * rest + C5) * rest + C4) * rest + C3) * rest + C2) * rest + C1) * rest + 1;
        return 1 / (1 + power(shifted) * fraction);
    }

    /** The rest is taken with ln 2 in two parts: a large argument loses no digits. */
    static float exp(float x) {
        float limited = Math.max(-EXP_LIMIT, Math.min(EXP_LIMIT, x));
        float shifted = limited * LOG2_E + ROUNDER;
        float whole = shifted - ROUNDER;
        float rest = limited - whole * LN_2_HIGH - whole * LN_2_LOW;
        float fraction = (((((E6 * rest + E5) * rest + E4) * rest + E3) * rest + E2) * rest + 1) * rest + 1;
        return power(shifted) * fraction;
    }

    /** Two to the whole number in the low bits. */
    private static float power(float shifted) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE_BITS);
    }

    static float max(float[] x, int offset, int length) {
        float max = x[offset];
        for (int i = offset + 1; i < offset + length; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    static float expSum(float[] x, int offset, int length, float shift) {
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            x[i] = exp(x[i] - shift);
            sum += x[i];
        }
        return (float) sum;
    }
}
