package kindred.autodiff;

import java.util.List;

/**
 * Steps that shrink with the squares of all gradients so far (Duchi, Hazan and Singer, JMLR 2011). Tables remember the mean square of a row in one number, as is
 * customary for embeddings; other parameters one number per element.
 */
public final class Adagrad extends Optimiser {

    private static final float EPSILON = 1e-10f;

    private final float[][] squares;

    public Adagrad(Tape tape, List<Tensor> parameters) {
        super(tape, parameters);
        squares = new float[parameters.size()][];
        for (int i = 0; i < squares.length; i++) {
            Tensor parameter = parameters.get(i);
            squares[i] = new float[parameter.isTable() ? parameter.rows() : parameter.size()];
        }
    }

    @Override
    void move(int number, Tensor parameter, int from, int to, float learningRate, float penalty) {
        if (parameter.isTable()) {
            moveRow(squares[number], parameter, from, to, learningRate, penalty);
            return;
        }
        float[] values = parameter.values();
        float[] gradient = parameter.gradient();
        float[] sums = squares[number];
        for (int i = from; i < to; i++) {
            float g = gradient[i] + penalty * values[i];
            sums[i] += g * g;
            values[i] -= learningRate * g / ((float) Math.sqrt(sums[i]) + EPSILON);
        }
    }

    private static void moveRow(float[] sums, Tensor parameter, int from, int to, float learningRate, float penalty) {
        float[] values = parameter.values();
        float[] gradient = parameter.gradient();
        float sum = 0;
        for (int i = from; i < to; i++) {
            float g = gradient[i] + penalty * values[i];
            sum += g * g;
        }
        int row = from / parameter.columns();
        sums[row] += sum / (to - from);
        float rate = learningRate / ((float) Math.sqrt(sums[row]) + EPSILON);
        for (int i = from; i < to; i++) {
            values[i] -= rate * (gradient[i] + penalty * values[i]);
        }
    }
}
