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
    void copiesWhatItHasAtEachPosition() {
        for (int size : new int[] {1, 2, 255, 256, 257, 70_000}) {
            Permutation permutation = new Permutation(size, 11L * size);
            int from = size / 3;
            int[] copied = new int[size - from + 2];
            permutation.copy(from, size - from, copied, new int[size - from]);
            for (int i = from; i < size; i++) {
                assertThat(copied[i - from]).isEqualTo(permutation.at(i));
            }
            assertThat(copied[size - from]).isZero();
        }
    }

    /** Values of the network have 32 bits here, of which the highest is no sign. */
    @Test
    void copiesFromTheLargestOrders() {
        Permutation permutation = new Permutation(Integer.MAX_VALUE, 5);
        int[] copied = new int[1000];
        permutation.copy(Integer.MAX_VALUE - 1000, 1000, copied, new int[1000]);
        for (int i = 0; i < 1000; i++) {
            assertThat(copied[i]).isEqualTo(permutation.at(Integer.MAX_VALUE - 1000 + i));
            assertThat(copied[i]).isBetween(0, Integer.MAX_VALUE - 1);
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
