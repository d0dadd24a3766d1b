package kindred.autodiff;

import kindred.math.Vectors;

/** Operations that bring rows or columns to a common scale. */
public final class Normalisations {

    /** Added to variances, so that constant rows and columns can be divided by them. */
    private static final float EPSILON = 1e-5f;

    private Normalisations() {}

    /** Each row scaled to length 1; a row of zeros stays as it is, and has no gradient. */
    public static Tensor unitRows(Tape tape, Tensor x) {
        int width = x.columns();
        Tensor out = tape.like(x);
        float[] norms = tape.floats(x.rows());
        tape.inParts(x.rows(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                System.arraycopy(x.values(), row * width, out.values(), row * width, width);
                norms[row] = Vectors.normalise(out.values(), row * width, width);
            }
        });
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(x.rows(), width, (from, to) -> {
                for (int row = from; row < to; row++) {
                    if (norms[row] > 0) {
                        int at = row * width;
                        float along = Vectors.dot(out.gradient(), at, out.values(), at, width);
                        Vectors.axpy(1 / norms[row], out.gradient(), at, x.gradient(), at, width);
                        Vectors.axpy(-along / norms[row], out.values(), at, x.gradient(), at, width);
                    }
                }
            });
        });
        return out;
    }

    /**
     * Each row brought to mean 0 and variance 1, then times {@code gain} plus {@code bias}, which have one row each (Ba, Kiros and Hinton, "Layer Normalization", 2016).
     */
    public static Tensor layerNorm(Tape tape, Tensor x, Tensor gain, Tensor bias) {
        int width = x.columns();
        Tensor out = tape.like(x);
        float[] deviations = tape.floats(x.rows());
        tape.inParts(x.rows(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                deviations[row] = standardise(x.values(), row * width, 1, width, out.values());
            }
        });
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(x.rows(), width, (from, to) -> {
                for (int row = from; row < to; row++) {
                    standardiseBackward(x, out, row * width, 1, width, deviations[row]);
                }
            });
        });
        return gained(tape, out, gain, bias);
    }

    /**
     * Each column brought to mean 0 and variance 1 over the rows, then times {@code gain} plus {@code bias}, which have one row each (Ioffe and Szegedy, "Batch
     * Normalization", ICML 2015). For training; {@link Moments#apply} is for use.
     *
     * @param moments learns means and variances on the way
     */
    public static Tensor batchNorm(Tape tape, Tensor x, Tensor gain, Tensor bias, Moments moments) {
        int width = x.columns();
        Tensor out = tape.like(x);
        float[] deviations = tape.floats(width);
        tape.inParts(width, x.rows(), (from, to) -> {
            for (int column = from; column < to; column++) {
                deviations[column] = standardise(x.values(), column, width, x.rows(), out.values());
            }
        });
        moments.learn(x, deviations);
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(width, x.rows(), (from, to) -> {
                for (int column = from; column < to; column++) {
                    standardiseBackward(x, out, column, width, x.rows(), deviations[column]);
                }
            });
        });
        return gained(tape, out, gain, bias);
    }

    private static Tensor gained(Tape tape, Tensor x, Tensor gain, Tensor bias) {
        return Elementwise.addRow(tape, multiplyRow(tape, x, gain), bias);
    }

    /** Every row of {@code x} times the only row of {@code gain}, element by element. */
    public static Tensor multiplyRow(Tape tape, Tensor x, Tensor gain) {
        if (gain.rows() != 1 || gain.columns() != x.columns()) {
            throw new IllegalArgumentException(
                    "A row of shape %s cannot be multiplied with %s.".formatted(gain.shape(), x.shape()));
        }
        int width = x.columns();
        Tensor out = tape.result(x.rows(), width, x, gain);
        for (int i = 0; i < out.size(); i++) {
            out.values()[i] = x.values()[i] * gain.values()[i % width];
        }
        tape.record(out, () -> {
            x.touchAll();
            gain.touchAll();
            for (int i = 0; i < out.size(); i++) {
                if (x.needsGradient()) {
                    x.gradient()[i] += out.gradient()[i] * gain.values()[i % width];
                }
                if (gain.needsGradient()) {
                    gain.gradient()[i % width] += out.gradient()[i] * x.values()[i];
                }
            }
        });
        return out;
    }

    /** Brings {@code count} numbers, {@code step} apart, to mean 0 and variance 1; returns the standard deviation. */
    private static float standardise(float[] x, int begin, int step, int count, float[] out) {
        double mean = mean(x, begin, step, count);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double difference = x[begin + i * step] - mean;
            squares += difference * difference;
        }
        double deviation = Math.sqrt(squares / count + EPSILON);
        for (int i = 0; i < count; i++) {
            out[begin + i * step] = (float) ((x[begin + i * step] - mean) / deviation);
        }
        return (float) deviation;
    }

    private static double mean(float[] x, int begin, int step, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[begin + i * step];
        }
        return sum / count;
    }

    private static void standardiseBackward(Tensor x, Tensor out, int begin, int step, int count, float deviation) {
        float[] gradient = out.gradient();
        double mean = mean(gradient, begin, step, count);
        double along = 0;
        for (int i = 0; i < count; i++) {
            along += (double) gradient[begin + i * step] * out.values()[begin + i * step];
        }
        along /= count;
        for (int i = 0; i < count; i++) {
            int at = begin + i * step;
            x.gradient()[at] += (float) ((gradient[at] - mean - along * out.values()[at]) / deviation);
        }
    }

    /** Means and variances of columns, averaged over batches with a weight that decays, for the use of what was trained with {@link #batchNorm}. */
    public static final class Moments {

        private final float decay;
        private final float[] means;
        private final float[] variances;
        private int batches;

        /** @param decay weight of what was learned before, such as 0.9 */
        public Moments(int columns, float decay) {
            this.decay = decay;
            means = new float[columns];
            variances = new float[columns];
        }

        private void learn(Tensor x, float[] deviations) {
            float old = batches++ == 0 ? 0 : decay;
            for (int column = 0; column < means.length; column++) {
                double mean = mean(x.values(), column, x.columns(), x.rows());
                float variance = deviations[column] * deviations[column] - EPSILON;
                means[column] = old * means[column] + (1 - old) * (float) mean;
                variances[column] = old * variances[column] + (1 - old) * variance;
            }
        }

        /** Normalises by what was learned, without recording anything. */
        public void apply(Tensor x, Tensor gain, Tensor bias, float[] out) {
            for (int i = 0; i < x.size(); i++) {
                int column = i % x.columns();
                double unit = (x.values()[i] - means[column]) / Math.sqrt(variances[column] + EPSILON);
                out[i] = (float) (unit * gain.values()[column] + bias.values()[column]);
            }
        }
    }
}
