package kindred.evaluate;

import static kindred.evaluate.Splits.Part.TEST;
import static kindred.evaluate.Splits.Part.TRAIN;
import static kindred.evaluate.Splits.Part.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kindred.evaluate.Splits.Part;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class SplitsTest {

    private static final Seeds SEEDS = new Seeds(42);

    @Test
    void givesEachSourceItsShare() {
        long[] sources = LongStream.range(0, 400).map(i -> i / 10).toArray();
        long[] targets = LongStream.range(0, 400).map(i -> i % 10 + 1000).toArray();
        Part[] parts = Splits.random(sources, targets, 0.2, 0.1, true, SEEDS);
        for (int source = 0; source < 40; source++) {
            Part[] own = Arrays.copyOfRange(parts, source * 10, source * 10 + 10);
            assertThat(own).containsOnly(TRAIN, VALID, TEST);
            assertThat(Collections.frequency(Arrays.asList(own), TEST)).isEqualTo(2);
            assertThat(Collections.frequency(Arrays.asList(own), VALID)).isEqualTo(1);
        }
        assertThat(Splits.random(sources, targets, 0.2, 0.1, true, new Seeds(43)))
                .isNotEqualTo(parts);
    }

    @Test
    void leavesEverySourceSomethingToTrainOn() {
        long[] sources = {1, 1, 2};
        long[] targets = {7, 8, 7};
        Part[] parts = Splits.random(sources, targets, 0.9, 0.05, true, SEEDS);
        assertThat(Arrays.copyOf(parts, 2)).containsExactlyInAnyOrder(TRAIN, TEST);
        assertThat(parts[2]).isEqualTo(TRAIN);
    }

    @Test
    void drawsExactSharesOverAllSources() {
        long[] sources = LongStream.range(0, 1000).map(i -> i * i % 97).toArray();
        long[] targets = LongStream.range(0, 1000).map(i -> 5000 + i).toArray();
        Part[] parts = Splits.random(sources, targets, 0.25, 0.1, false, SEEDS);
        assertThat(Collections.frequency(Arrays.asList(parts), TEST)).isEqualTo(250);
        assertThat(Collections.frequency(Arrays.asList(parts), VALID)).isEqualTo(100);
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() {
        long[] sources = LongStream.range(0, 300).map(i -> i % 30).toArray();
        long[] targets = LongStream.range(0, 300).map(i -> 100 + i * 7 % 41).toArray();
        Part[] parts = Splits.random(sources, targets, 0.3, 0.1, true, SEEDS);
        Part[] backwards = Splits.random(reversed(sources), reversed(targets), 0.3, 0.1, true, SEEDS);
        assertThat(IntStream.range(0, 300).mapToObj(i -> backwards[299 - i])).containsExactly(parts);
    }

    @Test
    void keepsParallelRelationshipsTogether() {
        long[] sources = new long[120];
        long[] targets = LongStream.range(0, 120).map(i -> i % 20).toArray();
        Part[] parts = Splits.random(sources, targets, 0.3, 0.2, true, SEEDS);
        for (int i = 0; i < 100; i++) {
            assertThat(parts[i + 20]).isEqualTo(parts[i]);
        }
        assertThat(Collections.frequency(Arrays.asList(parts), TEST)).isEqualTo(36);
    }

    @Test
    void leavesTheLastPairOut() {
        long[] sources = {1, 1, 1, 2, 2, 3};
        long[] targets = {10, 11, 12, 10, 11, 10};
        long[] timestamps = {5, 9, 7, 4, 4, 1};
        assertThat(Splits.leaveLastOut(sources, targets, timestamps, false))
                .containsExactly(TRAIN, TEST, TRAIN, TRAIN, TEST, TRAIN);
        assertThat(Splits.leaveLastOut(sources, targets, timestamps, true))
                .containsExactly(TRAIN, TEST, VALID, TRAIN, TEST, TRAIN);
    }

    @Test
    void countsARepeatedPairAtItsFirstTime() {
        long[] sources = {1, 1, 1};
        long[] targets = {10, 11, 10};
        long[] timestamps = {1, 2, 3};
        assertThat(Splits.leaveLastOut(sources, targets, timestamps, false)).containsExactly(TRAIN, TEST, TRAIN);
    }

    @Test
    void neverTrainsOnWhatHappenedAfterATest() {
        long[] timestamps = LongStream.range(0, 100).map(i -> i * 37 % 100).toArray();
        Part[] parts = Splits.temporal(timestamps, 0.2, 0.1);
        for (int i = 0; i < 100; i++) {
            assertThat(parts[i]).isEqualTo(timestamps[i] >= 80 ? TEST : timestamps[i] >= 70 ? VALID : TRAIN);
        }
    }

    @Test
    void keepsOneMomentTogether() {
        assertThat(Splits.temporal(new long[] {1, 2, 2, 2, 3}, 0.4, 0))
                .containsExactly(TRAIN, TRAIN, TRAIN, TRAIN, TEST);
        assertThat(Splits.temporal(new long[] {1, 2, 2, 2, 2}, 0.4, 0)).containsExactly(TRAIN, TEST, TEST, TEST, TEST);
        assertThat(Splits.temporal(new long[] {2, 2, 2, 2, 3}, 0.9, 0))
                .containsExactly(TRAIN, TRAIN, TRAIN, TRAIN, TEST);
    }

    @Test
    void refusesATemporalSplitOfOneMoment() {
        assertThatThrownBy(() -> Splits.temporal(new long[] {4, 4, 4}, 0.3, 0))
                .hasMessage(
                        "A temporal split needs different timestamps, but no moment separates a test part from the rest of 3 relationships.");
        assertThatThrownBy(() -> Splits.temporal(new long[] {1, 1, 2}, 0.3, 0.3))
                .hasMessage(
                        "A temporal split needs different timestamps, but no moment separates a validation part from the rest of 3 relationships.");
    }

    private static long[] reversed(long[] values) {
        long[] reversed = new long[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }
}
