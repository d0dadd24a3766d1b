package kindred.model;

import kindred.graph.NodeIndex;
import kindred.math.Vectors;

/**
 * How far vectors have moved from one model to the next, which matters to whatever was built on the former. Nodes are matched by database id.
 *
 * @param meanCosine mean cosine between the former and the new vectors of the nodes that both models have; NaN if there is none to
 *     compare. A vector of zeros has no direction, so its node is matched but not compared
 * @param lowestCosine the lowest of these; NaN likewise
 * @param matched nodes that both models have
 * @param added nodes that only the new model has
 * @param removed nodes that only the former has
 */
public record Drift(double meanCosine, double lowestCosine, int matched, int added, int removed) {

    /** @throws IllegalArgumentException if the models' vectors have different dimensions */
    public static Drift between(Model former, Model current) {
        return between(former.embeddings(), former.nodes(), current.embeddings(), current.nodes());
    }

    /** The same for tables whose row {@code i} belongs to node {@code i}. */
    public static Drift between(EmbeddingTable former, NodeIndex formerNodes, EmbeddingTable current, NodeIndex nodes) {
        int dimension = former.dimension();
        if (dimension != current.dimension()) {
            throw new IllegalArgumentException("Vectors of %d dimensions cannot have drifted from vectors of %d."
                    .formatted(current.dimension(), dimension));
        }
        double sum = 0;
        double lowest = Double.POSITIVE_INFINITY;
        int compared = 0;
        int matched = 0;
        for (int node = 0; node < nodes.nodeCount(); node++) {
            int before = formerNodes.nodeOf(nodes.databaseId(node));
            if (before < 0) {
                continue;
            }
            matched++;
            if (isZero(former, before) || isZero(current, node)) {
                continue;
            }
            double cosine = Vectors.cosine(
                    former.page(before), former.offset(before), current.page(node), current.offset(node), dimension);
            sum += cosine;
            lowest = Math.min(lowest, cosine);
            compared++;
        }
        return new Drift(
                compared == 0 ? Double.NaN : sum / compared,
                compared == 0 ? Double.NaN : lowest,
                matched,
                nodes.nodeCount() - matched,
                formerNodes.nodeCount() - matched);
    }

    private static boolean isZero(EmbeddingTable table, int row) {
        return Vectors.sumOfSquares(table.page(row), table.offset(row), table.dimension()) == 0;
    }
}
