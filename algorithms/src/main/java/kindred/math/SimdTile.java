package kindred.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The heart of {@link Gemm}: a tile of {@link Gemm#TILE_ROWS} rows, two registers wide. Twelve sums, two loads and a factor fit into the sixteen
 * registers of AVX2, and twelve sums are enough to hide the latency of a multiplication everywhere.
 */
final class SimdTile {

    private static final VectorSpecies<Float> SPECIES = SimdRegisters.SPECIES;
    private static final int LANES = SPECIES.length();

    static final int COLUMNS = 2 * LANES;

    private SimdTile() {}

    static void multiply(float[] left, int leftOffset, float[] right, int rightOffset, int depth, float[] out) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector b4 = a0;
        FloatVector b5 = a0;
        int l = leftOffset;
        int r = rightOffset;
        for (int i = 0; i < depth; i++) {
            FloatVector a = load(right, r);
            FloatVector b = load(right, r + LANES);
            FloatVector w = broadcast(left[l]);
            a0 = a.fma(w, a0);
            b0 = b.fma(w, b0);
            w = broadcast(left[l + 1]);
            a1 = a.fma(w, a1);
            b1 = b.fma(w, b1);
            w = broadcast(left[l + 2]);
            a2 = a.fma(w, a2);
            b2 = b.fma(w, b2);
            w = broadcast(left[l + 3]);
            a3 = a.fma(w, a3);
            b3 = b.fma(w, b3);
            w = broadcast(left[l + 4]);
            a4 = a.fma(w, a4);
            b4 = b.fma(w, b4);
            w = broadcast(left[l + 5]);
            a5 = a.fma(w, a5);
            b5 = b.fma(w, b5);
            l += Gemm.TILE_ROWS;
            r += 2 * LANES;
        }
        a0.intoArray(out, 0);
        b0.intoArray(out, LANES);
        a1.intoArray(out, 2 * LANES);
        b1.intoArray(out, 3 * LANES);
        a2.intoArray(out, 4 * LANES);
        b2.intoArray(out, 5 * LANES);
        a3.intoArray(out, 6 * LANES);
        b3.intoArray(out, 7 * LANES);
        a4.intoArray(out, 8 * LANES);
        b4.intoArray(out, 9 * LANES);
        a5.intoArray(out, 10 * LANES);
        b5.intoArray(out, 11 * LANES);
    }

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(SPECIES, array, offset);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
