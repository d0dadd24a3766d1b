package kindred.procedures.knowledge;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kindred.config.Check;
import kindred.config.Suggestions;
import kindred.graph.NodeIndex;
import kindred.procedures.catalog.ReservedLabels;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/** The nodes of a model that carry a label. */
final class LabelledNodes {

    private LabelledNodes() {}

    /**
     * Numbers of the nodes that carry the label in the database now. A label that only the model knows, because its graph was projected
     * under other names, is one that nodes carried in training.
     *
     * @throws IllegalArgumentException if neither the database nor the model knows the label
     */
    static BitSet of(Transaction transaction, NodeIndex nodes, String label) {
        Check.notBlank("targetLabel", label);
        Set<String> stored = stored(transaction);
        if (stored.contains(label)) {
            return now(transaction, nodes, label);
        }
        int trained = nodes.labels().indexOf(label);
        if (trained < 0) {
            stored.addAll(nodes.labels());
            throw unknown(label, List.copyOf(stored));
        }
        BitSet labelled = new BitSet(nodes.nodeCount());
        for (int node = 0; node < nodes.nodeCount(); node++) {
            labelled.set(node, nodes.hasLabel(node, trained));
        }
        return labelled;
    }

    private static BitSet now(Transaction transaction, NodeIndex nodes, String label) {
        BitSet labelled = new BitSet(nodes.nodeCount());
        try (ResourceIterator<Node> found = transaction.findNodes(Label.label(label))) {
            while (found.hasNext()) {
                int node = nodes.nodeOf(Ids.of(found.next()));
                if (node >= 0) {
                    labelled.set(node);
                }
            }
        }
        return labelled;
    }

    private static Set<String> stored(Transaction transaction) {
        Set<String> labels = new TreeSet<>();
        for (Label label : transaction.getAllLabels()) {
            if (!ReservedLabels.isReserved(label.name())) {
                labels.add(label.name());
            }
        }
        return labels;
    }

    private static IllegalArgumentException unknown(String label, List<String> available) {
        return new IllegalArgumentException(
                "Could not find the specified `targetLabel` of ['%s']. Available labels are %s.%s"
                        .formatted(
                                label,
                                available.stream()
                                        .map(name -> "'" + name + "'")
                                        .collect(Collectors.joining(", ", "[", "]")),
                                Suggestions.didYouMean(label, available)));
    }
}
