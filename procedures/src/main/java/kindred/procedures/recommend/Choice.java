package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;

/** Which nodes may be proposed, and how many. Keys that several procedures share. */
record Choice(
        @Doc("Label of the nodes to propose.") String label,
        @Doc("How many to propose.") int topK,

        @Doc(
                "Relationship types, in either direction: whatever the given node is connected to by one of them is known, and not proposed.")
        List<String> exclude,

        @Doc(
                "Conditions on the nodes' properties: a value, a list of values, or a map of eq, ne, lt, lte, gt, gte, in, notIn, exists.")
        Map<String, Object> filter,

        @Doc("Nodes that are not proposed.") List<Object> excludeNodes) {

    static final Choice DEFAULTS = new Choice(null, 10, List.of(), Map.of(), List.of());

    Choice {
        if (label != null) {
            Check.notBlank("label", label);
        }
        Check.range("topK", topK, 1, 1_000_000);
        exclude.forEach(type -> Check.notBlank("exclude", type));
    }

    /** What the node is connected to by the types of {@code exclude}. */
    LongSet known(Node node, RelationshipType[] types) {
        LongSet known = new LongOpenHashSet();
        if (types.length > 0) {
            for (Relationship relationship : node.getRelationships(types)) {
                known.add(Ids.of(relationship.getOtherNode(node)));
            }
        }
        return known;
    }

    /** Whether a node may be proposed. The filter comes last, for it reads the node. */
    LongPredicate accepts(Session session, LongSet known) {
        LongSet excluded = new LongOpenHashSet(known);
        for (Object node : excludeNodes) {
            if (!(node instanceof Node excludedNode)) {
                throw new IllegalArgumentException(
                        "The value of `excludeNodes` must be of type `List of Node` but it holds `%s`."
                                .formatted(
                                        node == null ? "null" : node.getClass().getSimpleName()));
            }
            excluded.add(Ids.of(excludedNode));
        }
        NodeFilter conditions = new NodeFilter(filter);
        return conditions.isEmpty()
                ? node -> !excluded.contains(node)
                : node -> !excluded.contains(node)
                        && session.node(node).filter(conditions).isPresent();
    }
}
