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

    /** A ring of 100 nodes with a chord from each, half of the relationships written backwards, and one pair thrice. */
    private static long[][] ringWithChords() {
        long[] sources = new long[202];
        long[] targets = new long[202];
        for (int i = 0; i < 200; i++) {
            long other = i < 100 ? (i + 1) % 100 : (i + 37) % 100;
            sources[i] = 1000 + (i % 2 == 0 ? i % 100 : other);
            targets[i] = 1000 + (i % 2 == 0 ? other : i % 100);
        }
        for (int i = 200; i < 202; i++) {
            sources[i] = targets[7];
            targets[i] = sources[7];
        }
        return new long[][] {sources, targets};
    }

    @Test
    void keepsConnectedWhatIsConnected() {
        long[][] ends = ringWithChords();
        Part[] parts = Splits.connected(ends[0], ends[1], 0.4, 0.05, SEEDS);

        assertThat(Collections.frequency(Arrays.asList(parts).subList(0, 200), TEST))
                .isBetween(79, 80);
        assertThat(Collections.frequency(Arrays.asList(parts).subList(0, 200), VALID))
                .isBetween(9, 10);
        assertThat(parts[200]).isEqualTo(parts[7]);
        assertThat(parts[201]).isEqualTo(parts[7]);
        assertThat(reachable(ends, parts)).isEqualTo(100);
        assertThat(Splits.connected(ends[0], ends[1], 0.4, 0.05, new Seeds(43))).isNotEqualTo(parts);
        assertThat(Splits.connected(ends[1], ends[0], 0.4, 0.05, SEEDS)).isEqualTo(parts);
    }

    /** Nodes that can be reached from the first by relationships to train on. */
    private static int reachable(long[][] ends, Part[] parts) {
        boolean[] reached = new boolean[100];
        reached[0] = true;
        for (boolean grows = true; grows; ) {
            grows = false;
            for (int i = 0; i < parts.length; i++) {
                int a = (int) ends[0][i] - 1000;
                int b = (int) ends[1][i] - 1000;
                if (parts[i] == TRAIN && reached[a] != reached[b]) {
                    reached[a] = true;
                    reached[b] = true;
                    grows = true;
                }
            }
        }
        return (int) IntStream.range(0, 100).filter(i -> reached[i]).count();
    }

    @Test
    void hidesNoMoreThanIsFree() {
        long[][] ends = ringWithChords();
        Part[] parts = Splits.connected(ends[0], ends[1], 0.9, 0.05, SEEDS);

        // of 200 pairs a spanning tree needs 99
        assertThat(Collections.frequency(Arrays.asList(parts).subList(0, 200), TRAIN))
                .isBetween(99, 100);
        assertThat(Arrays.asList(parts)).doesNotContain(VALID);
        assertThat(reachable(ends, parts)).isEqualTo(100);
    }

    @Test
    void refusesToDisconnectATree() {
        long[] sources = {1, 2, 3};
        long[] targets = {2, 3, 4};
        assertThatThrownBy(() -> Splits.connected(sources, targets, 0.5, 0, SEEDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "None of 3 relationships can be held back: 3 are needed to keep the graph connected, and the test ratio is 0.5.");
    }
}
