package kindred.procedures.evaluate;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kindred.evaluate.ClassAssignments;
import org.neo4j.graphdb.Direction;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterable;
import org.neo4j.graphdb.ResourceIterator;

/**
 * Nodes that have at least one class, with their classes.
 *
 * @param ids the nodes, ascending
 * @param assignments their classes; example {@code i} is node {@code ids[i]}, and so is row {@code i} of its vectors
 */
record NodeClasses(long[] ids, ClassAssignments assignments) {

    /** Reads the classes in the caller's transaction. */
    static NodeClasses read(Session session, NodeClassificationKeys keys) {
        keys.nodeLabels().stream().filter(label -> !label.equals("*")).forEach(session::requireLabel);
        keys.classRelationshipType().ifPresent(session::requireType);
        keys.classLabel().ifPresent(session::requireLabel);
        LongArrayList ids = new LongArrayList();
        List<List<String>> classes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        long[] candidates = nodes(session, keys.nodeLabels());
        session.forEach(Arrays.stream(candidates).iterator(), id -> {
            List<String> own = classesOf(Session.node(session.transaction(), id), keys);
            if (!own.isEmpty()) {
                ids.add((long) id);
                classes.add(own);
                names.addAll(own);
            }
        });
        if (ids.isEmpty()) {
            throw new IllegalArgumentException(
                    "No node%s has a class: %s.".formatted(describe(keys.nodeLabels()), source(keys)));
        }
        return new NodeClasses(ids.toLongArray(), number(classes, List.copyOf(names)));
    }

    private static String describe(List<String> labels) {
        return labels.contains("*") ? "" : " labelled `" + String.join("` or `", labels) + "`";
    }

    private static String source(NodeClassificationKeys keys) {
        return keys.classProperty()
                .map(property -> "the property `" + property + "` is missing on all of them")
                .orElseGet(() -> "no relationship of type `"
                        + keys.classRelationshipType().orElseThrow() + "` leaves any of them");
    }

    private static long[] nodes(Session session, List<String> labels) {
        LongArrayList ids = new LongArrayList();
        if (labels.contains("*")) {
            try (ResourceIterable<Node> all = session.transaction().getAllNodes();
                    ResourceIterator<Node> nodes = all.iterator()) {
                session.forEach(nodes, node -> ids.add(Session.id(node)));
            }
        } else {
            for (String label : labels) {
                try (ResourceIterator<Node> nodes = session.transaction().findNodes(Label.label(label))) {
                    session.forEach(nodes, node -> ids.add(Session.id(node)));
                }
            }
        }
        return NodeVectors.ascending(ids.toLongArray());
    }

    private static List<String> classesOf(Node node, NodeClassificationKeys keys) {
        List<String> classes = new ArrayList<>();
        if (keys.classProperty().isPresent()) {
            addValues(node.getProperty(keys.classProperty().get(), null), classes);
            return classes;
        }
        RelationshipType type =
                RelationshipType.withName(keys.classRelationshipType().orElseThrow());
        try (ResourceIterable<Relationship> relationships = node.getRelationships(Direction.OUTGOING, type)) {
            for (Relationship relationship : relationships) {
                Node target = relationship.getEndNode();
                if (keys.classLabel().isEmpty()
                        || target.hasLabel(Label.label(keys.classLabel().get()))) {
                    classes.add(String.valueOf(Session.id(target)));
                }
            }
        }
        return classes;
    }

    private static void addValues(Object value, List<String> classes) {
        if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                classes.add(String.valueOf(Array.get(value, i)));
            }
        } else if (value != null) {
            classes.add(String.valueOf(value));
        }
    }

    private static ClassAssignments number(List<List<String>> classes, List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        int[][] numbered = new int[classes.size()][];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = classes.get(i).stream().mapToInt(numbers::get).toArray();
        }
        return ClassAssignments.of(numbered, names);
    }
}
