package kindred.autodiff;

import java.util.List;

/** Gradient descent without memory. */
public final class Sgd extends Optimiser {

    public Sgd(Tape tape, List<Tensor> parameters) {
        super(tape, parameters);
    }

    @Override
    void move(int number, Tensor parameter, int from, int to, float learningRate, float penalty) {
        float[] values = parameter.values();
        float[] gradient = parameter.gradient();
        for (int i = from; i < to; i++) {
            values[i] -= learningRate * (gradient[i] + penalty * values[i]);
        }
    }
}
