package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HelpersTest {

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asleep or awake, busy or not: many short pieces of work, with rests in between, are each done before the caller goes on. */
    @Test
    void endBeforeTheCallerGoesOn() throws InterruptedException {
        try (Helpers helpers = new Helpers(3)) {
            for (int round = 0; round < 3000; round++) {
                int[] done = new int[20];
                AtomicInteger next = new AtomicInteger();
                assertThat(helpers.run(3, () -> {
                            for (int i = next.getAndIncrement(); i < done.length; i = next.getAndIncrement()) {
                                done[i]++;
                            }
                        }))
                        .isNull();
                assertThat(done).containsOnly(1);
                if (round % 500 == 0) {
                    Thread.sleep(2); // falls asleep meanwhile
                }
            }
        }
    }

    @Test
    void allComeWhenTheyAreNeeded() throws InterruptedException {
        try (Helpers helpers = new Helpers(3)) {
            for (int round = 0; round < 50; round++) {
                CountDownLatch together = new CountDownLatch(4);
                Set<Thread> threads = ConcurrentHashMap.newKeySet();
                helpers.run(3, () -> {
                    threads.add(Thread.currentThread());
                    together.countDown();
                    await(together);
                });
                assertThat(threads).hasSize(4);
            }
        }
    }

    @Test
    void returnsWhatAHelperFailedWith() {
        try (Helpers helpers = new Helpers(1)) {
            CountDownLatch both = new CountDownLatch(2);
            Thread caller = Thread.currentThread();
            Throwable failure = helpers.run(1, () -> {
                both.countDown();
                await(both);
                if (Thread.currentThread() != caller) {
                    throw new AssertionError("helper");
                }
            });
            assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("helper");
        }
    }

    /** What an interrupted caller would otherwise read is still being written. */
    @Test
    void keepsAnInterruptedCallerWaitingAndInterrupted() {
        try (Helpers helpers = new Helpers(1)) {
            CountDownLatch both = new CountDownLatch(2);
            AtomicInteger ended = new AtomicInteger();
            Thread caller = Thread.currentThread();
            caller.interrupt();
            helpers.run(1, () -> {
                both.countDown();
                await(both);
                if (Thread.currentThread() != caller) {
                    work();
                    ended.incrementAndGet();
                }
            });
            assertThat(ended).hasValue(1);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Longer than anybody stays awake. */
    private static void work() {
        long until = System.nanoTime() + 5_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    /** Work within work finds everybody busy, and is done by the one who asks. */
    @Test
    void leaveWorkWithinWorkToTheCaller() {
        try (Helpers helpers = new Helpers(1)) {
            AtomicInteger done = new AtomicInteger();
            helpers.run(1, () -> {
                Thread asker = Thread.currentThread();
                assertThat(helpers.run(1, () -> {
                            assertThat(Thread.currentThread()).isSameAs(asker);
                            done.incrementAndGet();
                        }))
                        .isNull();
            });
            assertThat(done.get()).isBetween(1, 2);
        }
    }
}
