package kindred.quickstart.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running Neo4j server in a process of its own. Closing it stops the server and waits until it is gone. */
public final class ServerProcess implements AutoCloseable {

    private static final int REMEMBERED_LINES = 40;

    private final Process process;
    private final CountDownLatch startedOrEnded = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();
    private volatile boolean started;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the server of this folder.
     *
     * @param output receives every line that the server prints
     */
    public static ServerProcess start(ServerHome home, Consumer<String> output) {
        try {
            ServerProcess server = new ServerProcess(home.command("org.neo4j.server.startup.Neo4jCommand", "console")
                    .start());
            Thread reader = new Thread(() -> server.read(output), "neo4j-output");
            reader.setDaemon(true);
            reader.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the server answers.
     *
     * @throws Refusal with the server's last words if it ends instead
     */
    public void awaitStarted() throws InterruptedException {
        startedOrEnded.await();
        if (!started) {
            throw new Refusal("Neo4j ended before it was up. Its last words:\n" + String.join("\n", lastLines()));
        }
    }

    /** Waits until the server has ended, and tells its exit code. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** The last lines that the server printed. */
    public List<String> lastLines() {
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    /** Asks the server to shut down and waits for it, and for the process that it started in turn. */
    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.toHandle().destroy(); // unlike Process.destroy it leaves the output readable to its end
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        for (ProcessHandle child : all) {
            child.onExit()
                    .completeOnTimeout(child, 1, TimeUnit.MINUTES)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .join();
        }
    }

    private void read(Consumer<String> output) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                output.accept(line);
                if (line.endsWith("Started.")) {
                    started = true;
                    startedOrEnded.countDown();
                }
            }
        } catch (IOException e) {
            output.accept("The server's output cannot be read any more: " + e.getMessage());
        } finally {
            startedOrEnded.countDown();
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > REMEMBERED_LINES) {
                lastLines.removeFirst();
            }
        }
    }
}
