package kindred.quickstart;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import java.util.Arrays;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.GraphDatabaseService;

/**
 * A graph from a data folder, loaded into a database: {@code edges.tsv.gz} as relationships, and {@code labels.tsv.gz}, where it is
 * there, as the node property {@code classes}, a list of numbers.
 */
record FolderGraph(int nodeCount, int relationshipCount, boolean hasClasses) {

    static FolderGraph load(DataFolder folder, GraphDatabaseService database, String label, String type) {
        IntArrayList sources = new IntArrayList();
        IntArrayList targets = new IntArrayList();
        IntLinkedOpenHashSet ids = new IntLinkedOpenHashSet();
        try (TsvFile edges = folder.open("edges")) {
            int source = edges.column("source");
            int target = edges.column("target");
            while (edges.next()) {
                sources.add(edges.index(source));
                targets.add(edges.index(target));
                ids.add(edges.index(source));
                ids.add(edges.index(target));
            }
        }
        int[] nodes = ids.toIntArray();
        Arrays.sort(nodes);
        Int2ObjectMap<IntArrayList> classes = classes(folder);
        GraphLoader loader = new GraphLoader(database);
        String[] elementIds = loader.nodes(label, nodes.length, (i, node) -> setClasses(node, classes.get(nodes[i])));
        loader.relationships(
                type,
                sources.size(),
                i -> elementIds[Arrays.binarySearch(nodes, sources.getInt(i))],
                i -> elementIds[Arrays.binarySearch(nodes, targets.getInt(i))],
                GraphLoader.Properties.NONE);
        return new FolderGraph(nodes.length, sources.size(), !classes.isEmpty());
    }

    private static void setClasses(Entity node, IntArrayList classes) {
        if (classes != null) {
            node.setProperty("classes", classes.toIntArray());
        }
    }

    private static Int2ObjectMap<IntArrayList> classes(DataFolder folder) {
        Int2ObjectMap<IntArrayList> classes = new Int2ObjectOpenHashMap<>();
        if (folder.has("labels")) {
            try (TsvFile labels = folder.open("labels")) {
                int node = labels.column("node");
                int name = labels.column("class");
                while (labels.next()) {
                    classes.computeIfAbsent(labels.index(node), key -> new IntArrayList())
                            .add(labels.index(name));
                }
            }
        }
        return classes;
    }
}
