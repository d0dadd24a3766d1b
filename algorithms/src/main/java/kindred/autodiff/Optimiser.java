package kindred.autodiff;

import java.util.List;

/**
 * Moves parameters against their gradients. A step of a table moves only the rows that were touched since the last one; whatever else an optimiser remembers of the
 * others stays too.
 */
public abstract sealed class Optimiser permits Sgd, Adagrad, Adam {

    private final Tape tape;
    private final List<Tensor> parameters;

    /**
     * @param tape runs the parts of large steps
     * @param parameters to be moved
     */
    Optimiser(Tape tape, List<Tensor> parameters) {
        this.tape = tape;
        this.parameters = List.copyOf(parameters);
    }

    final List<Tensor> parameters() {
        return parameters;
    }

    /**
     * One step, after which the gradients are zero.
     *
     * @param learningRate size of the step
     * @param penalty of half the squares of all that is moved: this times the parameter is added to the gradient
     */
    public final void step(float learningRate, float penalty) {
        begin();
        for (int i = 0; i < parameters.size(); i++) {
            int number = i;
            Tensor parameter = parameters.get(i);
            int width = parameter.columns();
            if (parameter.isTable()) {
                RowSet rows = parameter.touched();
                tape.inParts(rows.size(), 4 * width, (from, to) -> {
                    for (int row = from; row < to; row++) {
                        int at = rows.get(row) * width;
                        move(number, parameter, at, at + width, learningRate, penalty);
                    }
                });
            } else {
                tape.inParts(
                        parameter.rows(),
                        4 * width,
                        (from, to) -> move(number, parameter, from * width, to * width, learningRate, penalty));
            }
            parameter.clearGradient();
        }
    }

    /** Called at the beginning of each step. */
    void begin() {}

    /** Moves the elements of a parameter from an index on and up to another: whole rows. */
    abstract void move(int number, Tensor parameter, int from, int to, float learningRate, float penalty);
}
