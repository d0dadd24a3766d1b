package kindred.benchmarks;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import kindred.graph.ProjectionBuilder;

/**
 * What a data set knows of users and items beside who met whom: their relationships to each other and to further nodes, such as genres. They are taken as
 * undirected, as interactions are, so that walks come back from a genre.
 *
 * @param labels label of each further node; their ids in graphs follow those of users and items
 * @param firstNode id of the first further node
 * @param types type of each relationship
 * @param sources id in graphs of its one end
 * @param targets id in graphs of its other end
 */
record SideEdges(List<String> labels, int firstNode, List<String> types, int[] sources, int[] targets) {

    static final SideEdges NONE = new SideEdges(List.of(), 0, List.of(), new int[0], new int[0]);

    static final String NEEDS =
            "Side edges need `edges.tsv.gz` (source, target; optional type) and `nodes.tsv.gz` (id, label), by whose ids users and items go as well.";

    private static final String ANY_TYPE = "EDGE";
    private static final String ANY_LABEL = "Node";

    /**
     * Reads {@code edges.tsv.gz}. Nodes without relationships are left out.
     *
     * @throws BenchFailure if users and items are numbered apart, or if relationships lead from users to items: they could tell what is to be foretold
     */
    static SideEdges read(DataFolder folder, InteractionData data) {
        folder.require(NEEDS, "edges", "nodes");
        IntArrayList sources = new IntArrayList();
        IntArrayList targets = new IntArrayList();
        List<String> types = new ArrayList<>();
        try (TsvFile file = folder.open("edges")) {
            int source = file.column("source");
            int target = file.column("target");
            int type = file.hasColumn("type") ? file.column("type") : -1;
            while (file.next()) {
                sources.add(file.index(source));
                targets.add(file.index(target));
                types.add(type < 0 || file.isMissing(type) ? ANY_TYPE : file.text(type));
            }
        }
        Int2IntOpenHashMap ids = idsOfUsersAndItems(data);
        int[] further = further(sources, targets, ids);
        int firstNode = data.users() + data.items();
        for (int i = 0; i < further.length; i++) {
            ids.put(further[i], firstNode + i);
        }
        int[] from = sources.intStream().map(ids::get).toArray();
        int[] to = targets.intStream().map(ids::get).toArray();
        for (int i = 0; i < from.length; i++) {
            requireNoInteraction(data, Math.min(from[i], to[i]), Math.max(from[i], to[i]));
        }
        return new SideEdges(labels(folder, further), firstNode, types, from, to);
    }

    private static Int2IntOpenHashMap idsOfUsersAndItems(InteractionData data) {
        Int2IntOpenHashMap ids = new Int2IntOpenHashMap();
        for (int user = 0; user < data.users(); user++) {
            ids.put(data.userIds()[user], user);
        }
        for (int item = 0; item < data.items(); item++) {
            if (ids.containsKey(data.itemIds()[item])) {
                throw new BenchFailure("Id %d is a user's and an item's. %s".formatted(data.itemIds()[item], NEEDS));
            }
            ids.put(data.itemIds()[item], data.users() + item);
        }
        return ids;
    }

    /** The ends that are neither users nor items, ascending. */
    private static int[] further(IntArrayList sources, IntArrayList targets, Int2IntOpenHashMap known) {
        IntOpenHashSet ends = new IntOpenHashSet(sources);
        ends.addAll(targets);
        ends.removeIf(known::containsKey);
        int[] sorted = ends.toIntArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static void requireNoInteraction(InteractionData data, int from, int to) {
        int item = to - data.users();
        if (from < data.users() && item >= 0 && item < data.items()) {
            throw new BenchFailure(
                    "`edges.tsv.gz` connects user %d with item %d, which could tell what is to be foretold. It cannot be used as side edges."
                            .formatted(data.userIds()[from], data.itemIds()[item]));
        }
    }

    private static List<String> labels(DataFolder folder, int[] nodes) {
        String[] labels = new String[nodes.length];
        try (TsvFile file = folder.open("nodes")) {
            int id = file.column("id");
            int label = file.column("label");
            while (file.next()) {
                int node = Arrays.binarySearch(nodes, file.index(id));
                if (node >= 0) {
                    labels[node] = file.isMissing(label) ? ANY_LABEL : file.text(label);
                }
            }
        }
        for (int i = 0; i < nodes.length; i++) {
            if (labels[i] == null) {
                throw new BenchFailure(
                        "`edges.tsv.gz` names node %d, which `nodes.tsv.gz` does not have.".formatted(nodes[i]));
            }
        }
        return List.of(labels);
    }

    /** Adds nodes, and relationships between nodes that are in the graph, to which users and items have been added. */
    void addTo(ProjectionBuilder builder, IntPredicate isNode) {
        for (int i = 0; i < labels.size(); i++) {
            builder.node(labels.get(i), (long) firstNode + i);
        }
        for (int i = 0; i < sources.length; i++) {
            if (isNode.test(sources[i]) && isNode.test(targets[i])) {
                builder.undirected(types.get(i), sources[i], targets[i]);
            }
        }
    }
}
