package kindred.procedures.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        if (!names(transaction.getAllLabels(), Label::name).contains(name) || ReservedLabels.isReserved(name)) {
            List<String> available = names(transaction.getAllLabelsInUse(), Label::name);
            available.removeIf(ReservedLabels::isReserved);
            throw unknown("label", "labels", List.of(name), available);
        }
        return Label.label(name);
    }

    /** @throws IllegalArgumentException naming the types that there are */
    static RelationshipType[] types(Transaction transaction, String key, List<String> names) {
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(names(transaction.getAllRelationshipTypes(), RelationshipType::name));
        if (!unknown.isEmpty()) {
            List<String> available = names(transaction.getAllRelationshipTypesInUse(), RelationshipType::name);
            throw unknown(key, "relationship types", unknown, available);
        }
        return names.stream().map(RelationshipType::withName).toArray(RelationshipType[]::new);
    }

    private static <T> List<String> names(Iterable<T> tokens, Function<T, String> name) {
        List<String> names = new ArrayList<>();
        tokens.forEach(token -> names.add(name.apply(token)));
        names.sort(null);
        return names;
    }

    /** The complaint that no node of a label has the property. */
    static IllegalArgumentException missingProperty(Transaction transaction, String label, String property) {
        List<String> keys = new ArrayList<>();
        transaction.getAllPropertyKeys().forEach(keys::add);
        keys.remove(property);
        keys.removeIf(key -> key.endsWith(VectorIndexes.AUGMENTED));
        return new IllegalArgumentException("Node property `%s` does not exist on any node with label `%s`.%s"
                .formatted(property, label, Suggestions.didYouMean(property, keys)));
    }

    private static IllegalArgumentException unknown(
            String key, String kind, List<String> unknown, List<String> available) {
        return new IllegalArgumentException("Could not find the specified `%s` of %s. Available %s are %s.%s"
                .formatted(
                        key,
                        quoted(unknown),
                        kind,
                        quoted(available),
                        Suggestions.didYouMean(unknown.get(0), available)));
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
