package kindred.homogeneous;

import java.util.Locale;
import kindred.autodiff.Elementwise;
import kindred.autodiff.Tape;
import kindred.autodiff.Tensor;

/** The function that a layer of an autoencoder ends with. */
public enum Activation {
    SIGMOID,
    TANH,
    RELU;

    /** Slope of {@link #RELU} below zero, so that a unit which is never positive still learns. */
    private static final float LEAK = 0.01f;

    Tensor apply(Tape tape, Tensor x) {
        return switch (this) {
            case SIGMOID -> Elementwise.sigmoid(tape, x);
            case TANH -> Elementwise.tanh(tape, x);
            case RELU -> Elementwise.leakyRelu(tape, x, LEAK);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
