package kindred.procedures.evaluate;

import java.util.List;
import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.evaluate.NodeClassification;

/** The configuration of {@code kindred.evaluate.nodeClassification}. */
record NodeClassificationKeys(
        @Doc("Labels of the nodes to classify; '*' stands for all nodes.")
        List<String> nodeLabels,

        @Doc("Node property with the vectors to judge.") String embeddingProperty,

        @Doc("Node property with the class, or with a list of classes. Nodes without it take no part.")
        Optional<String> classProperty,

        @Doc("In place of `classProperty`: type of the relationships that lead from a node to its classes.")
        Optional<String> classRelationshipType,

        @Doc("Label of the nodes that `classRelationshipType` leads to and that are classes; any if not given.")
        Optional<String> classLabel,

        NodeClassification.Config protocol,
        @Doc("Threads to use; never changes the result.") int concurrency,

        @Doc("The same seed gives the same splits. Random if not given.")
        Optional<Long> randomSeed) {

    static final NodeClassificationKeys DEFAULTS = new NodeClassificationKeys(
            List.of("*"),
            null,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NodeClassification.Config.DEFAULTS,
            4,
            Optional.empty());

    NodeClassificationKeys {
        nodeLabels = List.copyOf(nodeLabels);
        Check.range("concurrency", concurrency, 1, 1024);
        if (embeddingProperty != null && classProperty.isPresent() == classRelationshipType.isPresent()) {
            throw new IllegalArgumentException(
                    "Say where the classes stand: either in a `classProperty`, or behind a `classRelationshipType`.");
        }
        if (classLabel.isPresent() && classRelationshipType.isEmpty()) {
            throw new IllegalArgumentException("`classLabel` needs a `classRelationshipType`.");
        }
    }
}
