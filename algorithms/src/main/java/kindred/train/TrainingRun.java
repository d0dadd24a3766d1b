package kindred.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.math.Seeds;
import kindred.model.KindredVersion;
import kindred.model.Provenance;

/**
 * All that is ambient in one training run: random numbers, threads, progress, cancellation, and the figures it leaves behind.
 * The only place where threads are made. Closing it ends them.
 */
public final class TrainingRun implements AutoCloseable {

    private final Seeds seeds;
    private final int concurrency;
    private final Progress progress;
    private final BooleanSupplier cancelled;
    private final ExecutorService helpers;
    private final long begunNanos = System.nanoTime();
    private final List<Double> losses = new ArrayList<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();

    /**
     * @param seed where all random numbers start
     * @param concurrency threads to use, at least 1; never changes the result
     * @param progress listener
     * @param cancelled asked often, from several threads; once true, the run ends with {@link TrainingCancelledException}
     */
    public TrainingRun(long seed, int concurrency, Progress progress, BooleanSupplier cancelled) {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "Value for `concurrency` was `%d`, but must be at least 1.".formatted(concurrency));
        }
        this.seeds = new Seeds(seed);
        this.concurrency = concurrency;
        this.progress = progress;
        this.cancelled = cancelled;
        this.helpers = concurrency == 1 ? null : Executors.newFixedThreadPool(concurrency - 1, TrainingRun::thread);
    }

    /** A run without listeners that nobody cancels. */
    public static TrainingRun quiet(long seed, int concurrency) {
        return new TrainingRun(seed, concurrency, Progress.NONE, () -> false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kindred-training");
        thread.setDaemon(true);
        return thread;
    }

    public Seeds seeds() {
        return seeds;
    }

    public int concurrency() {
        return concurrency;
    }

    public Progress progress() {
        return progress;
    }

    /** Cheap enough for every few thousand steps of a loop. */
    public void checkCancelled() {
        if (cancelled.getAsBoolean()) {
            throw new TrainingCancelledException();
        }
    }

    /**
     * Runs tasks {@code 0..tasks-1}, each once, on up to {@link #concurrency()} threads, the caller's among them, and returns
     * when all are done. Which thread runs a task is left to chance, so a task must not depend on it. If one fails, no further
     * ones are begun and the failure is thrown here.
     */
    public void parallel(int tasks, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        Runnable worker = () -> {
            try {
                for (int i = next.getAndIncrement(); i < tasks && !failed.get(); i = next.getAndIncrement()) {
                    checkCancelled();
                    task.accept(i);
                }
            } catch (Throwable e) {
                failed.set(true);
                throw e;
            }
        };
        List<Future<?>> pending = new ArrayList<>();
        for (int i = 1; i < Math.min(concurrency, tasks); i++) {
            pending.add(helpers.submit(worker));
        }
        Throwable failure = null;
        try {
            worker.run();
        } catch (Throwable e) {
            failure = e;
        }
        for (Future<?> future : pending) {
            failure = await(future, failure);
        }
        rethrow(failure);
    }

    /** Waits without giving way to interrupts: the arrays that a task writes must not be used while it still runs. */
    private static Throwable await(Future<?> future, Throwable failure) {
        boolean interrupted = false;
        while (true) {
            try {
                future.get();
                return failure;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                return failure == null ? e.getCause() : failure;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** Notes the mean loss of the epoch that just ended. */
    public void epochEnded(double loss) {
        losses.add(loss);
        progress.loss(losses.size(), loss);
    }

    /** Mean loss per ended epoch. */
    public List<Double> losses() {
        return List.copyOf(losses);
    }

    /** Notes a trainer-specific figure for the result's {@code metrics}. */
    public void metric(String name, double value) {
        metrics.put(name, value);
    }

    public Map<String, Double> metrics() {
        return Map.copyOf(metrics);
    }

    /** Where a model that this run has just trained comes from. To be called when training is over. */
    public Provenance provenance(String trainer, Record config, Projection graph) {
        return new Provenance(
                trainer,
                ConfigReader.toMap(config),
                seeds.seed(),
                graph.nodeCount(),
                graph.arcCount(),
                graph.fingerprint(),
                KindredVersion.current(),
                losses,
                metrics,
                (System.nanoTime() - begunNanos) / 1_000_000,
                Instant.now());
    }

    @Override
    public void close() {
        if (helpers != null) {
            helpers.shutdownNow();
        }
    }
}
