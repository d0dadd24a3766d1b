package kindred.procedures.knowledge;

import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.config.Suggestions;
import kindred.knowledge.InductiveMixture;
import kindred.procedures.read.Ids;
import kindred.procedures.read.Selection.Orientation;
import kindred.procedures.run.Caller;
import kindred.procedures.run.Weights;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.ResourceIterable;

/** Describes nodes by the clusters that their relationships lead to in the database at this moment. */
final class MixtureInference {

    /** The configuration of {@code kindred.twhin.infer}. */
    record Config(
            @Doc("Types of the relationships that count, '*' for all; those that the model was trained on by default.")
            List<String> relationshipTypes,

            @Doc(
                    "Which relationships count: UNDIRECTED all, NATURAL those that start at the given node, REVERSE those that end there.")
            Orientation orientation,

            @Doc("Relationship property that says how much a relationship counts; each counts 1 by default.")
            Optional<String> relationshipWeightProperty,

            @Doc("How many clusters a node is made of at most, the heaviest.")
            int topClusters) {

        static final Config DEFAULTS =
                new Config(List.of(), Orientation.UNDIRECTED, Optional.empty(), InductiveMixture.TOP_CLUSTERS);

        Config {
            relationshipTypes = List.copyOf(relationshipTypes);
            relationshipWeightProperty.ifPresent(property -> Check.notBlank("relationshipWeightProperty", property));
            Check.range("topClusters", topClusters, 1, 1_000_000);
        }
    }

    private static final int RELATIONSHIPS_BETWEEN_CHECKS = 4096;

    private final Caller caller;
    private final ClusteredModel model;
    private final Config config;
    private final StoredTypes types;

    /** @throws IllegalArgumentException if the database knows nothing of a relationship type, or of the weight */
    MixtureInference(Caller caller, ClusteredModel model, Config config) {
        this.caller = caller;
        this.model = model;
        this.config = config;
        this.types = StoredTypes.choose(caller.transaction(), config.relationshipTypes(), model);
        config.relationshipWeightProperty().ifPresent(this::requireStored);
    }

    private void requireStored(String property) {
        Set<String> stored = new TreeSet<>();
        caller.transaction().getAllPropertyKeys().forEach(stored::add);
        if (!stored.contains(property)) {
            throw new IllegalArgumentException("The property `%s` does not exist in the database.%s"
                    .formatted(property, Suggestions.didYouMean(property, stored)));
        }
    }

    /** @throws IllegalArgumentException if a relationship to a node with a cluster has no usable weight */
    Inference of(Node node) {
        IntArrayList neighbours = new IntArrayList();
        FloatArrayList weights = new FloatArrayList();
        long seen = 0;
        caller.terminationCheck().run();
        try (ResourceIterable<Relationship> relationships =
                types.of(node, config.orientation().direction())) {
            for (Relationship relationship : relationships) {
                if (++seen % RELATIONSHIPS_BETWEEN_CHECKS == 0) {
                    caller.terminationCheck().run();
                }
                int neighbour = model.clustered(Ids.of(relationship.getOtherNode(node)));
                float weight = neighbour < 0 ? 0 : weight(relationship);
                if (weight > 0) {
                    neighbours.add(neighbour);
                    weights.add(weight);
                }
            }
        }
        Optional<InductiveMixture> mixture = InductiveMixture.of(
                model.clusters(), neighbours.toIntArray(), weights.toFloatArray(), config.topClusters());
        return new Inference(node, mixture, neighbours.size());
    }

    private float weight(Relationship relationship) {
        if (config.relationshipWeightProperty().isEmpty()) {
            return 1;
        }
        String property = config.relationshipWeightProperty().get();
        Object value = relationship.getProperty(property, Double.NaN);
        if (value instanceof Number number && Weights.isUsable(number.doubleValue())) {
            return Weights.toFloat(number.doubleValue());
        }
        throw Weights.refusal(
                property,
                relationship.getType().name(),
                Ids.of(relationship.getStartNode()),
                Ids.of(relationship.getEndNode()),
                value);
    }
}
