package kindred.benchmarks;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kindred.data.DataFolder;
import kindred.data.TsvFile;
import kindred.graph.Csr;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.graph.RelationshipSlice;
import kindred.graph.Triples;

/**
 * A knowledge graph, divided into what is learned from and what is judged on. Each relation is a directed relationship type, those
 * without training facts among them, so that all parts number relations alike.
 *
 * @param graph all nodes, and the facts of training
 * @param train the facts of the graph
 * @param valid facts to choose settings by
 * @param test facts to report on
 */
record KnowledgeData(Projection graph, Triples train, Triples valid, Triples test) {

    static final String NEEDS =
            "A knowledge graph needs `nodes.tsv.gz` (id, label), and `train.tsv.gz`, `valid.tsv.gz` and `test.tsv.gz`"
                    + " (head, relation, tail), and may have `relations.tsv.gz` (id, key).";

    private static final String[] TABLES = {"nodes", "train", "valid", "test"};

    /** The rows of one table. */
    private record Facts(String table, LongArrayList heads, LongArrayList relations, LongArrayList tails) {

        static Facts read(DataFolder folder, String table) {
            Facts facts = new Facts(table, new LongArrayList(), new LongArrayList(), new LongArrayList());
            try (TsvFile file = folder.open(table)) {
                int head = file.column("head");
                int relation = file.column("relation");
                int tail = file.column("tail");
                while (file.next()) {
                    facts.heads.add(file.whole(head));
                    facts.relations.add(file.whole(relation));
                    facts.tails.add(file.whole(tail));
                }
            }
            return facts;
        }
    }

    /** Whether the folder holds one. */
    static boolean isIn(DataFolder folder) {
        return folder.has("train") && folder.has("relations");
    }

    static KnowledgeData read(DataFolder folder) {
        folder.require(NEEDS, TABLES);
        Facts train = Facts.read(folder, "train");
        Facts valid = Facts.read(folder, "valid");
        Facts test = Facts.read(folder, "test");
        Map<Long, String> names = names(folder, train, valid, test);
        Projection graph = graph(folder, train, names);
        return new KnowledgeData(graph, Triples.of(graph), triples(valid, graph, names), triples(test, graph, names));
    }

    /** The relations by their ids: by their keys, or by the ids themselves if not each has a key of its own. */
    private static Map<Long, String> names(DataFolder folder, Facts... parts) {
        Map<Long, String> names = new HashMap<>();
        if (folder.has("relations")) {
            try (TsvFile file = folder.open("relations")) {
                int id = file.column("id");
                int key = file.hasColumn("key") ? file.column("key") : id;
                while (file.next()) {
                    names.put(file.whole(id), file.text(key));
                }
            }
        }
        for (Facts part : parts) {
            part.relations.forEach(id -> names.putIfAbsent(id, ""));
        }
        boolean distinct = new HashSet<>(names.values()).size() == names.size();
        if (!distinct || names.containsValue("")) {
            names.replaceAll((id, name) -> Long.toString(id));
        }
        return names;
    }

    private static Projection graph(DataFolder folder, Facts train, Map<Long, String> names) {
        ProjectionBuilder builder = new ProjectionBuilder();
        GraphData.addListedNodes(folder, builder);
        NodeIndex nodes = builder.build().nodes();
        for (int i = 0; i < train.heads.size(); i++) {
            builder.relationship(
                    names.get(train.relations.getLong(i)),
                    known(nodes, train.table, train.heads.getLong(i)),
                    known(nodes, train.table, train.tails.getLong(i)));
        }
        Projection graph = builder.build();
        List<RelationshipSlice> slices = new ArrayList<>();
        for (String name : new TreeSet<>(names.values())) {
            slices.add(graph.relationships(name).orElseGet(() -> empty(name, graph.nodeCount())));
        }
        return new Projection(graph.nodes(), slices, List.of());
    }

    private static RelationshipSlice empty(String type, int nodeCount) {
        return new RelationshipSlice(type, false, new Csr.Builder(nodeCount, node -> 0, false).build());
    }

    private static Triples triples(Facts facts, Projection graph, Map<Long, String> names) {
        List<String> types =
                graph.relationships().stream().map(RelationshipSlice::type).toList();
        Map<String, Integer> numbers = new HashMap<>();
        types.forEach(type -> numbers.put(type, numbers.size()));
        IntArrayList heads = new IntArrayList();
        IntArrayList relations = new IntArrayList();
        IntArrayList tails = new IntArrayList();
        for (int i = 0; i < facts.heads.size(); i++) {
            heads.add(number(graph.nodes(), facts.table, facts.heads.getLong(i)));
            relations.add((int) numbers.get(names.get(facts.relations.getLong(i))));
            tails.add(number(graph.nodes(), facts.table, facts.tails.getLong(i)));
        }
        return new Triples(
                graph.nodeCount(), types, heads.toIntArray(), relations.toIntArray(), tails.toIntArray(), null);
    }

    private static long known(NodeIndex nodes, String table, long id) {
        number(nodes, table, id);
        return id;
    }

    private static int number(NodeIndex nodes, String table, long id) {
        int node = nodes.nodeOf(id);
        if (node < 0) {
            throw new BenchFailure(
                    "`%s.tsv.gz` names node %d, which `nodes.tsv.gz` does not have.".formatted(table, id));
        }
        return node;
    }
}
