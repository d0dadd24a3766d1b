package kindred.graph;

import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds a {@link Projection} from nodes and relationships that arrive one by one: from files and in tests. Nodes of one label
 * must arrive in ascending id order. Not safe for several threads.
 */
public final class ProjectionBuilder {

    private final Map<String, LongArrayList> idsByLabel = new LinkedHashMap<>();
    private final Map<String, Arcs> arcsByType = new TreeMap<>();
    private final List<Feature> features = new ArrayList<>();

    private record Feature(String label, String property, int dimension, float[] values, BitSet missing) {}

    private static final class Arcs {
        private final LongArrayList sources = new LongArrayList();
        private final LongArrayList targets = new LongArrayList();
        private final FloatArrayList weights = new FloatArrayList();
        private boolean weighted;
        private boolean undirected;
    }

    public ProjectionBuilder node(String label, long id) {
        idsByLabel.computeIfAbsent(label, key -> new LongArrayList()).add(id);
        return this;
    }

    /** Adds the nodes {@code from..to-1} under one label. */
    public ProjectionBuilder nodes(String label, long from, long to) {
        for (long id = from; id < to; id++) {
            node(label, id);
        }
        return this;
    }

    /** Adds a directed relationship between two node ids. */
    public ProjectionBuilder relationship(String type, long source, long target) {
        add(type, source, target, 1f);
        return this;
    }

    /** Adds a directed, weighted relationship between two node ids. */
    public ProjectionBuilder relationship(String type, long source, long target, float weight) {
        add(type, source, target, weight).weighted = true;
        return this;
    }

    /** Adds a relationship that stands at both ends. A self-loop stands there twice, as in GDS. */
    public ProjectionBuilder undirected(String type, long source, long target) {
        add(type, source, target, 1f);
        add(type, target, source, 1f).undirected = true;
        return this;
    }

    /** Adds a weighted relationship that stands at both ends. */
    public ProjectionBuilder undirected(String type, long source, long target, float weight) {
        add(type, source, target, weight);
        Arcs arcs = add(type, target, source, weight);
        arcs.undirected = true;
        arcs.weighted = true;
        return this;
    }

    /** Adds a node property of one label; rows in the order in which the label's nodes were added. */
    public ProjectionBuilder feature(String label, String property, int dimension, float[] values, BitSet missing) {
        features.add(new Feature(label, property, dimension, values, missing));
        return this;
    }

    private Arcs add(String type, long source, long target, float weight) {
        Arcs arcs = arcsByType.computeIfAbsent(type, key -> new Arcs());
        arcs.sources.add(source);
        arcs.targets.add(target);
        arcs.weights.add(weight);
        return arcs;
    }

    public Projection build() {
        NodeIndex nodes = buildNodes();
        List<RelationshipSlice> slices = new ArrayList<>();
        arcsByType.forEach(
                (type, arcs) -> slices.add(new RelationshipSlice(type, arcs.undirected, buildCsr(nodes, type, arcs))));
        List<FeatureTable> tables = features.stream()
                .map(f -> new FeatureTable(
                        nodes.labels().indexOf(f.label()), f.property(), f.dimension(), f.values(), f.missing()))
                .toList();
        return new Projection(nodes, slices, tables);
    }

    private NodeIndex buildNodes() {
        List<String> labels = List.copyOf(idsByLabel.keySet());
        LongArrayList ids = new LongArrayList();
        int[] starts = new int[labels.size() + 1];
        for (int label = 0; label < labels.size(); label++) {
            ids.addAll(idsByLabel.get(labels.get(label)));
            starts[label + 1] = ids.size();
        }
        return new NodeIndex(labels, starts, ids.toLongArray(), new BitSet[labels.size()]);
    }

    private static Csr buildCsr(NodeIndex nodes, String type, Arcs arcs) {
        IntArrayList sources = new IntArrayList(arcs.sources.size());
        int[] degrees = new int[nodes.nodeCount()];
        for (int i = 0; i < arcs.sources.size(); i++) {
            int source = numberOf(nodes, type, arcs.sources.getLong(i));
            sources.add(source);
            degrees[source]++;
        }
        Csr.Builder builder = new Csr.Builder(nodes.nodeCount(), node -> degrees[node], arcs.weighted);
        for (int i = 0; i < sources.size(); i++) {
            int source = sources.getInt(i);
            int target = numberOf(nodes, type, arcs.targets.getLong(i));
            builder.set(builder.first(source) + --degrees[source], target, arcs.weights.getFloat(i));
        }
        for (int node = 0; node < nodes.nodeCount(); node++) {
            builder.sort(node);
        }
        return builder.build();
    }

    private static int numberOf(NodeIndex nodes, String type, long id) {
        int node = nodes.nodeOf(id);
        if (node < 0) {
            throw new IllegalArgumentException(
                    "Relationship of type `%s` names node %d, which was not added.".formatted(type, id));
        }
        return node;
    }
}
