package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class PermutationTest {

    @Test
    void meetsEveryElementOnce() {
        for (int size = 1; size <= 300; size++) {
            Permutation permutation = new Permutation(size, 7L * size);
            BitSet seen = new BitSet();
            for (int i = 0; i < size; i++) {
                int element = permutation.at(i);
                assertThat(element).isBetween(0, size - 1);
                seen.set(element);
            }
            assertThat(seen.cardinality()).isEqualTo(size);
        }
    }

    @Test
    void putsEveryElementAnywhere() {
        int size = 12;
        long[] counts = new long[size * size];
        double[] expected = new double[size * size];
        java.util.Arrays.fill(expected, 1);
        Seeds seeds = new Seeds(3);
        for (int key = 0; key < 20_000; key++) {
            Permutation permutation = new Permutation(size, seeds.at(key));
            for (int i = 0; i < size; i++) {
                counts[i * size + permutation.at(i)]++;
            }
        }

        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(1e-3);
    }
}
