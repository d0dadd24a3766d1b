package kindred.procedures.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

/** Nodes as calls give them: themselves or their ids, one or a list. */
final class GivenNodes {

    private GivenNodes() {}

    /** @throws IllegalArgumentException if something else is given, or a node does not exist */
    static List<Node> of(Transaction transaction, String argument, Object given) {
        List<Node> nodes = new ArrayList<>();
        for (Object one : given instanceof List<?> list ? list : Collections.singletonList(given)) {
            nodes.add(one instanceof Node node ? node : find(transaction, argument, one));
        }
        return nodes;
    }

    private static Node find(Transaction transaction, String argument, Object given) {
        long id = id(argument, "a node, an id, or a list of these", given);
        return Ids.find(transaction, id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Node with id `%d`, given as `%s`, does not exist.".formatted(id, argument)));
    }

    /** The id of one node; empty for null. */
    static OptionalLong id(String argument, Object given) {
        return given == null ? OptionalLong.empty() : OptionalLong.of(id(argument, "a node or an id", given));
    }

    private static long id(String argument, String wanted, Object given) {
        if (given instanceof Node node) {
            return Ids.of(node);
        }
        if (given instanceof Long id) {
            return id;
        }
        throw new IllegalArgumentException("The value of `%s` must be %s, but was `%s`."
                .formatted(
                        argument,
                        wanted,
                        given == null ? "null" : given.getClass().getSimpleName()));
    }
}
