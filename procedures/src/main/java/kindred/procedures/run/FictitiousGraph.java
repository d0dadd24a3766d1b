package kindred.procedures.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kindred.config.Check;
import kindred.config.ConfigReader;
import kindred.config.Doc;
import kindred.graph.GraphSize;

/** A graph that does not exist, described by its counts so that its memory can be estimated before it is built. */
final class FictitiousGraph {

    /** The keys that describe it. GDS's {@code nodeProjection} and {@code relationshipProjection} are understood. */
    record Keys(
            @Doc("Number of nodes.") Long nodeCount,
            @Doc("Number of relationships.") long relationshipCount,

            @Doc("Labels the nodes have.") List<String> nodeLabels,

            @Doc("Types the relationships have; every type costs an index over all nodes.")
            List<String> relationshipTypes,

            @Doc("Node properties that are projected, taken as scalars.")
            List<String> nodeProperties,

            @Doc("Relationship properties that are projected.")
            List<String> relationshipProperties,

            @Doc("NATURAL, REVERSE or UNDIRECTED; an undirected relationship stands at both of its ends.")
            String orientation,

            @Doc("As in `gds.graph.project.estimate`; has no influence here.")
            Optional<Object> nodeProjection,

            @Doc("As in `gds.graph.project.estimate`; only an orientation in it has influence here.")
            Optional<Object> relationshipProjection) {

        static final Keys DEFAULTS = new Keys(
                null,
                0,
                List.of("*"),
                List.of("*"),
                List.of(),
                List.of(),
                "NATURAL",
                Optional.empty(),
                Optional.empty());

        Keys {
            if (nodeCount != null) {
                Check.range("nodeCount", nodeCount, 0, Long.MAX_VALUE);
            }
            Check.range("relationshipCount", relationshipCount, 0, Long.MAX_VALUE / 2);
        }
    }

    private FictitiousGraph() {}

    /** Whether a map describes a fictitious graph rather than a part of the stored one. */
    static boolean isDescribedBy(Map<String, Object> map) {
        return map.keySet().stream().anyMatch(key -> key.equalsIgnoreCase("nodeCount"));
    }

    static GraphSize size(Map<String, Object> map, GraphRequest request) {
        Keys keys = ConfigReader.read(Keys.DEFAULTS, map);
        boolean undirected = keys.orientation.equalsIgnoreCase("UNDIRECTED")
                || keys.relationshipProjection
                        .toString()
                        .toUpperCase(Locale.ROOT)
                        .contains("UNDIRECTED");
        return new GraphSize(
                keys.nodeCount,
                undirected ? 2 * keys.relationshipCount : keys.relationshipCount,
                keys.relationshipTypes.size(),
                request.weightProperty().isPresent(),
                keys.nodeCount * keys.nodeProperties.size());
    }
}
