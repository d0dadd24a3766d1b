package kindred.math;

import java.util.function.IntConsumer;

/**
 * Runs tasks {@code 0..tasks-1}, each once, perhaps at the same time, and returns when all are done, as
 * {@code TrainingRun::parallel} does. Which thread runs a task is left to chance, so a task must not depend on it.
 */
@FunctionalInterface
public interface Parallel {

    /** One after the other, on the caller's thread. */
    Parallel NONE = (tasks, task) -> {
        for (int i = 0; i < tasks; i++) {
            task.accept(i);
        }
    };

    void run(int tasks, IntConsumer task);
}
