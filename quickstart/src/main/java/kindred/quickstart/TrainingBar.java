package kindred.quickstart;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Shows how far a long statement is, as {@code kindred.progress()} tells a second session: a bar per task on a terminal, a line
 * per task elsewhere.
 */
final class TrainingBar {

    private static final int POLL_MILLIS = 250;
    private static final int PERCENT = 100;

    private final Screen screen;
    private final Driver driver;
    private final CountDownLatch done = new CountDownLatch(1);
    private String task = "";
    private ProgressBar bar;

    TrainingBar(Screen screen, Driver driver) {
        this.screen = screen;
        this.driver = driver;
    }

    /** Runs the work on this thread and watches it from another one. */
    <T> T during(Supplier<T> work) {
        Thread watcher = new Thread(this::watch, "training-bar");
        watcher.setDaemon(true);
        watcher.start();
        try {
            return work.get();
        } finally {
            done.countDown();
            join(watcher);
            finishBar();
            screen.blank();
        }
    }

    private void watch() {
        try (Session session = driver.session()) {
            while (!done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                List<Record> jobs = session.run("CALL kindred.progress() YIELD task, progress RETURN task, progress")
                        .list();
                if (!jobs.isEmpty()) {
                    show(
                            jobs.get(0).get("task").asString(),
                            jobs.get(0).get("progress").asDouble(0));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Neo4jException e) {
            // The statement itself tells what is wrong, if anything is; without progress it still runs.
            screen.note("No progress to show: " + e.getMessage());
        }
    }

    private void show(String newTask, double share) {
        if (!newTask.equals(task)) {
            finishBar();
            task = newTask;
            if (screen.interactive()) {
                bar = newBar(newTask);
            } else {
                screen.note(newTask + " ...");
            }
        }
        if (bar != null) {
            bar.stepTo(Math.round(share * PERCENT));
        }
    }

    private ProgressBar newBar(String name) {
        return new ProgressBarBuilder()
                .setTaskName("  " + name)
                .setInitialMax(PERCENT)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(POLL_MILLIS)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(screen.out(), Screen.WIDTH))
                .build();
    }

    private void finishBar() {
        if (bar != null) {
            bar.stepTo(PERCENT);
            bar.close();
            bar = null;
        }
    }

    private static void join(Thread watcher) {
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
