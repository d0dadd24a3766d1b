package kindred.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * Measures the peak of live heap while something runs. What a JVM reports as used is mostly garbage that nobody has collected yet,
 * so this thread asks for a full collection at growing intervals and reads what is left. Between two readings it sees nothing: exact
 * for work that allocates its arrays once and then runs on them, as training does, a lower bound for other work.
 *
 * <p>The collections stop the work that is measured; {@link #pauseNanos()} says for how long, to be taken off its time.
 */
final class MemoryWatch implements AutoCloseable {

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 20_000;

    private final Thread thread = new Thread(this::watch, "memory-watch");
    private long peak;
    private long pauses;

    MemoryWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Bytes on the heap that are still referred to: as the collection left them, since the work that is measured goes on at once. */
    static long liveBytes() {
        MEMORY.gc();
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            used += left == null ? 0 : left.getUsed();
        }
        return used;
    }

    private void watch() {
        try {
            for (long wait = FIRST_MILLIS; ; wait = Math.min(2 * wait, LONGEST_MILLIS)) {
                Thread.sleep(wait);
                sample();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the work is over
        }
    }

    private synchronized void sample() {
        long begun = System.nanoTime();
        peak = Math.max(peak, liveBytes());
        pauses += System.nanoTime() - begun;
    }

    /** Highest number of live bytes seen so far. */
    synchronized long peakBytes() {
        return peak;
    }

    synchronized long pauseNanos() {
        return pauses;
    }

    /** Ends the watch with a last reading; to be called while the result of the work is still held. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        peak = Math.max(peak, liveBytes());
    }
}
