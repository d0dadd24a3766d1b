package kindred.knowledge;

/** What keeps vectors short. It is counted with every fact, so that vectors pay in proportion to how often they occur. */
public enum Regularizer {
    NONE("none"),
    /** Half the sum of squares of head, relation and tail. */
    L2("l2"),
    /** The sum of cubes of head, relation and tail, of moduli where they are complex (Lacroix, Usunier and Obozinski, ICML 2018, eq. 6). */
    N3("n3"),
    /** Sums of squares of the ends and of what the relation makes of them (Zhang, Cai and Wang, NeurIPS 2020, eq. 8). */
    DURA("dura");

    private final String spelling;

    Regularizer(String spelling) {
        this.spelling = spelling;
    }

    @Override
    public String toString() {
        return spelling;
    }

    /** Adds the gradient of a vector's own part, times the weight; nothing of what {@link #DURA} makes of relations. */
    void addGradient(float weight, boolean isComplex, float[] values, int offset, int length, float[] gradient, int g) {
        switch (this) {
            case NONE -> {}
            case L2 -> addScaled(weight, values, offset, length, gradient, g);
            case DURA -> addScaled(2 * weight, values, offset, length, gradient, g);
            case N3 -> {
                if (isComplex) {
                    addModuli(3 * weight, values, offset, length / 2, gradient, g);
                } else {
                    addCubes(3 * weight, values, offset, length, gradient, g);
                }
            }
        }
    }

    private static void addScaled(float factor, float[] values, int offset, int length, float[] gradient, int g) {
        for (int i = 0; i < length; i++) {
            gradient[g + i] += factor * values[offset + i];
        }
    }

    private static void addCubes(float factor, float[] values, int offset, int length, float[] gradient, int g) {
        for (int i = 0; i < length; i++) {
            float value = values[offset + i];
            gradient[g + i] += factor * Math.abs(value) * value;
        }
    }

    private static void addModuli(float factor, float[] values, int offset, int half, float[] gradient, int g) {
        for (int i = 0; i < half; i++) {
            float real = values[offset + i];
            float imaginary = values[offset + half + i];
            float scaled = factor * (float) Math.sqrt(real * real + imaginary * imaginary);
            gradient[g + i] += scaled * real;
            gradient[g + half + i] += scaled * imaginary;
        }
    }
}
