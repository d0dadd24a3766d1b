package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private static final int BINS = 256;
    private static final int DRAWS = 200_000;

    /** A fixed seed makes this either pass or fail for ever; a fair generator fails for one seed in a thousand. */
    private static void assertUniform(LongToIntFunction bin) {
        long[] observed = new long[BINS];
        for (long i = 0; i < DRAWS; i++) {
            observed[bin.applyAsInt(i)]++;
        }
        double[] expected = new double[BINS];
        java.util.Arrays.fill(expected, (double) DRAWS / BINS);
        double statistic = new ChiSquareTest().chiSquare(expected, observed);
        double critical = new ChiSquaredDistribution(BINS - 1).inverseCumulativeProbability(0.999);
        assertThat(statistic).isLessThan(critical);
    }

    @Test
    void drawsUniformlyOverACounter() {
        Seeds seeds = new Seeds(42);
        assertUniform(i -> (int) (seeds.at(i) >>> 56));
        assertUniform(i -> (int) seeds.at(i) & 0xff);
        assertUniform(i -> (int) (seeds.at(7, i) >>> 56));
        assertUniform(i -> (int) (seeds.at(i, 3, 5) & 0xff));
        assertUniform(i -> Seeds.bounded(seeds.at(i), BINS));
        assertUniform(i -> (int) (Seeds.unitDouble(seeds.at(i)) * BINS));
        assertUniform(i -> (int) (Seeds.unitFloat(seeds.at(i)) * BINS));
    }

    @Test
    void drawsUniformlyOverConsecutiveSeeds() {
        assertUniform(i -> (int) (new Seeds(i).at(0) >>> 56));
        assertUniform(i -> (int) new Seeds(i).fork("walks").at(0) & 0xff);
    }

    @Test
    void drawsUniformlyFromAStreamSteppedByHand() {
        long[] state = {new Seeds(1).at(9)};
        assertUniform(i -> {
            state[0] += Seeds.GAMMA;
            return (int) (Seeds.scramble(state[0]) >>> 56);
        });
    }

    @Test
    void isAFunctionOfItsArguments() {
        assertThat(new Seeds(1).at(2, 3)).isEqualTo(new Seeds(1).at(2, 3));
        assertThat(new Seeds(1).fork("a").at(2))
                .isEqualTo(new Seeds(1).fork("a").at(2));
    }

    @Test
    void tellsCountersSeedsAndPurposesApart() {
        Seeds seeds = new Seeds(1);

        assertThat(LongStream.of(
                                seeds.at(1, 2),
                                seeds.at(2, 1),
                                seeds.at(1, 2, 0),
                                seeds.at(1),
                                new Seeds(2).at(1),
                                seeds.fork("a").at(1),
                                seeds.fork("b").at(1),
                                seeds.fork("ab").at(1),
                                seeds.fork("ba").at(1))
                        .distinct()
                        .count())
                .isEqualTo(9);
    }

    @Test
    void staysInsideItsBounds() {
        assertThat(Seeds.bounded(-1L, 7)).isEqualTo(6);
        assertThat(Seeds.bounded(0L, 7)).isZero();
        assertThat(Seeds.unitFloat(-1L)).isLessThan(1f).isGreaterThan(0.9999f);
        assertThat(Seeds.unitDouble(-1L)).isLessThan(1.0).isGreaterThan(0.9999);
        assertThat(Seeds.unitDouble(0L)).isZero();
    }

    /** The first output of SplitMix64 seeded with zero, as published with the reference implementation. */
    @Test
    void agreesWithTheReferenceOfSplitMix64() {
        long state = 0;
        state += Seeds.GAMMA;
        assertThat(Seeds.scramble(state)).isEqualTo(0xE220A8397B1DCDAFL);
        state += Seeds.GAMMA;
        assertThat(Seeds.scramble(state)).isEqualTo(0x6E789E6AA1B965F4L);
    }
}
