package kindred.procedures.knowledge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Model;
import kindred.model.Provenance;
import kindred.model.RelationTable;
import kindred.procedures.KindredDatabase;
import kindred.procedures.catalog.ModelCatalog;

/**
 * Three countries and their capitals, in a database and in a model made by hand: every country has a direction of its own, and a
 * city points mostly towards its country.
 */
record Capitals(KindredDatabase database) {

    private static final Map<String, float[]> VECTORS = Map.of(
            "France", new float[] {1, 0, 0},
            "Germany", new float[] {0, 1, 0},
            "Italy", new float[] {0, 0, 1},
            "Paris", new float[] {0.9f, 0.3f, 0.1f},
            "Berlin", new float[] {0.1f, 0.9f, 0.2f},
            "Rome", new float[] {0.2f, 0.1f, 0.9f});

    /** Empties the database and fills it: Rome's relationship to Italy is missing. The model is called {@code map}. */
    void create() {
        database.clear();
        database.rows("""
                CREATE (:Country {name: 'France'}), (:Country {name: 'Germany'}), (:Country {name: 'Italy'}),
                       (:City {name: 'Paris'}), (:City {name: 'Berlin'}), (:City {name: 'Rome'})""");
        database.rows("""
                MATCH (paris {name: 'Paris'}), (france {name: 'France'}), (berlin {name: 'Berlin'}), (germany {name: 'Germany'})
                CREATE (paris)-[:CAPITAL_OF]->(france), (berlin)-[:CAPITAL_OF]->(germany)""");
        save("map", map("Country", "City"));
    }

    void save(String name, Model model) {
        new ModelCatalog().open(database.service(), "").save(name, model);
    }

    long[] ids() {
        return database.rows("MATCH (n) WHERE n:Country OR n:City RETURN id(n) AS id ORDER BY id").stream()
                .mapToLong(row -> (long) row.get("id"))
                .toArray();
    }

    /** Countries were created before cities, but the store may have given them greater ids. */
    KnowledgeEmbeddings map(String countries, String cities) {
        List<Map<String, Object>> nodes = new ArrayList<>(database.rows(
                "MATCH (n) WHERE n:Country OR n:City RETURN id(n) AS id, n:City AS city ORDER BY city, id"));
        long[] ids = nodes.stream().mapToLong(row -> (long) row.get("id")).toArray();
        return map(
                new NodeIndex(List.of(countries, cities), new int[] {0, 3, 6}, ids, new BitSet[2]),
                List.of("CAPITAL_OF", "FAR_FROM"));
    }

    KnowledgeEmbeddings map(NodeIndex nodes, List<String> types) {
        EmbeddingTable embeddings = new EmbeddingTable(6, 3);
        for (Map<String, Object> row : database.rows(
                "MATCH (n) WHERE n.name IN $names RETURN id(n) AS id, n.name AS name",
                "names",
                List.copyOf(VECTORS.keySet()))) {
            embeddings.setRow(nodes.nodeOf((long) row.get("id")), VECTORS.get((String) row.get("name")), 0);
        }
        float[][] all = {{1, 1, 1}, {-1, -1, -1}, {2, 2, 2}, {-2, -2, -2}};
        EmbeddingTable vectors = types.size() == 1 ? table(all[0], all[2]) : table(all);
        return new KnowledgeEmbeddings(
                embeddings, new RelationTable(types, vectors, "distMult", true), nodes, provenance("distMult", 6));
    }

    static EmbeddingTable table(float[]... rows) {
        EmbeddingTable table = new EmbeddingTable(rows.length, rows[0].length);
        for (int row = 0; row < rows.length; row++) {
            table.setRow(row, rows[row], 0);
        }
        return table;
    }

    static Provenance provenance(String trainer, int nodes) {
        return new Provenance(
                trainer, Map.of(), 42, nodes, 2, 99, "0.1.0", List.of(0.5), Map.of(), 12, Instant.ofEpochSecond(1));
    }
}
