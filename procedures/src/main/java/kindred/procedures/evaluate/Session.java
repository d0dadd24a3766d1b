package kindred.procedures.evaluate;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import kindred.config.Suggestions;
import kindred.train.TrainingCancelledException;
import kindred.train.TrainingRun;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;
import org.neo4j.logging.Log;
import org.neo4j.procedure.TerminationGuard;

/**
 * All of a procedure call that is not an argument, and what every procedure of this package asks of it.
 *
 * @param database the caller's view of the database; transactions begun on it have the caller's rights
 * @param transaction the transaction that the call is part of
 * @param guard throws once that transaction is terminated
 * @param log where progress is shown
 * @param procedure the procedure's name, for the log
 */
record Session(
        GraphDatabaseService database, Transaction transaction, TerminationGuard guard, Log log, String procedure) {

    private static final int ENTITIES_BETWEEN_CHECKS = 4096;

    /** @throws IllegalArgumentException if no node has ever had this label */
    void requireLabel(String label) {
        requireKnown("node label", label, names(transaction.getAllLabels(), Label::name));
    }

    /** @throws IllegalArgumentException if no relationship has ever had this type */
    void requireType(String type) {
        requireKnown("relationship type", type, names(transaction.getAllRelationshipTypes(), RelationshipType::name));
    }

    private static void requireKnown(String kind, String wanted, List<String> known) {
        if (!known.contains(wanted)) {
            throw new IllegalArgumentException("The %s `%s` does not exist in the database.%s"
                    .formatted(kind, wanted, Suggestions.didYouMean(wanted, known)));
        }
    }

    private static <T> List<String> names(Iterable<T> things, Function<T, String> name) {
        return StreamSupport.stream(things.spliterator(), false)
                .map(name)
                .sorted()
                .toList();
    }

    /** Visits every element, and stops when the transaction is terminated. */
    <T> void forEach(Iterator<T> elements, Consumer<T> action) {
        for (long i = 0; elements.hasNext(); i++) {
            if (i % ENTITIES_BETWEEN_CHECKS == 0) {
                guard.check();
            }
            action.accept(elements.next());
        }
    }

    /** Does parallel work that ends as the transaction would end, if it is terminated in between. */
    <T> T run(Optional<Long> seed, int concurrency, Function<TrainingRun, T> work) {
        long start = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong());
        try (TrainingRun run =
                new TrainingRun(start, concurrency, new LoggedProgress(log, procedure), this::isTerminated)) {
            return work.apply(run);
        } catch (TrainingCancelledException e) {
            guard.check(); // throws what Neo4j throws from any other terminated query
            throw e;
        }
    }

    private boolean isTerminated() {
        try {
            guard.check();
            return false;
        } catch (RuntimeException terminated) {
            return true; // the guard has no other way to say so
        }
    }

    /** Reads with a transaction of its own, as threads beside the caller's must. */
    <T> T read(Function<Transaction, T> work) {
        try (Transaction own = database.beginTx()) {
            return work.apply(own);
        }
    }

    /** Runs work and adds the milliseconds that it took to the slot. */
    static <T> T timed(long[] millis, int slot, Supplier<T> work) {
        long begun = System.nanoTime();
        T result = work.get();
        millis[slot] += (System.nanoTime() - begun) / 1_000_000;
        return result;
    }

    // arrays know entities by number, and Neo4j has no other door for numbers

    @SuppressWarnings({"deprecation", "removal"})
    static long id(Entity entity) {
        return entity.getId();
    }

    @SuppressWarnings({"deprecation", "removal"})
    static long startId(Relationship relationship) {
        return relationship.getStartNodeId();
    }

    @SuppressWarnings({"deprecation", "removal"})
    static long endId(Relationship relationship) {
        return relationship.getEndNodeId();
    }

    @SuppressWarnings({"deprecation", "removal"})
    static Node node(Transaction transaction, long id) {
        return transaction.getNodeById(id);
    }

    @SuppressWarnings({"deprecation", "removal"})
    static Relationship relationship(Transaction transaction, long id) {
        return transaction.getRelationshipById(id);
    }
}
