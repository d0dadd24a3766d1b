package kindred.autodiff;

import java.util.Arrays;
import kindred.math.Vectors;

/**
 * Operations on groups of rows that follow one another: group i holds the rows {@code begins[i] <= row < begins[i + 1]}, as the arcs of a node do in compressed
 * sparse rows. Groups may be empty.
 */
public final class Segments {

    private Segments() {}

    private static int count(Tensor x, int[] begins) {
        if (begins[begins.length - 1] != x.rows()) {
            throw new IllegalArgumentException(
                    "Groups of %d rows do not fit %s.".formatted(begins[begins.length - 1], x.shape()));
        }
        return begins.length - 1;
    }

    private static int work(Tensor x, int groups) {
        return x.size() / Math.max(1, groups);
    }

    /** Sum of the rows of each group; zero for an empty one. */
    public static Tensor sum(Tape tape, Tensor x, int[] begins) {
        return weightedSum(tape, x, begins, false);
    }

    /** Mean of the rows of each group; zero for an empty one. */
    public static Tensor mean(Tape tape, Tensor x, int[] begins) {
        return weightedSum(tape, x, begins, true);
    }

    private static Tensor weightedSum(Tape tape, Tensor x, int[] begins, boolean isMean) {
        int groups = count(x, begins);
        int width = x.columns();
        Tensor out = tape.result(groups, width, x);
        Arrays.fill(out.values(), 0, out.size(), 0);
        tape.inParts(groups, work(x, groups), (from, to) -> {
            for (int group = from; group < to; group++) {
                float weight = isMean ? 1f / (begins[group + 1] - begins[group]) : 1;
                for (int row = begins[group]; row < begins[group + 1]; row++) {
                    Vectors.axpy(weight, x.values(), row * width, out.values(), group * width, width);
                }
            }
        });
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(groups, work(x, groups), (from, to) -> {
                for (int group = from; group < to; group++) {
                    float weight = isMean ? 1f / (begins[group + 1] - begins[group]) : 1;
                    for (int row = begins[group]; row < begins[group + 1]; row++) {
                        Vectors.axpy(weight, out.gradient(), group * width, x.gradient(), row * width, width);
                    }
                }
            });
        });
        return out;
    }

    /** Largest element of each column within each group; zero for an empty one. The gradient goes to the first of several largest. */
    public static Tensor max(Tape tape, Tensor x, int[] begins) {
        int groups = count(x, begins);
        int width = x.columns();
        Tensor out = tape.result(groups, width, x);
        tape.inParts(groups, work(x, groups), (from, to) -> {
            for (int group = from; group < to; group++) {
                for (int column = 0; column < width; column++) {
                    int best = largest(x, begins, group, column);
                    out.values()[group * width + column] = best < 0 ? 0 : x.values()[best];
                }
            }
        });
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(groups, work(x, groups), (from, to) -> {
                for (int group = from; group < to; group++) {
                    for (int column = 0; column < width; column++) {
                        int best = largest(x, begins, group, column);
                        if (best >= 0) {
                            x.gradient()[best] += out.gradient()[group * width + column];
                        }
                    }
                }
            });
        });
        return out;
    }

    private static int largest(Tensor x, int[] begins, int group, int column) {
        int best = -1;
        for (int row = begins[group]; row < begins[group + 1]; row++) {
            int at = row * x.columns() + column;
            best = best < 0 || x.values()[at] > x.values()[best] ? at : best;
        }
        return best;
    }

    /** Softmax over the rows of each group, in each column by itself: attention over the arcs of a node, one column per head. */
    public static Tensor softmax(Tape tape, Tensor x, int[] begins) {
        int groups = count(x, begins);
        Tensor out = tape.like(x);
        tape.inParts(groups, work(x, groups), (from, to) -> {
            for (int group = from; group < to; group++) {
                for (int column = 0; column < x.columns(); column++) {
                    softmax(x, begins, group, column, out);
                }
            }
        });
        tape.record(out, () -> {
            x.touchAll();
            tape.inParts(groups, work(x, groups), (from, to) -> {
                for (int group = from; group < to; group++) {
                    for (int column = 0; column < x.columns(); column++) {
                        softmaxBackward(x, begins, group, column, out);
                    }
                }
            });
        });
        return out;
    }

    private static void softmax(Tensor x, int[] begins, int group, int column, Tensor out) {
        int best = largest(x, begins, group, column);
        double sum = 0;
        for (int row = begins[group]; row < begins[group + 1]; row++) {
            int at = row * x.columns() + column;
            out.values()[at] = (float) Math.exp(x.values()[at] - x.values()[best]);
            sum += out.values()[at];
        }
        for (int row = begins[group]; row < begins[group + 1]; row++) {
            out.values()[row * x.columns() + column] /= (float) sum;
        }
    }

    private static void softmaxBackward(Tensor x, int[] begins, int group, int column, Tensor out) {
        float mean = 0;
        for (int row = begins[group]; row < begins[group + 1]; row++) {
            int at = row * x.columns() + column;
            mean += out.gradient()[at] * out.values()[at];
        }
        for (int row = begins[group]; row < begins[group + 1]; row++) {
            int at = row * x.columns() + column;
            x.gradient()[at] += out.values()[at] * (out.gradient()[at] - mean);
        }
    }
}
