package kindred.procedures.recommend;

import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

/** Nodes by number: models and snapshots know them so, and Neo4j has no other door for numbers. */
final class Ids {

    private Ids() {}

    @SuppressWarnings({"deprecation", "removal"})
    static long of(Node node) {
        return node.getId();
    }

    @SuppressWarnings({"deprecation", "removal"})
    static Node node(Transaction transaction, long id) {
        return transaction.getNodeById(id);
    }
}
