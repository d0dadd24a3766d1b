package kindred.procedures.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kindred.graph.FeatureTable;
import kindred.graph.GraphSize;
import kindred.graph.NodeIndex;
import kindred.graph.NodeIndexBuilder;
import kindred.graph.Projection;
import kindred.graph.RelationshipSlice;
import kindred.model.Model;
import kindred.procedures.run.Caller;
import kindred.procedures.run.FeatureReader;
import kindred.procedures.run.GraphRequest;
import kindred.procedures.run.GraphSource;
import kindred.procedures.run.Weights;
import kindred.train.TrainingRun;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterable;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/**
 * A part of the stored graph. It is read by one thread, because a transaction belongs to one thread and the caller's own
 * uncommitted changes are part of the graph.
 */
final class StoreGraph implements GraphSource {

    private static final int ENTITIES_BETWEEN_CHECKS = 4096;

    private final Selection selection;
    private final List<String> labels;
    private final List<String> types;
    private final List<String> reserved;
    private final GraphRequest request;
    private final Caller caller;
    private final Transaction transaction;
    private GraphSize size;

    StoreGraph(
            Selection selection,
            List<String> labels,
            List<String> types,
            List<String> reserved,
            GraphRequest request,
            Caller caller) {
        this.selection = selection;
        this.labels = labels;
        this.types = types;
        this.reserved = reserved;
        this.request = request;
        this.caller = caller;
        this.transaction = caller.transaction();
    }

    @Override
    public String title() {
        return selection.toString();
    }

    /** Asked several times per call, and answered once: the counts are queries. */
    @Override
    public GraphSize size() {
        if (size == null) {
            size = count();
        }
        return size;
    }

    private GraphSize count() {
        StoreCounts counts = new StoreCounts(transaction, reserved);
        long nodeCount = counts.nodes(labels);
        long arcs = counts.relationships(types, labels) * (isUndirected() ? 2 : 1);
        long featureValues = 0;
        for (String property : request.nodeProperties()) {
            featureValues += counts.featureValues(labels, property);
        }
        return new GraphSize(
                nodeCount, arcs, types.size(), request.weightProperty().isPresent(), featureValues);
    }

    @Override
    public long bytesWhileReading() {
        long arcs = size().arcCount() / (isUndirected() ? 2 : 1);
        long nodeCount = size().nodeCount();
        return ArcBuffer.bytes(arcs, size().weighted()) + NodeNumbers.bytes(nodeCount) + 4 * nodeCount;
    }

    private boolean isUndirected() {
        return selection.orientation() == Selection.Orientation.UNDIRECTED;
    }

    @Override
    public Projection project(TrainingRun run) {
        run.progress().begin("Read nodes", 0);
        NodeIndex nodes = readNodes();
        run.progress().end();
        List<RelationshipSlice> slices = new ArrayList<>();
        NodeNumbers numbers = new NodeNumbers(nodes);
        for (String type : types) {
            run.progress().begin("Read relationships of type " + type, 0);
            ArcBuffer arcs = readArcs(type, numbers);
            slices.add(new RelationshipSlice(type, isUndirected(), arcs.toCsr(nodes.nodeCount(), isUndirected(), run)));
            run.progress().end();
        }
        return new Projection(nodes, slices, readFeatures(nodes, run));
    }

    private NodeIndex readNodes() {
        NodeIndexBuilder builder = new NodeIndexBuilder(labels);
        if (labels.equals(List.of(StoreGraphs.EVERYTHING))) {
            try (ResourceIterable<Node> all = transaction.getAllNodes();
                    ResourceIterator<Node> nodes = all.iterator()) {
                forEach(nodes, node -> {
                    if (reserved.stream().noneMatch(label -> node.hasLabel(Label.label(label)))) {
                        builder.add(0, id(node));
                    }
                });
            }
            return builder.build();
        }
        for (int i = 0; i < labels.size(); i++) {
            int label = i;
            try (ResourceIterator<Node> nodes = transaction.findNodes(Label.label(labels.get(label)))) {
                forEach(nodes, node -> {
                    if (labels.subList(0, label).stream().anyMatch(earlier -> node.hasLabel(Label.label(earlier)))) {
                        builder.addFurtherLabel(label, id(node));
                    } else {
                        builder.add(label, id(node));
                    }
                });
            }
        }
        return builder.build();
    }

    private ArcBuffer readArcs(String type, NodeNumbers numbers) {
        ArcBuffer arcs = new ArcBuffer(request.weightProperty().isPresent());
        RelationshipFilter filter = new RelationshipFilter(selection.relationshipFilter());
        boolean reverse = selection.orientation() == Selection.Orientation.REVERSE;
        Consumer<Relationship> add = relationship -> {
            int start = numbers.of(startId(relationship));
            int end = numbers.of(endId(relationship));
            if (start >= 0 && end >= 0 && filter.accepts(relationship)) {
                float weight = request.weightProperty().isPresent() ? weight(relationship) : 1f;
                arcs.add(reverse ? end : start, reverse ? start : end, weight);
            }
        };
        if (type.equals(StoreGraphs.EVERYTHING)) {
            try (ResourceIterable<Relationship> all = transaction.getAllRelationships();
                    ResourceIterator<Relationship> relationships = all.iterator()) {
                forEach(relationships, add);
            }
        } else {
            try (ResourceIterator<Relationship> relationships =
                    transaction.findRelationships(RelationshipType.withName(type))) {
                forEach(relationships, add);
            }
        }
        return arcs;
    }

    private float weight(Relationship relationship) {
        String property = request.weightProperty().orElseThrow();
        Object value = relationship.getProperty(property, Double.NaN);
        if (value instanceof Number number && Weights.isUsable(number.doubleValue())) {
            return Weights.toFloat(number.doubleValue());
        }
        throw Weights.refusal(
                property, relationship.getType().name(), startId(relationship), endId(relationship), value);
    }

    private List<FeatureTable> readFeatures(NodeIndex nodes, TrainingRun run) {
        List<FeatureTable> tables = new ArrayList<>();
        for (String property : request.nodeProperties()) {
            run.progress().begin("Read node property " + property, 0);
            FeatureReader reader = new FeatureReader(property, nodes, run::checkCancelled);
            int before = tables.size();
            for (int label = 0; label < nodes.labels().size(); label++) {
                Optional<FeatureTable> table = reader.read(label, node -> value(nodes.databaseId(node), property));
                table.ifPresent(tables::add);
            }
            if (tables.size() == before) {
                throw FeatureReader.notFound(property, new StoreCounts(transaction, reserved).propertiesOf(labels));
            }
            run.progress().end();
        }
        return tables;
    }

    private Object value(long id, String property) {
        try {
            return node(id).getProperty(property, null);
        } catch (NotFoundException deletedMeanwhile) {
            return null;
        }
    }

    private <T> void forEach(ResourceIterator<T> entities, Consumer<T> action) {
        for (long i = 0; entities.hasNext(); i++) {
            if (i % ENTITIES_BETWEEN_CHECKS == 0) {
                caller.terminationCheck().run();
            }
            action.accept(entities.next());
        }
    }

    @Override
    public void requireMutable(String property) {
        throw notMutable(property);
    }

    private static IllegalArgumentException notMutable(String property) {
        return new IllegalArgumentException(
                "Mode `mutate` adds `%s` to a projected graph, so `graphName` must be the name of one. A graph that is read in place can be streamed or written."
                        .formatted(property));
    }

    @Override
    public long mutate(String property, Model model) {
        throw notMutable(property);
    }

    // graphs in memory know entities by number, and Neo4j has no other door for numbers

    @SuppressWarnings({"deprecation", "removal"})
    private Node node(long id) {
        return transaction.getNodeById(id);
    }

    @SuppressWarnings({"deprecation", "removal"})
    private static long id(Entity entity) {
        return entity.getId();
    }

    @SuppressWarnings({"deprecation", "removal"})
    private static long startId(Relationship relationship) {
        return relationship.getStartNodeId();
    }

    @SuppressWarnings({"deprecation", "removal"})
    private static long endId(Relationship relationship) {
        return relationship.getEndNodeId();
    }
}
