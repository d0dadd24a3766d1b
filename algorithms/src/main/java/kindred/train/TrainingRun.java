package kindred.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * The only place where threads to train on come from. Closing it ends them.
 */
public final class TrainingRun implements AutoCloseable {

    private final Seeds seeds;
    private final int concurrency;
    private final Progress progress;
    private final BooleanSupplier cancelled;
    private final Helpers helpers;
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
        this.helpers = new Helpers(concurrency - 1);
    }

    /** A run without listeners that nobody cancels. */
    public static TrainingRun quiet(long seed, int concurrency) {
        return new TrainingRun(seed, concurrency, Progress.NONE, () -> false);
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
        rethrow(helpers.run(Math.min(concurrency, tasks) - 1, worker));
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
        helpers.close();
    }
}
