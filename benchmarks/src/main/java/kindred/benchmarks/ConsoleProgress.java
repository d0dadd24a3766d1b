package kindred.benchmarks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import kindred.train.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Draws a bar per task on standard error where there is a terminal, by the environment variable {@code TERM}; says nothing otherwise.
 * (Java cannot ask whether standard error in particular is a terminal.)
 */
final class ConsoleProgress implements Progress, AutoCloseable {

    private static final int REFRESH_MILLIS = 200;

    private final boolean visible;
    private final AtomicReference<ProgressBar> bar = new AtomicReference<>();

    ConsoleProgress() {
        String terminal = System.getenv("TERM");
        this.visible = terminal != null && !terminal.equals("dumb");
    }

    @Override
    public void begin(String task, long volume) {
        close();
        if (visible) {
            bar.set(new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(volume)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .startsFrom(0, Duration.ZERO)
                    .build());
        }
    }

    @Override
    public void advance(long work) {
        ProgressBar current = bar.get();
        if (current != null) {
            current.stepBy(work);
        }
    }

    @Override
    public void end() {
        close();
    }

    @Override
    public void close() {
        ProgressBar current = bar.getAndSet(null);
        if (current != null) {
            current.close();
        }
    }
}
