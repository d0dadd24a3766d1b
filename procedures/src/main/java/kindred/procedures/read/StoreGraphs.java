package kindred.procedures.read;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kindred.config.Suggestions;
import kindred.procedures.catalog.ReservedLabels;
import kindred.procedures.run.Caller;
import kindred.procedures.run.GraphRequest;
import kindred.procedures.run.GraphSource;
import kindred.procedures.run.InPlaceGraphs;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/** Opens parts of the stored graph: whatever a selection names must exist, so that a typing error is not an empty graph. */
public final class StoreGraphs implements InPlaceGraphs {

    /** What GDS calls the label, or the type, of a graph that was projected without telling them apart. */
    static final String EVERYTHING = "__ALL__";

    @Override
    public GraphSource open(Map<String, Object> map, GraphRequest request, Caller caller) {
        Selection selection = Selection.read(map);
        Transaction transaction = caller.transaction();
        List<String> known = names(transaction.getAllLabels(), Label::name);
        requireKnown("node label", selection.nodeLabels(), without(known, ReservedLabels::isReserved));
        requireKnown(
                "relationship type",
                selection.relationshipTypes(),
                names(transaction.getAllRelationshipTypes(), RelationshipType::name));
        List<String> keys = names(transaction.getAllPropertyKeys(), key -> key);
        requireKnown("property", selection.nodeProperties(), keys);
        requireKnown("property", selection.relationshipProperties(), keys);
        requireKnown("property", List.copyOf(selection.relationshipFilter().keySet()), keys);
        List<String> labels = request.chooseLabels(groups(selection.nodeLabels()));
        List<String> types = request.chooseTypes(groups(selection.relationshipTypes()));
        requireAllowed(selection, request, types, keys);
        return new StoreGraph(
                selection, labels, types, without(known, name -> !ReservedLabels.isReserved(name)), request, caller);
    }

    /** A star swallows whatever stands beside it. */
    private static List<String> groups(List<String> names) {
        return names.contains(GraphRequest.ALL) ? List.of(EVERYTHING) : names;
    }

    private static <T> List<String> names(Iterable<T> things, java.util.function.Function<T, String> name) {
        return StreamSupport.stream(things.spliterator(), false)
                .map(name)
                .sorted()
                .toList();
    }

    private static List<String> without(List<String> names, Predicate<String> unwanted) {
        return names.stream().filter(unwanted.negate()).toList();
    }

    private static void requireKnown(String kind, List<String> wanted, List<String> known) {
        for (String name : wanted) {
            if (!name.equals(GraphRequest.ALL) && !known.contains(name)) {
                throw new IllegalArgumentException("The %s `%s` does not exist in the database.%s"
                        .formatted(kind, name, Suggestions.didYouMean(name, known)));
            }
        }
    }

    /** A selection that lists properties means those and no others. */
    private static void requireAllowed(
            Selection selection, GraphRequest request, List<String> types, List<String> keys) {
        List<String> weights = selection.relationshipProperties().isEmpty() ? keys : selection.relationshipProperties();
        request.weightProperty().filter(name -> !weights.contains(name)).ifPresent(name -> {
            throw weightNotFound(name, types, selection.relationshipProperties());
        });
        Stream<String> missing = selection.nodeProperties().isEmpty()
                ? Stream.empty()
                : request.nodeProperties().stream()
                        .filter(name -> !selection.nodeProperties().contains(name));
        missing.findFirst().ifPresent(name -> {
            throw kindred.procedures.run.FeatureReader.notFound(name, selection.nodeProperties());
        });
    }

    static IllegalArgumentException weightNotFound(String name, List<String> types, List<String> available) {
        return new IllegalArgumentException(
                "Relationship weight property `%s` not found in relationship types %s. Properties existing on all relationship types: %s%s"
                        .formatted(
                                name,
                                GraphRequest.quoted(types),
                                GraphRequest.quoted(available),
                                Suggestions.didYouMean(name, available)));
    }
}
