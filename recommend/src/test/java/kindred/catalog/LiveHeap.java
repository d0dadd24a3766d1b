package kindred.catalog;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Measures how many bytes are alive: collects garbage again and again, and counts what each collection leaves. */
final class LiveHeap {

    private LiveHeap() {}

    /** The most bytes that were alive at any collection during the work, beyond those that were before. */
    static long peakOf(Runnable work) {
        long before = liveBytes();
        AtomicBoolean over = new AtomicBoolean();
        long[] peak = {before};
        Thread collector = new Thread(() -> {
            while (!over.get()) {
                long begin = System.nanoTime();
                peak[0] = Math.max(peak[0], liveBytes());
                // the work gets as much time as the measurement
                LockSupport.parkNanos(System.nanoTime() - begin);
            }
        });
        collector.start();
        try {
            work.run();
        } finally {
            over.set(true);
            join(collector);
        }
        return peak[0] - before;
    }

    private static long liveBytes() {
        System.gc();
        Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        GcInfo last = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .orElseThrow();
        return last.getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The measurement was interrupted", e);
        }
    }
}
