package kindred.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import kindred.train.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Draws a bar per task on standard error, if that is a terminal; says nothing otherwise. */
final class ConsoleProgress implements Progress, AutoCloseable {

    private static final Path STREAMS = Path.of("/proc/self/fd");
    private static final int REFRESH_MILLIS = 200;

    private final boolean visible;
    private final AtomicReference<ProgressBar> bar = new AtomicReference<>();

    ConsoleProgress() {
        this.visible = isTerminal();
    }

    /** Java can say so of input and output together only, but Linux shows what each stream leads to. */
    private static boolean isTerminal() {
        String terminal = System.getenv("TERM");
        if (terminal == null || terminal.equals("dumb")) {
            return false;
        }
        try {
            return !Files.exists(STREAMS) || STREAMS.resolve("2").toRealPath().startsWith("/dev");
        } catch (IOException pipe) {
            return false; // a pipe has no path
        }
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
