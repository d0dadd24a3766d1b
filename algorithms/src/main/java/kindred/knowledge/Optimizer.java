package kindred.knowledge;

import kindred.math.Vectors;

/** How steps are made of gradients. */
public enum Optimizer {
    /** Along the sum of the facts' gradients, as TransE's paper has it; the others take the mean. */
    SGD("sgd", 0),
    /** Steps that shrink with the squares of all gradients so far, number by number (Duchi, Hazan and Singer, JMLR 2011). */
    ADAGRAD("adagrad", 1),
    /** As above, with the mean square of a row in one number: a table of that size less. */
    ROW_ADAGRAD("rowAdagrad", 0),
    /** Along the mean of recent gradients, over the root of their mean square (Kingma and Ba, ICLR 2015); rows that are not touched rest. */
    ADAM("adam", 2);

    private static final float EPSILON = 1e-10f;
    private static final float ADAM_EPSILON = 1e-8f;
    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.999f;

    private final String spelling;
    private final int tables;

    Optimizer(String spelling, int tables) {
        this.spelling = spelling;
        this.tables = tables;
    }

    /** Bytes that it remembers of a table of this shape. */
    long bytes(long rows, long width) {
        return 4 * (rows * width * tables + (this == ROW_ADAGRAD ? rows : 0));
    }

    @Override
    public String toString() {
        return spelling;
    }

    /** What is remembered of the rows of one table. Rows may be moved by different threads, each row by one at a time. */
    static final class Memory {
        private final Optimizer kind;
        private final int width;
        private final float[][] first;
        private final float[][] second;
        private final float[] squares;
        private float firstCorrection = 1;
        private float secondCorrection = 1;
        private int steps;

        Memory(Optimizer kind, int rows, int width) {
            this.kind = kind;
            this.width = width;
            first = kind.tables > 0 ? new float[rows][] : null;
            second = kind.tables > 1 ? new float[rows][] : null;
            squares = kind == ROW_ADAGRAD ? new float[rows] : null;
        }

        /** To be called before the rows of a step are moved. */
        void begin() {
            steps++;
            firstCorrection = (float) (1 / (1 - Math.pow(FIRST_DECAY, steps)));
            secondCorrection = (float) (1 / (1 - Math.pow(SECOND_DECAY, steps)));
        }

        /** Moves a row against its gradient. */
        void move(int row, float[] values, int offset, float[] gradient, int g, float learningRate) {
            switch (kind) {
                case SGD -> Vectors.axpy(-learningRate, gradient, g, values, offset, width);
                case ROW_ADAGRAD -> moveByRow(row, values, offset, gradient, g, learningRate);
                case ADAGRAD -> adagrad(of(first, row), values, offset, gradient, g, width, learningRate);
                default -> adam(of(first, row), of(second, row), values, offset, gradient, g, learningRate);
            }
        }

        /** A row's memory, made when it is first needed: most rows of a large graph's table are touched late. */
        private float[] of(float[][] table, int row) {
            if (table[row] == null) {
                table[row] = new float[width];
            }
            return table[row];
        }

        private void moveByRow(int row, float[] values, int offset, float[] gradient, int g, float learningRate) {
            squares[row] += Vectors.sumOfSquares(gradient, g, width) / width;
            float rate = learningRate / ((float) Math.sqrt(squares[row]) + EPSILON);
            Vectors.axpy(-rate, gradient, g, values, offset, width);
        }

        private static void adagrad(
                float[] sums, float[] values, int offset, float[] gradient, int g, int width, float learningRate) {
            for (int i = 0; i < width; i++) {
                float slope = gradient[g + i];
                float sum = sums[i] + slope * slope;
                sums[i] = sum;
                values[offset + i] -= learningRate * slope / ((float) Math.sqrt(sum) + EPSILON);
            }
        }

        private void adam(
                float[] mean, float[] square, float[] values, int offset, float[] gradient, int g, float learningRate) {
            float rate = learningRate * firstCorrection;
            float correction = secondCorrection;
            for (int i = 0; i < width; i++) {
                float slope = gradient[g + i];
                float m = FIRST_DECAY * mean[i] + (1 - FIRST_DECAY) * slope;
                float s = SECOND_DECAY * square[i] + (1 - SECOND_DECAY) * slope * slope;
                mean[i] = m;
                square[i] = s;
                values[offset + i] -= rate * m / ((float) Math.sqrt(s * correction) + ADAM_EPSILON);
            }
        }
    }
}
