package kindred.benchmarks;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import kindred.evaluate.ClassAssignments;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;

/** Reads graphs and node classes from a data folder. */
final class GraphData {

    /** What these tables hold, for the messages. */
    static final String NEEDS =
            "A graph needs `edges.tsv.gz` (source, target; optional weight, type), and may have `nodes.tsv.gz` (id, label) and"
                    + " `features.tsv.gz` (node, feature, value).";

    static final String NEEDS_CLASSES =
            "Node classification needs `edges.tsv.gz` (source, target) and `labels.tsv.gz` (node, class).";

    /** The name under which trainers ask for the columns of {@code features.tsv.gz}. */
    static final String FEATURES = "features";

    private static final String ANY_LABEL = "Node";
    private static final String ANY_TYPE = "EDGE";

    private GraphData() {}

    /**
     * Reads the graph.
     *
     * @param undirected whether each edge stands at both of its ends
     * @param weighted whether to read the column {@code weight} where there is one
     * @param features whether to read {@code features.tsv.gz}
     */
    static Projection read(DataFolder folder, boolean undirected, boolean weighted, boolean features) {
        folder.require(NEEDS, "edges");
        ProjectionBuilder builder = new ProjectionBuilder();
        List<String> labels = addNodes(folder, builder);
        addEdges(folder, builder, undirected, weighted);
        if (features) {
            folder.require("This configuration needs features. " + NEEDS, FEATURES, "nodes");
            addFeatures(folder, builder, labels);
        }
        return builder.build();
    }

    /** Adds the nodes and returns the label of each, in the order of the ids where {@code nodes.tsv.gz} lists them. */
    private static List<String> addNodes(DataFolder folder, ProjectionBuilder builder) {
        if (folder.has("nodes")) {
            return addListedNodes(folder, builder);
        }
        LongOpenHashSet ids = new LongOpenHashSet();
        try (TsvFile file = folder.open("edges")) {
            int source = file.column("source");
            int target = file.column("target");
            while (file.next()) {
                ids.add(file.whole(source));
                ids.add(file.whole(target));
            }
        }
        long[] sorted = ids.toLongArray();
        Arrays.sort(sorted);
        Arrays.stream(sorted).forEach(id -> builder.node(ANY_LABEL, id));
        return List.of();
    }

    /** Adds the nodes of {@code nodes.tsv.gz} and returns the label of each, in the order of its rows. */
    static List<String> addListedNodes(DataFolder folder, ProjectionBuilder builder) {
        List<String> labels = new ArrayList<>();
        try (TsvFile file = folder.open("nodes")) {
            int id = file.column("id");
            int label = file.column("label");
            while (file.next()) {
                labels.add(file.isMissing(label) ? ANY_LABEL : file.text(label));
                builder.node(labels.get(labels.size() - 1), file.whole(id));
            }
        }
        return labels;
    }

    private static void addEdges(DataFolder folder, ProjectionBuilder builder, boolean undirected, boolean weighted) {
        try (TsvFile file = folder.open("edges")) {
            int source = file.column("source");
            int target = file.column("target");
            int type = file.hasColumn("type") ? file.column("type") : -1;
            int weight = weighted && file.hasColumn("weight") ? file.column("weight") : -1;
            while (file.next()) {
                String name = type < 0 || file.isMissing(type) ? ANY_TYPE : file.text(type);
                long from = file.whole(source);
                long to = file.whole(target);
                if (weight < 0) {
                    addEdge(builder, undirected, name, from, to);
                } else {
                    addEdge(
                            builder,
                            undirected,
                            name,
                            from,
                            to,
                            file.isMissing(weight) ? 1f : (float) file.number(weight));
                }
            }
        }
    }

    private static void addEdge(ProjectionBuilder builder, boolean undirected, String type, long from, long to) {
        if (undirected) {
            builder.undirected(type, from, to);
        } else {
            builder.relationship(type, from, to);
        }
    }

    private static void addEdge(
            ProjectionBuilder builder, boolean undirected, String type, long from, long to, float weight) {
        if (undirected) {
            builder.undirected(type, from, to, weight);
        } else {
            builder.relationship(type, from, to, weight);
        }
    }

    private static void addFeatures(DataFolder folder, ProjectionBuilder builder, List<String> labels) {
        IntArrayList nodes = new IntArrayList();
        IntArrayList columns = new IntArrayList();
        List<Float> values = new ArrayList<>();
        int dimension = 0;
        try (TsvFile file = folder.open(FEATURES)) {
            int node = file.column("node");
            int feature = file.column("feature");
            int value = file.hasColumn("value") ? file.column("value") : -1;
            while (file.next()) {
                nodes.add(file.index(node));
                columns.add(file.index(feature));
                values.add(value < 0 || file.isMissing(value) ? 1f : (float) file.number(value));
                dimension = Math.max(dimension, file.index(feature) + 1);
            }
        }
        Map<String, IntArrayList> rowsByLabel = new LinkedHashMap<>();
        int[] rowOf = new int[labels.size()];
        for (int id = 0; id < labels.size(); id++) {
            IntArrayList rows = rowsByLabel.computeIfAbsent(labels.get(id), key -> new IntArrayList());
            rowOf[id] = rows.size();
            rows.add(id);
        }
        for (Map.Entry<String, IntArrayList> label : rowsByLabel.entrySet()) {
            float[] table = new float[Math.multiplyExact(label.getValue().size(), dimension)];
            BitSet missing = new BitSet();
            missing.set(0, label.getValue().size());
            for (int i = 0; i < nodes.size(); i++) {
                if (labels.get(nodes.getInt(i)).equals(label.getKey())) {
                    int row = rowOf[nodes.getInt(i)];
                    table[row * dimension + columns.getInt(i)] = values.get(i);
                    missing.clear(row);
                }
            }
            if (missing.cardinality() < label.getValue().size()) {
                builder.feature(label.getKey(), FEATURES, dimension, table, missing);
            }
        }
    }

    /** Reads {@code labels.tsv.gz}; rows are node numbers of the index. Classes are ordered as numbers where all are numbers. */
    static ClassAssignments readClasses(DataFolder folder, NodeIndex nodes) {
        folder.require(NEEDS_CLASSES, "labels");
        Map<Integer, TreeSet<String>> byRow = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(GraphData::compareNames);
        try (TsvFile file = folder.open("labels")) {
            int node = file.column("node");
            int name = file.column("class");
            while (file.next()) {
                int row = nodes.nodeOf(file.whole(node));
                if (row < 0) {
                    throw new BenchFailure("`labels.tsv.gz` names node %d, which the graph does not have."
                            .formatted(file.whole(node)));
                }
                if (!file.isMissing(name)) {
                    byRow.computeIfAbsent(row, key -> new TreeSet<>()).add(file.text(name));
                    names.add(file.text(name));
                }
            }
        }
        List<String> ordered = List.copyOf(names);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        ordered.forEach(name -> numbers.put(name, numbers.size()));
        int[][] classes = new int[nodes.nodeCount()][];
        byRow.forEach(
                (row, own) -> classes[row] = own.stream().mapToInt(numbers::get).toArray());
        return ClassAssignments.of(classes, ordered);
    }

    private static int compareNames(String a, String b) {
        boolean numbers = a.matches("\\d{1,18}") && b.matches("\\d{1,18}");
        return numbers ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
    }
}
