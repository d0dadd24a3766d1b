package kindred.math;

import static kindred.math.SimdRegisters.LANES;
import static kindred.math.SimdRegisters.SPECIES;
import static kindred.math.SimdRegisters.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Short rows against many columns: each lane follows the best of the columns that it sees. */
final class SimdColumns {

    private static final FloatVector LANE_NUMBERS = laneNumbers();

    private SimdColumns() {}

    private static FloatVector laneNumbers() {
        float[] numbers = new float[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            numbers[lane] = lane;
        }
        return load(numbers, 0);
    }

    static void largestSums(
            float[] rows, int count, int dimension, float[] columns, int width, int[] out, int outOffset) {
        for (int row = 0; row < count; row++) {
            out[outOffset + row] = largestSum(rows, row * dimension, dimension, columns, width);
        }
    }

    /** Two registers of columns at a time. Column numbers are kept as floats, which are exact up to 2^24. */
    private static int largestSum(float[] row, int offset, int dimension, float[] columns, int width) {
        FloatVector best0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector best1 = best0;
        FloatVector number0 = FloatVector.broadcast(SPECIES, width);
        FloatVector number1 = number0;
        for (int j = 0; j < width; j += 2 * LANES) {
            FloatVector sum0 = load(columns, j);
            FloatVector sum1 = load(columns, j + LANES);
            for (int k = 0, at = width + j; k < dimension; k++, at += width) {
                FloatVector factor = FloatVector.broadcast(SPECIES, row[offset + k]);
                sum0 = factor.fma(load(columns, at), sum0);
                sum1 = factor.fma(load(columns, at + LANES), sum1);
            }
            VectorMask<Float> better0 = sum0.compare(VectorOperators.GT, best0);
            VectorMask<Float> better1 = sum1.compare(VectorOperators.GT, best1);
            best0 = best0.blend(sum0, better0);
            best1 = best1.blend(sum1, better1);
            number0 = number0.blend(LANE_NUMBERS.add(j), better0);
            number1 = number1.blend(LANE_NUMBERS.add(j + LANES), better1);
        }
        float largest = best0.max(best1).reduceLanes(VectorOperators.MAX);
        FloatVector none = FloatVector.broadcast(SPECIES, width);
        FloatVector first = none.blend(number0, best0.compare(VectorOperators.EQ, largest))
                .min(none.blend(number1, best1.compare(VectorOperators.EQ, largest)));
        int column = (int) first.reduceLanes(VectorOperators.MIN);
        return column == width ? -1 : column;
    }
}
