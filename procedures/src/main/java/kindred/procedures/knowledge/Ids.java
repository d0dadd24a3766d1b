package kindred.procedures.knowledge;

import java.util.Optional;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;

/** Nodes by number: models know them so, and Neo4j has no other door for numbers. */
final class Ids {

    private Ids() {}

    @SuppressWarnings({"deprecation", "removal"})
    static long of(Node node) {
        return node.getId();
    }

    /** The node; empty if there is none of this number, or none any more. */
    @SuppressWarnings({"deprecation", "removal"})
    static Optional<Node> find(Transaction transaction, long id) {
        try {
            return Optional.of(transaction.getNodeById(id));
        } catch (NotFoundException missing) {
            return Optional.empty();
        }
    }
}
