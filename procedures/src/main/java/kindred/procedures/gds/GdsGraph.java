package kindred.procedures.gds;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kindred.config.Suggestions;
import kindred.graph.GraphSize;
import kindred.graph.NodeIndexBuilder;
import kindred.graph.Projection;
import kindred.model.Model;
import kindred.procedures.run.FeatureReader;
import kindred.procedures.run.GraphRequest;
import kindred.procedures.run.GraphSource;
import kindred.train.TrainingRun;
import org.neo4j.gds.NodeLabel;
import org.neo4j.gds.RelationshipType;
import org.neo4j.gds.api.GraphStore;
import org.neo4j.gds.core.loading.GraphStoreCatalog;

/** A projected graph of GDS's catalogue, or the part of it that a call filters out. */
final class GdsGraph implements GraphSource {

    private final String name;
    private final GraphStore store;
    private final List<String> labels;
    private final List<String> types;
    private final GraphRequest request;

    GdsGraph(String name, GraphStore store, List<String> labels, List<String> types, GraphRequest request) {
        this.name = name;
        this.store = store;
        this.labels = labels;
        this.types = types;
        this.request = request;
    }

    @Override
    public String title() {
        return "Graph with name `%s`".formatted(name);
    }

    GraphStore store() {
        return store;
    }

    GraphRequest request() {
        return request;
    }

    List<String> labels() {
        return labels;
    }

    List<String> types() {
        return types;
    }

    Set<NodeLabel> nodeLabels() {
        Set<NodeLabel> set = new HashSet<>();
        labels.forEach(label -> set.add(NodeLabel.of(label)));
        return set;
    }

    /**
     * Checks that the graph has the properties that the request wants: a weight on every chosen type, a node property on some
     * chosen label.
     */
    void requireProperties() {
        NodeIndexBuilder.requireRoom(countNodes());
        request.weightProperty().ifPresent(this::requireWeight);
        for (String property : request.nodeProperties()) {
            if (nodeLabels().stream().noneMatch(label -> store.hasNodeProperty(label, property))) {
                List<String> available = nodeLabels().stream()
                        .flatMap(label -> store.nodePropertyKeys(label).stream())
                        .distinct()
                        .sorted()
                        .toList();
                throw FeatureReader.notFound(property, available);
            }
        }
    }

    private void requireWeight(String property) {
        List<String> without = types.stream()
                .filter(type -> !store.hasRelationshipProperty(RelationshipType.of(type), property))
                .toList();
        if (!without.isEmpty()) {
            List<String> available = propertiesOfAllTypes();
            throw new IllegalArgumentException(
                    "Relationship weight property `%s` not found in relationship types %s. Properties existing on all relationship types: %s%s"
                            .formatted(
                                    property,
                                    GraphRequest.quoted(without),
                                    GraphRequest.quoted(available),
                                    Suggestions.didYouMean(property, available)));
        }
    }

    private List<String> propertiesOfAllTypes() {
        return store.relationshipPropertyKeys(relationshipTypes()).stream()
                .sorted()
                .toList();
    }

    private long countNodes() {
        if (labels.size() == store.nodeLabels().size()) {
            return store.nodeCount();
        }
        return labels.stream()
                .mapToLong(label -> store.nodes().nodeCount(NodeLabel.of(label)))
                .sum();
    }

    /** Relationships that lead out of a label filter are counted, so this is an upper bound. */
    @Override
    public GraphSize size() {
        long arcs = types.stream()
                .mapToLong(type -> store.relationshipCount(RelationshipType.of(type)))
                .sum();
        long featureValues =
                request.nodeProperties().stream().mapToLong(this::featureValues).sum();
        return new GraphSize(
                countNodes(),
                arcs,
                Math.max(1, types.size()),
                request.weightProperty().isPresent(),
                featureValues);
    }

    private long featureValues(String property) {
        int dimension = store.nodeProperty(property).values().dimension().orElse(1);
        return labels.stream()
                .map(NodeLabel::of)
                .filter(label -> store.hasNodeProperty(label, property))
                .mapToLong(label -> store.nodes().nodeCount(label) * dimension)
                .sum();
    }

    /** Node numbers and degrees: two ints a node. */
    @Override
    public long bytesWhileReading() {
        return 8 * countNodes();
    }

    @Override
    public Projection project(TrainingRun run) {
        return new GdsProjections(this, run).project();
    }

    @Override
    public void requireMutable(String property) {
        if (nodeLabels().stream().anyMatch(label -> store.hasNodeProperty(label, property))) {
            throw new IllegalArgumentException(
                    "Node property `%s` already exists in the in-memory graph.".formatted(property));
        }
    }

    @Override
    public long mutate(String property, Model model) {
        requireStillThere();
        requireMutable(property);
        store.addNodeProperty(
                nodeLabels(), property, new EmbeddingProperty(store.nodes(), model.nodes(), model.embeddings()));
        return model.nodes().nodeCount();
    }

    /** A graph that was dropped during training would take the property and vanish with it. */
    private void requireStillThere() {
        if (GraphStoreCatalog.getAllGraphStores()
                .noneMatch(graph -> graph.catalogEntry().graphStore() == store)) {
            throw new IllegalStateException(
                    "Graph with name `%s` was dropped during the training, so there is nothing to add the embeddings to."
                            .formatted(name));
        }
    }

    List<RelationshipType> relationshipTypes() {
        return types.stream().map(RelationshipType::of).toList();
    }
}
