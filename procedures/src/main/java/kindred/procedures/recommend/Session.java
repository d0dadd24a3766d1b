package kindred.procedures.recommend;

import java.util.Optional;
import java.util.function.Function;
import kindred.candidate.PopularitySource;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/**
 * One call's view of the database.
 *
 * @param database the caller's own view of the database
 * @param transaction the caller's
 * @param snapshots what scans read
 * @param terminationCheck throws once the caller's transaction is terminated
 */
record Session(GraphDatabaseService database, Transaction transaction, Snapshots snapshots, Runnable terminationCheck) {

    boolean hasOwnChanges() {
        return snapshots.hasOwnChanges();
    }

    VectorSnapshot vectors(Label label, String property) {
        return snapshots.vectors(this, label, property);
    }

    PopularitySource popularity(Label label, RelationshipType[] types) {
        return snapshots.popularity(this, label, types);
    }

    /** Reads without the transaction's own changes. */
    <T> T committed(Function<Transaction, T> reader) {
        try (Transaction fresh = database.beginTx()) {
            return reader.apply(fresh);
        }
    }

    /** A node; empty if somebody has deleted it since its number was read. */
    Optional<Node> node(long id) {
        return Ids.find(transaction, id);
    }
}
