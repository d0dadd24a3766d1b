package kindred.knowledge;

import kindred.graph.NodeIndex;
import kindred.graph.Triples;
import kindred.math.AliasTable;
import kindred.math.Seeds;

/**
 * Draws nodes to put in the place of a fact's: out of all nodes or of those of one label, alike or in proportion to a power of how many facts a node
 * stands in.
 */
final class NegativeNodes {

    /** Stands for all labels together. */
    static final int ANY_LABEL = -1;

    private final NodeIndex nodes;
    private final AliasTable[] tables;

    NegativeNodes(Triples facts, NodeIndex nodes, KnowledgeConfig config) {
        this.nodes = nodes;
        this.tables = config.negativeSamplingExponent() == 0 ? null : tables(facts, nodes, config);
    }

    private static AliasTable[] tables(Triples facts, NodeIndex nodes, KnowledgeConfig config) {
        int[] counts = new int[nodes.nodeCount()];
        for (int fact = 0; fact < facts.count(); fact++) {
            counts[facts.head(fact)]++;
            counts[facts.tail(fact)]++;
        }
        double exponent = config.negativeSamplingExponent();
        if (!config.sameLabelNegatives()) {
            return new AliasTable[] {table(counts, 0, counts.length, exponent)};
        }
        AliasTable[] tables = new AliasTable[nodes.labels().size()];
        for (int label = 0; label < tables.length; label++) {
            tables[label] = table(counts, nodes.start(label), nodes.end(label), exponent);
        }
        return tables;
    }

    /** Null where no node stands in a fact: no fact asks for such a label. */
    private static AliasTable table(int[] counts, int from, int to, double exponent) {
        double[] weights = new double[to - from];
        boolean any = false;
        for (int i = from; i < to; i++) {
            weights[i - from] = counts[i] == 0 ? 0 : Math.pow(counts[i], exponent);
            any |= counts[i] > 0;
        }
        return any ? new AliasTable(weights) : null;
    }

    /** A node for 64 random bits. */
    int draw(int label, long bits) {
        int first = label == ANY_LABEL ? 0 : nodes.start(label);
        int count = label == ANY_LABEL ? nodes.nodeCount() : nodes.end(label) - first;
        if (tables == null) {
            return first + Seeds.bounded(bits, count);
        }
        return first + tables[Math.max(label, 0)].sample(bits);
    }

    /** Bytes on the heap. */
    static long bytes(long nodeCount, KnowledgeConfig config) {
        return config.negativeSamplingExponent() == 0 ? 0 : AliasTable.bytes(nodeCount);
    }
}
