package kindred.procedures.read;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import kindred.config.Check;
import kindred.config.ConfigReader;
import kindred.config.Doc;
import org.neo4j.graphdb.Direction;

/** The map that stands in place of a graph's name: which part of the stored graph to read, and how. */
public record Selection(
        @Doc("Labels of the nodes to read; '*' reads all nodes as one group.")
        List<String> nodeLabels,

        @Doc("Types of the relationships to read; '*' reads all of them as one type.")
        List<String> relationshipTypes,

        @Doc("Node properties that may be learned from; all of them if empty.")
        List<String> nodeProperties,

        @Doc("Relationship properties that may weigh; all of them if empty.")
        List<String> relationshipProperties,

        @Doc(
                "Relationship properties with the value, or the list of values, that a relationship must have to be read, such as {split: 'train'}.")
        Map<String, Object> relationshipFilter,

        @Doc("NATURAL follows relationships from start to end, REVERSE from end to start, UNDIRECTED both ways.")
        Orientation orientation) {

    /** Which way relationships are followed. */
    public enum Orientation {
        NATURAL(Direction.OUTGOING),
        REVERSE(Direction.INCOMING),
        UNDIRECTED(Direction.BOTH);

        private final Direction direction;

        Orientation(Direction direction) {
            this.direction = direction;
        }

        /** Which of a node's relationships these are, seen from the node. */
        public Direction direction() {
            return direction;
        }
    }

    public static final Selection DEFAULTS =
            new Selection(List.of("*"), List.of("*"), List.of(), List.of(), Map.of(), Orientation.NATURAL);

    public Selection {
        nodeLabels = List.copyOf(nodeLabels);
        relationshipTypes = List.copyOf(relationshipTypes);
        nodeProperties = List.copyOf(nodeProperties);
        relationshipProperties = List.copyOf(relationshipProperties);
        relationshipFilter.forEach((property, value) -> {
            if (value == null) {
                throw new IllegalArgumentException(
                        "Value for `relationshipFilter` was `{%s: null}`, but must name a value for each property."
                                .formatted(property));
            }
        });
        relationshipFilter = Map.copyOf(relationshipFilter);
        requireSome("nodeLabels", nodeLabels);
        requireSome("relationshipTypes", relationshipTypes);
    }

    private static void requireSome(String key, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("`%s` must not be empty".formatted(key));
        }
        names.forEach(name -> Check.notBlank(key, name));
    }

    static Selection read(Map<String, Object> map) {
        return ConfigReader.read(DEFAULTS, map);
    }

    @Override
    public String toString() {
        return "The graph read in place from labels %s and relationship types %s (%s)"
                .formatted(nodeLabels, relationshipTypes, orientation.name().toLowerCase(Locale.ROOT));
    }
}
