package kindred.procedures.run;

import java.util.Optional;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.logging.Log;

/**
 * Who calls and where: all of a procedure call that is not an argument.
 *
 * @param database the caller's own view of the database; transactions begun on it have the caller's rights
 * @param transaction the transaction that the call is part of
 * @param username the caller; empty without authentication
 * @param administrator whether the caller may see what belongs to others
 * @param terminationCheck throws once the transaction is terminated; may be called by any thread while the call lasts
 * @param log the database's log
 * @param board where jobs are shown besides {@code kindred.progress()}, if anywhere
 */
public record Caller(
        GraphDatabaseService database,
        Transaction transaction,
        String username,
        boolean administrator,
        Runnable terminationCheck,
        Log log,
        Optional<TaskBoard> board) {

    /** Whether the transaction has been terminated. */
    public boolean isTerminated() {
        try {
            terminationCheck.run();
            return false;
        } catch (RuntimeException terminated) {
            return true; // the check has no other way to say so
        }
    }

    /** The owner of what the call names: the caller, or for an administrator somebody else. */
    public String owner(Optional<String> override) {
        if (override.isPresent() && !override.get().equals(username) && !administrator) {
            throw new IllegalStateException("Cannot override the username as a non-admin");
        }
        return override.orElse(username);
    }
}
