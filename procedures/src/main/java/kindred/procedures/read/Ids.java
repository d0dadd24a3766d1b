package kindred.procedures.read;

import java.util.Optional;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;

/** Nodes by number: models and snapshots know them so, and Neo4j has no other door for numbers. */
public final class Ids {

    private Ids() {}

    @SuppressWarnings({"deprecation", "removal"})
    public static long of(Node node) {
        return node.getId();
    }

    /** The node; empty if there is none of this number, or none any more. */
    @SuppressWarnings({"deprecation", "removal"})
    public static Optional<Node> find(Transaction transaction, long id) {
        try {
            return Optional.of(transaction.getNodeById(id));
        } catch (NotFoundException deleted) {
            return Optional.empty();
        }
    }
}
