package kindred.procedures.evaluate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import kindred.train.Progress;
import org.neo4j.logging.Log;

/** Shows progress in the database's log, a line per tenth of a task. */
final class LoggedProgress implements Progress {

    private static final int STEPS = 10;

    private final Log log;
    private final String procedure;
    private volatile Task task = new Task("", 0);

    private static final class Task {
        private final String name;
        private final long volume;
        private final LongAdder done = new LongAdder();
        private final AtomicInteger loggedSteps = new AtomicInteger();

        private Task(String name, long volume) {
            this.name = name;
            this.volume = volume;
        }
    }

    LoggedProgress(Log log, String procedure) {
        this.log = log;
        this.procedure = procedure;
    }

    @Override
    public void begin(String name, long volume) {
        task = new Task(name, volume);
        log.info("%s: %s begins", procedure, name);
    }

    @Override
    public void advance(long work) {
        Task current = task;
        current.done.add(work);
        if (current.volume <= 0) {
            return;
        }
        int step = (int) Math.min(STEPS, current.done.sum() * (double) STEPS / current.volume);
        int logged = current.loggedSteps.get();
        if (step > logged && current.loggedSteps.compareAndSet(logged, step)) {
            log.info("%s: %s %d%%", procedure, current.name, step * 100 / STEPS);
        }
    }

    @Override
    public void end() {
        log.info("%s: %s done", procedure, task.name);
    }
}
