package kindred.autodiff;

import java.util.function.Function;
import kindred.math.Seeds;

/**
 * Holds gradients against differences. A computation is run at points around its parameters, one element after the other; how its result changes is compared with
 * what its gradient says.
 */
public final class GradientCheck {

    /** Distance of the points. Single precision leaves less of a smaller one, and curves bend too much along a larger. */
    private static final float STEP = 1.0f / 64;

    /** Below, derivatives are compared absolutely. */
    private static final double FLOOR = 0.05;

    private final Function<Tape, Tensor> computation;
    private final Seeds seeds = new Seeds(17);

    private GradientCheck(Function<Tape, Tensor> computation) {
        this.computation = computation;
    }

    /**
     * The largest relative error of the gradient: about 1e-3 at most if it is right, around 1 if it is wrong.
     *
     * @param computation computes a result, of any shape, from the parameters, the same one each time; it must be smooth within 1/32 of where they stand
     * @param parameters whose gradients are checked; they are left as they were, their gradients zero
     */
    public static double worstError(Function<Tape, Tensor> computation, Tensor... parameters) {
        GradientCheck check = new GradientCheck(computation);
        check.differentiate(parameters);
        double worst = 0;
        for (Tensor parameter : parameters) {
            for (int i = 0; i < parameter.size(); i++) {
                double expected = check.difference(parameter, i);
                double found = parameter.gradient()[i];
                double scale = Math.max(FLOOR, Math.abs(expected) + Math.abs(found));
                double error = Math.abs(found - expected) / scale;
                worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
            }
        }
        for (Tensor parameter : parameters) {
            parameter.touchAll();
            parameter.clearGradient();
        }
        return worst;
    }

    private void differentiate(Tensor... parameters) {
        for (Tensor parameter : parameters) {
            parameter.touchAll();
            parameter.clearGradient();
        }
        Tape tape = new Tape();
        Tensor result = computation.apply(tape);
        for (int i = 0; i < result.size(); i++) {
            result.gradient()[i] = weight(i);
        }
        tape.backward();
    }

    /** Weights that turn a result of any shape into a number. */
    private float weight(int index) {
        return Seeds.unitFloat(seeds.at(index)) + 0.5f;
    }

    /** From four points, so that curves up to the fourth power do no harm. */
    private double difference(Tensor parameter, int element) {
        double near = valueAt(parameter, element, STEP) - valueAt(parameter, element, -STEP);
        double far = valueAt(parameter, element, 2 * STEP) - valueAt(parameter, element, -2 * STEP);
        return (8 * near - far) / (12 * STEP);
    }

    private double valueAt(Tensor parameter, int element, float step) {
        float before = parameter.values()[element];
        parameter.values()[element] = before + step;
        Tensor result = computation.apply(new Tape());
        parameter.values()[element] = before;
        double sum = 0;
        for (int i = 0; i < result.size(); i++) {
            sum += (double) weight(i) * result.values()[i];
        }
        return sum;
    }
}
