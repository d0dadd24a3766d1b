package kindred.procedures.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.TransientTransactionFailureException;

/**
 * Writes one vector per node, in parallel and in batches, each batch in a transaction of its own with the caller's rights: what a
 * batch has committed stays, whatever happens to the caller's transaction afterwards, and no batch is ever half there.
 *
 * <p>The calling thread does not write. It watches: when the caller's transaction is terminated it terminates the batches'
 * transactions, which also wakes those that wait for a lock. Threads are not interrupted, since that can close Neo4j's files.
 */
public final class VectorWriter {

    /** Nodes per transaction: large enough to hide the cost of a commit, small enough for a modest transaction state. */
    static final int BATCH = 10_000;

    private static final int ATTEMPTS = 5;
    private static final long WATCH_MILLIS = 50;

    private final GraphDatabaseService database;
    private final String property;
    private final NodeIndex nodes;
    private final EmbeddingTable vectors;
    private final Set<Transaction> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextBatch = new AtomicInteger();
    private final LongAdder written = new LongAdder();
    private volatile boolean stopped;

    public VectorWriter(GraphDatabaseService database, String property, NodeIndex nodes, EmbeddingTable vectors) {
        this.database = database;
        this.property = property;
        this.nodes = nodes;
        this.vectors = vectors;
    }

    /**
     * Writes all vectors. Nodes that have been deleted since the graph was read are passed over.
     *
     * @param concurrency threads that write
     * @param terminationCheck throws once the caller's transaction is terminated
     * @param progress is told the number of nodes of every committed batch
     * @return properties written
     */
    public long write(int concurrency, Runnable terminationCheck, LongConsumer progress) {
        int threads = Math.min(concurrency, batchCount());
        if (threads == 0) {
            return 0;
        }
        ExecutorService writers = Executors.newFixedThreadPool(threads, VectorWriter::thread);
        try {
            List<Future<?>> pending = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                pending.add(writers.submit(() -> writeBatches(progress)));
            }
            watch(pending, terminationCheck);
        } finally {
            writers.shutdown();
        }
        return written.sum();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kindred-writing");
        thread.setDaemon(true);
        return thread;
    }

    private int batchCount() {
        return (int) ((nodes.nodeCount() + (long) BATCH - 1) / BATCH);
    }

    private void writeBatches(LongConsumer progress) {
        try {
            for (int batch = nextBatch.getAndIncrement();
                    batch < batchCount() && !stopped;
                    batch = nextBatch.getAndIncrement()) {
                int from = batch * BATCH;
                int to = Math.min(nodes.nodeCount(), from + BATCH);
                written.add(writePatiently(from, to));
                progress.accept(to - from);
            }
        } catch (RuntimeException | Error e) {
            stopped = true; // the others need not go on
            throw e;
        }
    }

    /** A deadlock with somebody else's transaction ends ours; trying again is what Neo4j asks for. */
    private int writePatiently(int from, int to) {
        for (int attempt = 1; ; attempt++) {
            try {
                return writeBatch(from, to);
            } catch (TransientTransactionFailureException e) {
                if (stopped || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private int writeBatch(int from, int to) {
        try (Transaction transaction = database.beginTx()) {
            open.add(transaction);
            try {
                int count = 0;
                for (int node = from; node < to; node++) {
                    if (stopped) {
                        return 0;
                    }
                    count += set(transaction, node) ? 1 : 0;
                }
                transaction.commit();
                return count;
            } finally {
                open.remove(transaction);
            }
        }
    }

    private boolean set(Transaction transaction, int node) {
        try {
            Target.node(transaction, nodes.databaseId(node)).setProperty(property, vectors.row(node));
            return true;
        } catch (NotFoundException deletedSinceProjection) {
            return false;
        }
    }

    private void watch(List<Future<?>> pending, Runnable terminationCheck) {
        RuntimeException termination = null;
        Throwable failure = null;
        for (Future<?> writer : pending) {
            while (!isOver(writer)) {
                termination = termination == null ? check(terminationCheck) : termination;
                if (termination != null) {
                    stop();
                }
            }
            failure = failure == null ? failureOf(writer) : failure;
        }
        if (termination != null) {
            throw termination;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private static RuntimeException check(Runnable terminationCheck) {
        try {
            terminationCheck.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void stop() {
        stopped = true;
        open.forEach(Transaction::terminate);
    }

    /** Waits a little. An interrupt is kept for later: the writers must be seen to the end. */
    private static boolean isOver(Future<?> writer) {
        try {
            writer.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            return awaitUninterrupted(writer);
        }
    }

    private static boolean awaitUninterrupted(Future<?> writer) {
        boolean over = isOver(writer);
        Thread.currentThread().interrupt();
        return over;
    }

    private static Throwable failureOf(Future<?> writer) {
        try {
            writer.get(0, TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("A writer that has ended gives no result", e);
        }
    }
}
