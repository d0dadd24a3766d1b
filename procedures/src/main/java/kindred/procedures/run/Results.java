package kindred.procedures.run;

import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kindred.graph.Csr;
import kindred.graph.Projection;
import kindred.graph.RelationshipSlice;
import kindred.model.EmbeddingTable;
import kindred.model.Model;

/** Makes rows and figures of trained models. */
final class Results {

    private Results() {}

    /** One row per node, made when it is asked for. */
    static Stream<Object[]> embeddings(Model model) {
        EmbeddingTable embeddings = model.embeddings();
        return IntStream.range(0, model.nodes().nodeCount())
                .mapToObj(node -> new Object[] {model.nodes().databaseId(node), embeddings.row(node)});
    }

    /** The {@code metrics} column. */
    static Map<String, Object> metrics(Model model, Projection graph) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("losses", model.provenance().losses());
        metrics.put("checksum", HexFormat.of().toHexDigits(model.embeddings().checksum()));
        metrics.put("isolatedNodes", isolatedNodes(graph));
        metrics.putAll(model.provenance().metrics());
        return metrics;
    }

    /** Nodes at which no relationship begins or ends: what is learned of them is chance. */
    static long isolatedNodes(Projection graph) {
        BitSet connected = new BitSet(graph.nodeCount());
        for (RelationshipSlice slice : graph.relationships()) {
            Csr out = slice.out();
            for (int node = 0; node < out.nodeCount(); node++) {
                if (out.degree(node) > 0) {
                    connected.set(node);
                }
            }
            if (!slice.isUndirected()) {
                for (long arc = 0; arc < out.arcCount(); arc++) {
                    connected.set(out.target(arc));
                }
            }
        }
        return (long) graph.nodeCount() - connected.cardinality();
    }
}
