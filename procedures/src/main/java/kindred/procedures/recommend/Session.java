package kindred.procedures.recommend;

import java.util.Optional;
import kindred.candidate.PopularitySource;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/**
 * One call's view of the database.
 *
 * @param transaction the caller's
 * @param snapshots what scans read
 * @param terminationCheck throws once the caller's transaction is terminated
 */
record Session(Transaction transaction, Snapshots snapshots, Runnable terminationCheck) {

    boolean hasOwnChanges() {
        return snapshots.hasOwnChanges();
    }

    VectorSnapshot vectors(Label label, String property) {
        return snapshots.vectors(transaction, label, property, terminationCheck);
    }

    PopularitySource popularity(Label label, RelationshipType[] types) {
        return snapshots.popularity(transaction, label, types, terminationCheck);
    }

    /** A node; empty if somebody has deleted it since its number was read. */
    Optional<Node> node(long id) {
        return Ids.find(transaction, id);
    }
}
