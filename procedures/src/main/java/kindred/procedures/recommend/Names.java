package kindred.procedures.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kindred.config.Suggestions;
import kindred.procedures.catalog.ReservedLabels;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/** Checks that labels, properties and types exist: a mistyped one must not look like an empty answer. */
final class Names {

    private Names() {}

    /** @throws IllegalArgumentException naming the labels that there are */
    static Label label(Transaction transaction, String name) {
        List<String> available = StreamSupport.stream(transaction.getAllLabels().spliterator(), false)
                .map(Label::name)
                .filter(label -> !ReservedLabels.isReserved(label))
                .sorted()
                .toList();
        require("label", "labels", List.of(name), available);
        return Label.label(name);
    }

    /** @throws IllegalArgumentException naming the types that there are */
    static RelationshipType[] types(Transaction transaction, String key, List<String> names) {
        List<String> available = StreamSupport.stream(
                        transaction.getAllRelationshipTypes().spliterator(), false)
                .map(RelationshipType::name)
                .sorted()
                .toList();
        require(key, "relationship types", names, available);
        return names.stream().map(RelationshipType::withName).toArray(RelationshipType[]::new);
    }

    /** The complaint that no node of a label has the property. */
    static IllegalArgumentException missingProperty(Transaction transaction, String label, String property) {
        List<String> keys = new ArrayList<>();
        transaction.getAllPropertyKeys().forEach(keys::add);
        keys.remove(property);
        return new IllegalArgumentException("Node property `%s` does not exist on any node with label `%s`.%s"
                .formatted(property, label, Suggestions.didYouMean(property, keys)));
    }

    private static void require(String key, String kind, List<String> names, List<String> available) {
        List<String> missing =
                names.stream().filter(name -> !available.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Could not find the specified `%s` of %s. Available %s are %s.%s"
                    .formatted(
                            key,
                            quoted(missing),
                            kind,
                            quoted(available),
                            Suggestions.didYouMean(missing.get(0), available)));
        }
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
