package kindred.autodiff;

import java.util.List;

/**
 * Steps along the mean of recent gradients, scaled by the root of their mean square (Kingma and Ba, ICLR 2015). Means of a table's rows are brought up to date only when
 * the row is touched.
 */
public final class Adam extends Optimiser {

    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float[][] means;
    private final float[][] squares;
    private int steps;
    private float firstCorrection;
    private float secondCorrection;

    public Adam(Tape tape, List<Tensor> parameters) {
        super(tape, parameters);
        means = new float[parameters.size()][];
        squares = new float[parameters.size()][];
        for (int i = 0; i < means.length; i++) {
            means[i] = new float[parameters.get(i).size()];
            squares[i] = new float[parameters.get(i).size()];
        }
    }

    /** Bytes on the heap for a parameter of this shape. */
    public static long bytes(long rows, long columns) {
        return 8 * rows * columns;
    }

    @Override
    void begin() {
        steps++;
        firstCorrection = (float) (1 / (1 - Math.pow(FIRST_DECAY, steps)));
        secondCorrection = (float) (1 / (1 - Math.pow(SECOND_DECAY, steps)));
    }

    @Override
    void move(int number, Tensor parameter, int from, int to, float learningRate, float penalty) {
        float[] values = parameter.values();
        float[] gradient = parameter.gradient();
        float[] mean = means[number];
        float[] square = squares[number];
        float rate = learningRate * firstCorrection;
        float correction = secondCorrection;
        for (int i = from; i < to; i++) {
            float g = gradient[i] + penalty * values[i];
            mean[i] = FIRST_DECAY * mean[i] + (1 - FIRST_DECAY) * g;
            square[i] = SECOND_DECAY * square[i] + (1 - SECOND_DECAY) * g * g;
            values[i] -= rate * mean[i] / ((float) Math.sqrt(square[i] * correction) + EPSILON);
        }
    }
}
