package kindred.procedures.gds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import kindred.graph.Csr;
import kindred.graph.FeatureTable;
import kindred.graph.NodeIndex;
import kindred.graph.NodeIndexBuilder;
import kindred.graph.Projection;
import kindred.graph.RelationshipSlice;
import kindred.procedures.run.FeatureReader;
import kindred.procedures.run.Weights;
import kindred.train.TrainingRun;
import org.neo4j.gds.NodeLabel;
import org.neo4j.gds.RelationshipType;
import org.neo4j.gds.api.Graph;
import org.neo4j.gds.api.IdMap;
import org.neo4j.gds.api.nodeproperties.ValueType;
import org.neo4j.gds.api.properties.nodes.NodePropertyValues;

/**
 * Copies a graph out of GDS into a {@link Projection}, in parallel. GDS gives nodes their internal ids, and relationships their
 * order, as its threads happen to come; the copy numbers nodes by database id and sorts neighbours, so nothing of that shows.
 */
final class GdsProjections {

    private static final int NODES_PER_TASK = 1 << 13;

    private final GdsGraph source;
    private final TrainingRun run;

    GdsProjections(GdsGraph source, TrainingRun run) {
        this.source = source;
        this.run = run;
    }

    Projection project() {
        // without relationship types GDS has no graph to give, but its nodes can be had all the same
        IdMap ids = source.types().isEmpty()
                ? source.store().getGraph(source.nodeLabels())
                : graph(source.relationshipTypes());
        run.progress().begin("Read nodes", 0);
        NodeIndex nodes = readNodes(ids);
        run.progress().end();
        List<RelationshipSlice> slices = new ArrayList<>();
        for (RelationshipType type : source.relationshipTypes()) {
            slices.add(readRelationships(type, nodes));
        }
        return new Projection(nodes, slices, readFeatures(nodes));
    }

    private Graph graph(List<RelationshipType> types) {
        return source.store()
                .getGraph(source.nodeLabels(), types, source.request().weightProperty());
    }

    private NodeIndex readNodes(IdMap ids) {
        NodeIndexBuilder builder = new NodeIndexBuilder(source.labels());
        List<NodeLabel> labels = source.labels().stream().map(NodeLabel::of).toList();
        for (long node = 0; node < ids.nodeCount(); node++) {
            if (node % NODES_PER_TASK == 0) {
                run.checkCancelled();
            }
            addNode(builder, ids, node, labels);
        }
        return builder.build();
    }

    private static void addNode(NodeIndexBuilder builder, IdMap ids, long node, List<NodeLabel> labels) {
        long databaseId = ids.toOriginalNodeId(node);
        boolean added = false;
        for (int label = 0; label < labels.size(); label++) {
            if (!ids.hasLabel(node, labels.get(label))) {
                continue;
            }
            if (added) {
                builder.addFurtherLabel(label, databaseId);
            } else {
                builder.add(label, databaseId);
                added = true;
            }
        }
    }

    private RelationshipSlice readRelationships(RelationshipType type, NodeIndex nodes) {
        Graph graph = graph(List.of(type));
        run.progress().begin("Read relationships of type " + type.name(), nodes.nodeCount());
        String weight = source.request().weightProperty().orElse(null);
        int[] numbers = new int[nodes.nodeCount()];
        int[] degrees = new int[nodes.nodeCount()];
        forEachBlock(graph, (local, from, to) -> {
            for (int node = from; node < to; node++) {
                numbers[node] = nodes.nodeOf(local.toOriginalNodeId(node));
                degrees[numbers[node]] = degree(local, node);
            }
        });
        Csr.Builder builder = new Csr.Builder(nodes.nodeCount(), node -> degrees[node], weight != null);
        forEachBlock(graph, (local, from, to) -> {
            Copy copy = new Copy(builder, numbers, local, type, weight);
            for (int node = from; node < to; node++) {
                copy.relationshipsOf(node);
            }
            run.progress().advance(to - from);
        });
        run.progress().end();
        boolean undirected = source.store().schema().relationshipSchema().isUndirected(type);
        return new RelationshipSlice(type.name(), undirected, builder.build());
    }

    /** A filtered graph knows the degree of the unfiltered one only, so there the relationships themselves are counted. */
    private static int degree(Graph graph, int node) {
        if (graph.asNodeFilteredGraph().isEmpty()) {
            return graph.degree(node);
        }
        AtomicInteger count = new AtomicInteger();
        graph.forEachRelationship(node, (s, t) -> {
            count.setPlain(count.getPlain() + 1);
            return true;
        });
        return count.getPlain();
    }

    /** One task's copying: the adjacency of one node after another. */
    private static final class Copy {
        private final Csr.Builder builder;
        private final int[] numbers;
        private final Graph graph;
        private final RelationshipType type;
        private final String property;
        private long position;

        private Copy(Csr.Builder builder, int[] numbers, Graph graph, RelationshipType type, String property) {
            this.builder = builder;
            this.numbers = numbers;
            this.graph = graph;
            this.type = type;
            this.property = property;
        }

        private void relationshipsOf(int node) {
            int source = numbers[node];
            position = builder.first(source);
            if (property != null) {
                graph.forEachRelationship(node, Double.NaN, this::addWeighted);
            } else {
                graph.forEachRelationship(node, this::add);
            }
            builder.sort(source);
        }

        private boolean add(long source, long target) {
            builder.set(position++, numbers[(int) target], 1f);
            return true;
        }

        private boolean addWeighted(long source, long target, double weight) {
            if (!Weights.isUsable(weight)) {
                throw Weights.refusal(
                        property, type.name(), graph.toOriginalNodeId(source), graph.toOriginalNodeId(target), weight);
            }
            builder.set(position++, numbers[(int) target], Weights.toFloat(weight));
            return true;
        }
    }

    /** A block of nodes, and a copy of the graph for the task's own use. */
    @FunctionalInterface
    private interface Block {
        void read(Graph local, int from, int to);
    }

    private void forEachBlock(Graph graph, Block block) {
        int nodeCount = (int) graph.nodeCount();
        run.parallel((nodeCount + NODES_PER_TASK - 1) / NODES_PER_TASK, task -> {
            int from = task * NODES_PER_TASK;
            block.read(graph.concurrentCopy(), from, (int) Math.min(nodeCount, from + (long) NODES_PER_TASK));
        });
    }

    private List<FeatureTable> readFeatures(NodeIndex nodes) {
        List<FeatureTable> tables = new ArrayList<>();
        IdMap ids = source.store().nodes();
        for (String property : source.request().nodeProperties()) {
            run.progress().begin("Read node property " + property, nodes.nodeCount());
            NodePropertyValues values = source.store().nodeProperty(property).values();
            FeatureReader reader = new FeatureReader(property, nodes, run::checkCancelled);
            for (int label = 0; label < nodes.labels().size(); label++) {
                Optional<FeatureTable> table =
                        reader.read(label, node -> value(values, ids.toMappedNodeId(nodes.databaseId(node))));
                table.ifPresent(tables::add);
                run.progress().advance(nodes.end(label) - nodes.start(label));
            }
            if (tables.stream().noneMatch(table -> table.property().equals(property))) {
                throw FeatureReader.notFound(property, List.of());
            }
            run.progress().end();
        }
        return tables;
    }

    private static Object value(NodePropertyValues values, long node) {
        if (!values.hasValue(node)) {
            return null;
        }
        ValueType type = values.valueType();
        if (type == ValueType.DOUBLE) {
            return values.doubleValue(node);
        }
        if (type == ValueType.LONG) {
            return values.longValue(node);
        }
        return values.getObject(node);
    }
}
