package kindred.train;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Threads that lend a hand with one piece of work after another. Training asks for them many thousand times a second, a fraction of a millisecond each,
 * so nobody who waits falls asleep at once, and nobody waits for a helper that has not begun: the work may be done by the time it wakes up.
 */
final class Helpers implements AutoCloseable {

    /** How long one who waits stays awake. */
    private static final long AWAKE_NANOS = 50_000;

    /** Set in a piece of work's state when no more helpers may join; the rest counts those that have. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Thread[] threads;
    private final AtomicBoolean[] asleep;
    private final long awakeNanos;
    private final AtomicBoolean busy = new AtomicBoolean();
    private int works;
    private volatile Work latest;
    private volatile boolean ended;

    /** @param count how many threads; with none, all work is the caller's */
    Helpers(int count) {
        threads = new Thread[count];
        asleep = new AtomicBoolean[count];
        // where threads share a processor, one that waits keeps another from working
        awakeNanos = count < Runtime.getRuntime().availableProcessors() ? AWAKE_NANOS : 0;
        for (int i = 0; i < count; i++) {
            int helper = i;
            asleep[i] = new AtomicBoolean();
            threads[i] = new Thread(() -> help(helper), "kindred-training");
            threads[i].setDaemon(true);
        }
    }

    /** One piece of work: what everybody runs who joins, and who is at it. */
    private static final class Work {
        private final int number;
        private final Runnable share;
        private final Thread owner = Thread.currentThread();
        private final AtomicInteger state = new AtomicInteger();
        private volatile Throwable failure;

        Work(int number, Runnable share) {
            this.number = number;
            this.share = share;
        }

        void join() {
            int helpers = state.get();
            while (helpers >= 0 && !state.compareAndSet(helpers, helpers + 1)) {
                helpers = state.get();
            }
            if (helpers >= 0) {
                run();
                if (state.decrementAndGet() == CLOSED) {
                    LockSupport.unpark(owner);
                }
            }
        }

        void run() {
            try {
                share.run();
            } catch (Throwable e) {
                failure = e;
            }
        }

        /** Waits without giving way to interrupts: the arrays that the work writes must not be used while it still runs. */
        void awaitHelpers(long awakeNanos) {
            boolean interrupted = false;
            state.addAndGet(CLOSED);
            long began = System.nanoTime();
            while (state.get() != CLOSED) {
                if (System.nanoTime() - began < awakeNanos) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs a share of some work on the caller's thread and on up to so many helpers, and returns when all have ended. From within such a share, or while
     * another thread's is under way, it runs on the caller's thread alone.
     *
     * @param share takes what is left to do until nothing is left
     * @return what a share has failed with; null if none has
     */
    Throwable run(int helpers, Runnable share) {
        if (!busy.compareAndSet(false, true)) {
            Work alone = new Work(0, share);
            alone.run();
            return alone.failure;
        }
        if (works++ == 0) {
            Stream.of(threads).forEach(Thread::start);
        }
        Work work = new Work(works, share);
        latest = work;
        for (int i = 0; i < Math.min(helpers, threads.length); i++) {
            if (asleep[i].get()) {
                LockSupport.unpark(threads[i]);
            }
        }
        work.run();
        work.awaitHelpers(awakeNanos);
        latest = null;
        busy.set(false);
        return work.failure;
    }

    private void help(int helper) {
        int known = 0;
        while (!ended) {
            Work work = await(helper, known);
            if (work != null) {
                known = work.number; // the work itself holds on to what it works on
                work.join();
            }
        }
    }

    /** The next piece of work; null if there is none after all. */
    private Work await(int helper, int known) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < awakeNanos) {
            Work work = unknown(known);
            if (work != null) {
                return work;
            }
            Thread.onSpinWait();
        }
        asleep[helper].set(true);
        if (unknown(known) == null && !ended) {
            LockSupport.park(this);
        }
        asleep[helper].set(false);
        return unknown(known);
    }

    private Work unknown(int known) {
        Work work = latest;
        return work == null || work.number == known ? null : work;
    }

    /** Ends the threads, which have nothing left to do. */
    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
