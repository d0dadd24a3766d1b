package kindred.procedures.run;

import java.util.List;
import java.util.Optional;

/**
 * What a call wants of its graph.
 *
 * @param nodeLabels labels to keep, or '*' for all
 * @param relationshipTypes types to keep, or '*' for all
 * @param weightProperty relationship property that weighs; unweighted if empty
 * @param nodeProperties node properties to carry
 * @param owner user whose graph it is, if not the caller's own
 */
public record GraphRequest(
        List<String> nodeLabels,
        List<String> relationshipTypes,
        Optional<String> weightProperty,
        List<String> nodeProperties,
        Optional<String> owner) {

    /** Stands for all labels, or all types. */
    public static final String ALL = "*";

    public GraphRequest {
        nodeLabels = List.copyOf(nodeLabels);
        relationshipTypes = List.copyOf(relationshipTypes);
        nodeProperties = List.copyOf(nodeProperties);
    }

    /** Everything in the graph, unweighted and without properties. */
    public static GraphRequest everything() {
        return new GraphRequest(List.of(ALL), List.of(ALL), Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * The labels to keep out of those available, in alphabetical order.
     *
     * @throws IllegalArgumentException if one is not available, in GDS's words
     */
    public List<String> chooseLabels(List<String> available) {
        return choose("nodeLabels", nodeLabels, available, "Available labels are");
    }

    /**
     * The relationship types to keep out of those available, in alphabetical order.
     *
     * @throws IllegalArgumentException if one is not available, in GDS's words
     */
    public List<String> chooseTypes(List<String> available) {
        return choose("relationshipTypes", relationshipTypes, available, "Available relationship types are");
    }

    private static List<String> choose(String key, List<String> wanted, List<String> available, String introduction) {
        if (wanted.contains(ALL)) {
            return available.stream().sorted().toList();
        }
        List<String> missing =
                wanted.stream().filter(name -> !available.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Could not find the specified `%s` of %s. %s %s."
                    .formatted(key, quoted(missing), introduction, quoted(available)));
        }
        return wanted.stream().distinct().sorted().toList();
    }

    /** Names as GDS lists them: {@code ['A', 'B']}, sorted. */
    public static String quoted(List<String> names) {
        return names.stream().sorted().map(name -> "'" + name + "'").toList().toString();
    }
}
