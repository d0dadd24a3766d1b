package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryWatchTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void seesWhatIsHeldAtTheEndAndNotTheGarbage() {
        long before = MemoryWatch.liveBytes();
        MemoryWatch watch = new MemoryWatch();
        byte[] held = new byte[(int) (40 * MEGABYTE)];
        long written = 0;
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[(int) MEGABYTE];
            garbage[i] = 1;
            written += garbage[i];
        }
        watch.close();
        assertThat(held).hasSize((int) (40 * MEGABYTE)); // so it was still held
        assertThat(written).isEqualTo(200);
        assertThat(watch.peakBytes() - before).isBetween(35 * MEGABYTE, 60 * MEGABYTE);
    }

    @Test
    void seesWhatIsReleasedBeforeTheEnd() throws InterruptedException {
        long before = MemoryWatch.liveBytes();
        MemoryWatch watch = new MemoryWatch();
        byte[] held = new byte[(int) (40 * MEGABYTE)];
        while (watch.pauseNanos() == 0) {
            Thread.sleep(10);
        }
        assertThat(held).hasSize((int) (40 * MEGABYTE)); // so it was still held
        held = null;
        watch.close();
        assertThat(watch.peakBytes() - before).isBetween(35 * MEGABYTE, 60 * MEGABYTE);
    }
}
