package kindred.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class SparseReconstructionTest {

    private static final int NODES = 40;
    private static final int WIDTH = 6;

    private final Tensor hidden = Tensor.parameter(3, WIDTH).uniform(1, new Seeds(1));
    private final Tensor table = Tensor.table(NODES, WIDTH).uniform(1, new Seeds(2));
    private final Tensor bias = Tensor.table(NODES, 1).uniform(1, new Seeds(3));
    private final SparseRows targets = new SparseRows(
            3, NODES, new int[] {0, 2, 2, 6}, new int[] {1, 4, 0, 1, 20, 39}, new float[] {1, 0.5f, 1, 1, 0.3f, 0.7f});

    /** The sum over all elements, one by one. */
    private double naiveLoss(double weight) {
        double sum = 0;
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < NODES; column++) {
                double score = bias.values()[column];
                for (int i = 0; i < WIDTH; i++) {
                    score += (double) hidden.values()[row * WIDTH + i] * table.values()[column * WIDTH + i];
                }
                double target = target(row, column);
                double difference = 1 / (1 + Math.exp(-score)) - target;
                sum += (target == 0 ? 1 : weight) * difference * difference;
            }
        }
        return sum / 3;
    }

    private float target(int row, int column) {
        for (int i = targets.begins()[row]; i < targets.begins()[row + 1]; i++) {
            if (targets.at()[i] == column) {
                return targets.values()[i];
            }
        }
        return 0;
    }

    private double loss(Tape tape, int[] columns) {
        SparseReconstruction.Settings settings =
                new SparseReconstruction.Settings(SparseReconstruction.Output.LOGISTIC, 9, columns);
        Tensor loss = SparseReconstruction.loss(tape, hidden, table, bias, targets, settings);
        tape.backward(loss);
        return loss.scalar();
    }

    @Test
    void isTheWeightedSumOfAllSquares() {
        assertThat(loss(new Tape(), null)).isCloseTo(naiveLoss(9), within(1e-4));
        int[] all = new int[NODES];
        for (int i = 0; i < NODES; i++) {
            all[i] = i;
        }
        assertThat(loss(new Tape(), all)).isCloseTo(naiveLoss(9), within(1e-4));
    }

    @Test
    void isRightOnAverageFromSomeColumns() {
        double sum = 0;
        Tape tape = new Tape();
        for (int first = 0; first < NODES; first++) {
            int[] columns = {first, (first + 7) % NODES, (first + 21) % NODES};
            Arrays.sort(columns);
            tape.reset();
            sum += loss(tape, columns);
        }
        // a row whose element is among the three has fewer zeros to judge by, which shifts its mean a little
        assertThat(sum / NODES).isCloseTo(naiveLoss(9), within(0.02 * naiveLoss(9)));
    }

    @Test
    void touchesNoMoreRowsThanItNeeds() {
        loss(new Tape(), new int[] {3, 4});

        assertThat(table.touched().size()).isEqualTo(6);
        assertThat(bias.touched().size()).isEqualTo(6);
        table.clearGradient();
        assertThat(table.gradient()).containsOnly(0);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        SparseReconstruction.Settings settings =
                new SparseReconstruction.Settings(SparseReconstruction.Output.LINEAR, 1, null);
        assertThatThrownBy(() ->
                        SparseReconstruction.loss(new Tape(), hidden, Tensor.table(NODES, 5), bias, targets, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Rows of 3 x 6, a table of 40 x 5 and biases of 40 x 1 do not predict 3 x 40.");
    }
}
