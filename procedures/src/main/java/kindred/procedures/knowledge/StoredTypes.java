package kindred.procedures.knowledge;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kindred.config.Check;
import kindred.config.Suggestions;
import kindred.procedures.run.GraphRequest;
import org.neo4j.graphdb.Direction;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterable;
import org.neo4j.graphdb.Transaction;

/**
 * Relationship types that the database has.
 *
 * @param types empty if all of them
 */
record StoredTypes(Optional<RelationshipType[]> types) {

    /**
     * The types that a call names, or if it names none, those of the model. A model may know its types by other names than the database, or as
     * one, because its graph was projected so.
     *
     * @throws IllegalArgumentException if the database does not have a named type, or none of the model's
     */
    static StoredTypes choose(Transaction transaction, List<String> named, ClusteredModel model) {
        Set<String> stored = new TreeSet<>();
        transaction.getAllRelationshipTypes().forEach(type -> stored.add(type.name()));
        List<String> trained = model.content().relations().types();
        if (named.contains(GraphRequest.ALL) || named.isEmpty() && trained.contains(KnowledgeModel.ALL_TYPES)) {
            return new StoredTypes(Optional.empty());
        }
        named.forEach(type -> requireStored(type, stored));
        List<String> chosen =
                named.isEmpty() ? trained.stream().filter(stored::contains).toList() : named;
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "Model with name `%s` was trained on relationship types %s, which do not exist in the database. Name others as `relationshipTypes`."
                            .formatted(model.name(), GraphRequest.quoted(trained)));
        }
        return new StoredTypes(Optional.of(
                chosen.stream().distinct().map(RelationshipType::withName).toArray(RelationshipType[]::new)));
    }

    private static void requireStored(String type, Collection<String> stored) {
        Check.notBlank("relationshipTypes", type);
        if (!stored.contains(type)) {
            throw new IllegalArgumentException("The relationship type `%s` does not exist in the database.%s"
                    .formatted(type, Suggestions.didYouMean(type, stored)));
        }
    }

    /** The node's relationships of these types; close them. */
    ResourceIterable<Relationship> of(Node node, Direction direction) {
        return types.map(chosen -> node.getRelationships(direction, chosen))
                .orElseGet(() -> node.getRelationships(direction));
    }
}
