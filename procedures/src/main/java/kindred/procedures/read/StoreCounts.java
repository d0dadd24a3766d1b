package kindred.procedures.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;

/**
 * Counts from the database's own statistics, without reading the graph. With several labels they are upper bounds: a node may
 * have two of them, and a relationship may lead out of the selection.
 */
final class StoreCounts {

    private static final int NODES_SAMPLED = 1000;

    private final Transaction transaction;
    private final List<String> reserved;

    StoreCounts(Transaction transaction, List<String> reserved) {
        this.transaction = transaction;
        this.reserved = reserved;
    }

    long nodes(List<String> labels) {
        return labels.stream().mapToLong(this::nodes).sum();
    }

    private long nodes(String label) {
        long count = count("MATCH (n%s) RETURN count(n) AS result".formatted(pattern(label)));
        return label.equals(StoreGraphs.EVERYTHING) ? count - nodes(reserved) : count;
    }

    long relationships(List<String> types, List<String> labels) {
        return types.stream().mapToLong(type -> relationships(type, labels)).sum();
    }

    private long relationships(String type, List<String> labels) {
        long leaving = 0;
        long arriving = 0;
        for (String label : labels) {
            leaving += count("MATCH (%s)-[r%s]->() RETURN count(r) AS result".formatted(pattern(label), pattern(type)));
            arriving +=
                    count("MATCH ()-[r%s]->(%s) RETURN count(r) AS result".formatted(pattern(type), pattern(label)));
        }
        return Math.min(leaving, arriving);
    }

    /** Numbers that a property will take in feature tables, judged by the first value found in each label. */
    long featureValues(List<String> labels, String property) {
        long values = 0;
        for (String label : labels) {
            String first = "MATCH (n%s) WHERE n.%s IS NOT NULL RETURN n.%s AS result LIMIT 1"
                    .formatted(pattern(label), escaped(property), escaped(property));
            Object value = only(first);
            values += nodes(label) * lengthOf(value);
        }
        return values;
    }

    private static long lengthOf(Object value) {
        if (value == null) {
            return 0;
        }
        return value.getClass().isArray() ? java.lang.reflect.Array.getLength(value) : 1;
    }

    /** Names of the properties that some nodes of these labels have, as far as a sample shows. */
    List<String> propertiesOf(List<String> labels) {
        Map<String, Boolean> names = new LinkedHashMap<>();
        for (String label : labels) {
            try (Result result =
                    transaction.execute("MATCH (n%s) WITH n LIMIT %d UNWIND keys(n) AS key RETURN DISTINCT key"
                            .formatted(pattern(label), NODES_SAMPLED))) {
                Iterable<Map<String, Object>> rows = () -> result;
                StreamSupport.stream(rows.spliterator(), false)
                        .forEach(row -> names.put((String) row.get("key"), true));
            }
        }
        return names.keySet().stream().sorted().toList();
    }

    private long count(String cypher) {
        return (long) only(cypher);
    }

    private Object only(String cypher) {
        try (Result result = transaction.execute(cypher)) {
            return result.hasNext() ? result.next().get("result") : null;
        }
    }

    private static String pattern(String labelOrType) {
        return labelOrType.equals(StoreGraphs.EVERYTHING) ? "" : ":" + escaped(labelOrType);
    }

    private static String escaped(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
