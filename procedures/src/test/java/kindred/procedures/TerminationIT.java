package kindred.procedures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

/** Terminated calls end, wherever they are, and leave nothing behind but what they have committed. */
@ExtendWith(KindredDatabase.class)
class TerminationIT {

    private static final int BATCH = 10_000;

    private final KindredDatabase database;

    TerminationIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    private void terminate(String marker) {
        database.rows(
                        "SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE currentQuery CONTAINS $marker"
                                + " AND NOT currentQuery CONTAINS 'SHOW TRANSACTIONS' RETURN transactionId AS id",
                        "marker",
                        marker)
                .forEach(row -> database.rows("TERMINATE TRANSACTIONS $id", "id", row.get("id")));
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("kindred-"))
                .toList();
    }

    private void assertNothingIsLeft() {
        assertThat(database.rows("CALL kindred.progress()")).isEmpty();
        KindredDatabase.await(() -> ownThreads().isEmpty());
        assertThat(
                        database.rows(
                                "CALL gds.listProgress() YIELD taskName, status WHERE taskName CONTAINS 'kindred' AND status = 'RUNNING' RETURN taskName"))
                .isEmpty();
    }

    @Test
    void endsTraining() {
        database.rows("UNWIND range(1, 1000) AS i CREATE (:User)");
        TinyTrainer.hold("forever");
        CompletableFuture<String> failure = CompletableFuture.supplyAsync(
                () -> database.failure(
                        "CALL kindred.tiny.write({nodeLabels: ['User']}, {writeProperty: 'v', hold: 'forever', jobId: 'training', concurrency: 3})"));
        database.awaitTask("training", "Epoch 1");
        assertThat(database.row(
                        "CALL gds.listProgress() YIELD jobId, taskName WHERE jobId = 'training' RETURN taskName"))
                .containsEntry("taskName", "kindred.tiny.write :: Epoch 1");

        terminate("jobId: 'training'");

        assertThat(failure.join()).contains("The transaction has been terminated.");
        assertThat(database.value("MATCH (n) WHERE n.v IS NOT NULL RETURN count(n)"))
                .isEqualTo(0L);
        assertNothingIsLeft();
        TinyTrainer.release("forever");
    }

    /** A node of the last batch is locked by somebody else, so the writing hangs there when the termination comes. */
    @Test
    void endsWritingEvenWhereItWaitsForALock() {
        database.rows("UNWIND range(1, 35000) AS i CREATE (:User {i: i})");
        CompletableFuture<String> failure;
        try (Transaction other = database.service().beginTx()) {
            Node last = (Node) other.execute("MATCH (n:User) RETURN n ORDER BY id(n) DESC LIMIT 1")
                    .next()
                    .get("n");
            other.acquireWriteLock(last);
            failure = CompletableFuture.supplyAsync(
                    () -> database.failure(
                            "CALL kindred.tiny.write({nodeLabels: ['User']}, {writeProperty: 'v', jobId: 'writing', writeConcurrency: 2})"));
            KindredDatabase.await(
                    () -> (long) database.value("MATCH (n) WHERE n.v IS NOT NULL RETURN count(n)") == 3 * BATCH);

            terminate("jobId: 'writing'");

            assertThat(failure.join()).contains("The transaction has been terminated.");
        }
        assertThat(database.value("MATCH (n) WHERE n.v IS NOT NULL RETURN count(n)"))
                .isEqualTo(3L * BATCH);
        assertThat(database.rows("MATCH (n) WHERE n.v IS NOT NULL AND size(n.v) <> 4 RETURN n"))
                .isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void keepsWhatIsWrittenWhenTheCallersTransactionRollsBack() {
        database.rows("UNWIND range(1, 100) AS i CREATE (:User)");
        try (Transaction transaction = database.service().beginTx()) {
            transaction
                    .execute("CALL kindred.tiny.write({nodeLabels: ['User']}, {writeProperty: 'v'})")
                    .resultAsString();
            transaction.rollback();
        }

        assertThat(database.value("MATCH (n) WHERE n.v IS NOT NULL RETURN count(n)"))
                .isEqualTo(100L);
    }

    @Test
    void showsRunningJobs() {
        database.rows("UNWIND range(1, 10) AS i CREATE (:User)");
        TinyTrainer.hold("shown");
        CompletableFuture<Map<String, Object>> result = CompletableFuture.supplyAsync(() -> database.row(
                "CALL kindred.tiny.stats({nodeLabels: ['User']}, {epochs: 2, hold: 'shown', jobId: 'shown'})"));
        database.awaitTask("shown", "Epoch 1");

        assertThat(database.row("CALL kindred.progress()"))
                .containsEntry("jobId", "shown")
                .containsEntry("username", "")
                .containsEntry("database", "neo4j")
                .containsEntry("procedure", "kindred.tiny.stats")
                .containsEntry("task", "Epoch 1")
                .containsEntry("progress", 0.0)
                .containsEntry("epochs", 0L)
                .containsEntry("loss", null)
                .containsKey("timeStarted");

        TinyTrainer.release("shown");
        assertThat(result.join()).containsEntry("nodeCount", 10L);
        assertNothingIsLeft();
    }
}
