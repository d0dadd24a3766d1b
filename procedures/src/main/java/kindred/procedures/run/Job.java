package kindred.procedures.run;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import kindred.train.Progress;
import org.neo4j.logging.Log;

/** One running call: what it is doing, how far it is, and who is told. */
public final class Job implements Progress {

    private static final int LOGGED_STEPS = 10;

    /**
     * A job at one moment.
     *
     * @param jobId the user's or a generated one
     * @param username who started it
     * @param database where
     * @param procedure what was called
     * @param task what it is doing now
     * @param done share of the task in [0, 1]; empty where the volume is not known
     * @param epochs epochs that ended
     * @param loss mean loss of the last of them, if any
     * @param startedAt when it began
     */
    public record State(
            String jobId,
            String username,
            String database,
            String procedure,
            String task,
            Optional<Double> done,
            int epochs,
            Optional<Double> loss,
            Instant startedAt) {}

    private final String jobId;
    private final Caller caller;
    private final String procedure;
    private final Instant startedAt = Instant.now();
    private final Optional<Log> log;
    private final Optional<TaskBoard.Notice> notice;
    private volatile Task task = new Task("Starting", 0);
    private volatile int epochs;
    private volatile double loss = Double.NaN;

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

    Job(String jobId, Caller caller, String procedure, boolean logProgress) {
        this.jobId = jobId;
        this.caller = caller;
        this.procedure = procedure;
        this.log = logProgress ? Optional.of(caller.log()) : Optional.empty();
        this.notice = caller.board().map(board -> board.post(jobId, procedure));
    }

    @Override
    public void begin(String name, long volume) {
        task = new Task(name, volume);
        log.ifPresent(to -> to.info("[%s] %s: %s begins", jobId, procedure, name));
        notice.ifPresent(on -> on.begin(name, volume));
    }

    @Override
    public void advance(long work) {
        Task current = task;
        current.done.add(work);
        notice.ifPresent(on -> on.advance(work));
        log.ifPresent(to -> logSteps(current, to));
    }

    private void logSteps(Task current, Log to) {
        if (current.volume <= 0) {
            return;
        }
        int step = (int) Math.min(LOGGED_STEPS, current.done.sum() * (double) LOGGED_STEPS / current.volume);
        int logged = current.loggedSteps.get();
        if (step > logged && current.loggedSteps.compareAndSet(logged, step)) {
            to.info("[%s] %s: %s %d%%", jobId, procedure, current.name, step * 100 / LOGGED_STEPS);
        }
    }

    @Override
    public void end() {
        log.ifPresent(to -> to.info("[%s] %s: %s done", jobId, procedure, task.name));
        notice.ifPresent(Progress::end);
    }

    @Override
    public void loss(int epoch, double value) {
        epochs = epoch;
        loss = value;
        log.ifPresent(to -> to.info("[%s] %s: mean loss of epoch %d is %s", jobId, procedure, epoch, value));
    }

    /** The call ended without result. */
    void failed(Throwable cause) {
        notice.ifPresent(TaskBoard.Notice::failed);
        log.ifPresent(to -> to.info("[%s] %s: ended by %s", jobId, procedure, cause));
    }

    State state() {
        Task current = task;
        Optional<Double> done = current.volume > 0
                ? Optional.of(Math.min(1.0, (double) current.done.sum() / current.volume))
                : Optional.empty();
        return new State(
                jobId,
                caller.username(),
                caller.database().databaseName(),
                procedure,
                current.name,
                done,
                epochs,
                Double.isNaN(loss) ? Optional.empty() : Optional.of(loss),
                startedAt);
    }
}
