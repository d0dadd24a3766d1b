package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import kindred.config.Doc;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.model.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 9})
    void runsEveryTaskOnce(int concurrency) {
        AtomicIntegerArray runs = new AtomicIntegerArray(1000);
        try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
            run.parallel(1000, runs::incrementAndGet);
        }

        for (int task = 0; task < 1000; task++) {
            assertThat(runs.get(task)).isEqualTo(1);
        }
    }

    @Test
    void runsNoTasks() {
        try (TrainingRun run = TrainingRun.quiet(1, 4)) {
            run.parallel(0, task -> {
                throw new AssertionError("there is no task");
            });
        }
    }

    /** Three tasks that wait for one another can only end on three threads, of which the caller's is one. */
    @Test
    void worksOnAsManyThreadsAsAsked() {
        CountDownLatch together = new CountDownLatch(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (TrainingRun run = TrainingRun.quiet(1, 3)) {
            run.parallel(3, task -> {
                threads.add(Thread.currentThread());
                together.countDown();
                await(together);
            });
        }

        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void passesOnFailuresAndBeginsNothingAfterwards(int concurrency) {
        AtomicInteger begun = new AtomicInteger();
        try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.parallel(1_000_000, task -> {
                        begun.incrementAndGet();
                        throw new IllegalStateException("task failed");
                    }))
                    .withMessage("task failed");
        }

        assertThat(begun.get()).isBetween(1, concurrency);
    }

    @Test
    void passesOnErrors() {
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> run.parallel(2, task -> {
                        throw new OutOfMemoryError("no room");
                    }));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void endsWhenCancelled(int concurrency) {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        try (TrainingRun run = new TrainingRun(1, concurrency, Progress.NONE, cancelled::get)) {
            assertThatExceptionOfType(TrainingCancelledException.class)
                    .isThrownBy(() -> run.parallel(1_000_000, task -> {
                        begun.incrementAndGet();
                        cancelled.set(true);
                    }));
        }

        assertThat(begun.get()).isLessThan(1000);
    }

    @Test
    void staysUsableAfterAFailure() {
        AtomicInteger done = new AtomicInteger();
        try (TrainingRun run = TrainingRun.quiet(1, 3)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.parallel(10, task -> {
                        throw new IllegalStateException("task failed");
                    }));
            run.parallel(10, task -> done.incrementAndGet());
        }

        assertThat(done).hasValue(10);
    }

    @Test
    void refusesToRunOnNoThread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.quiet(1, 0))
                .withMessage("Value for `concurrency` was `0`, but must be at least 1.");
    }

    record Config(@Doc("Rounds.") int rounds) {}

    @Test
    void leavesProvenance() {
        Projection graph =
                new ProjectionBuilder().nodes("A", 0, 2).relationship("R", 0, 1).build();
        List<String> heard = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public void begin(String task, long volume) {}

            @Override
            public void advance(long work) {}

            @Override
            public void end() {}

            @Override
            public void loss(int epoch, double loss) {
                heard.add(epoch + ": " + loss);
            }
        };
        Provenance provenance;
        try (TrainingRun run = new TrainingRun(7, 1, listener, () -> false)) {
            run.epochEnded(0.5);
            run.epochEnded(0.25);
            run.metric("walks", 10);
            provenance = run.provenance("tiny", new Config(2), graph);
        }

        assertThat(heard).containsExactly("1: 0.5", "2: 0.25");
        assertThat(provenance.losses()).containsExactly(0.5, 0.25);
        assertThat(provenance.metrics()).isEqualTo(Map.of("walks", 10.0));
        assertThat(provenance.configuration()).isEqualTo(Map.of("rounds", 2));
        assertThat(provenance.seed()).isEqualTo(7);
        assertThat(provenance.nodeCount()).isEqualTo(2);
        assertThat(provenance.arcCount()).isEqualTo(1);
        assertThat(provenance.graphFingerprint()).isEqualTo(graph.fingerprint());
    }
}
