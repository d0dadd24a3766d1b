package kindred.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kindred.graph.NodeIndex;

/**
 * A model of facts: vectors of nodes and of relationship types in one space, and a score function over them. It may hold the nodes' vectors compressed, and
 * clusters of nodes by which to describe new ones.
 */
public final class KnowledgeEmbeddings implements Model {

    private final EmbeddingTable table;
    private final QuantisedTable quantised;
    private final RelationTable relations;
    private final NodeClusters clusters;
    private final NodeIndex nodes;
    private final Provenance provenance;

    /** One of table and quantised is null; clusters may be. */
    KnowledgeEmbeddings(
            EmbeddingTable table,
            QuantisedTable quantised,
            RelationTable relations,
            NodeClusters clusters,
            NodeIndex nodes,
            Provenance provenance) {
        this.table = table;
        this.quantised = quantised;
        this.relations = relations;
        this.clusters = clusters;
        this.nodes = nodes;
        this.provenance = provenance;
        int rows = table == null ? quantised.rows() : table.rows();
        if (rows != nodes.nodeCount()) {
            throw new IllegalArgumentException("%d embeddings do not fit %d nodes.".formatted(rows, nodes.nodeCount()));
        }
        if (clusters != null) {
            requireFit(clusters);
        }
    }

    private void requireFit(NodeClusters found) {
        int described = found.clusterOf().length;
        if (described != nodes.nodeCount() || found.centroids().dimension() != dimension()) {
            throw new IllegalArgumentException(
                    "Clusters of %d nodes with centroids of dimension %d do not fit %d nodes with embeddings of dimension %d."
                            .formatted(described, found.centroids().dimension(), nodes.nodeCount(), dimension()));
        }
    }

    /** A model that holds its vectors as they are. */
    public KnowledgeEmbeddings(
            EmbeddingTable embeddings, RelationTable relations, NodeIndex nodes, Provenance provenance) {
        this(embeddings, null, relations, null, nodes, provenance);
    }

    /** The same model with its nodes' vectors compressed. */
    public KnowledgeEmbeddings quantised(QuantisedTable compressed) {
        return new KnowledgeEmbeddings(null, compressed, relations, clusters, nodes, provenance);
    }

    /** The same model with clusters. */
    public KnowledgeEmbeddings clustered(NodeClusters found) {
        return new KnowledgeEmbeddings(table, quantised, relations, found, nodes, provenance);
    }

    /** Row {@code i} is the vector of node {@code i}; of a compressed model a new table, decompressed. */
    @Override
    public EmbeddingTable embeddings() {
        if (table != null) {
            return table;
        }
        EmbeddingTable decoded = new EmbeddingTable(quantised.rows(), quantised.dimension());
        for (int row = 0; row < decoded.rows(); row++) {
            quantised.decode(row, decoded.page(row), decoded.offset(row));
        }
        return decoded;
    }

    /** Writes the vector of one node into a row of another table: of a compressed model nothing else is decompressed. */
    public void copyEmbedding(int node, EmbeddingTable target, int row) {
        if (table == null) {
            quantised.decode(node, target.page(row), target.offset(row));
        } else {
            target.setRow(row, table.page(node), table.offset(node));
        }
    }

    @Override
    public int dimension() {
        return table == null ? quantised.dimension() : table.dimension();
    }

    @Override
    public long bytes() {
        long vectors = table == null ? quantised.bytes() : bytes(table);
        long described = clusters == null ? 0 : clusters.bytes();
        return vectors + bytes(relations.vectors()) + described + nodes.bytes();
    }

    private static long bytes(EmbeddingTable table) {
        return EmbeddingTable.bytes(table.rows(), table.dimension());
    }

    /** How facts are scored, how many relationship types there are, whether each has an inverse of its own, and what was added. */
    @Override
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("scorer", relations.scorer());
        summary.put("relationshipTypeCount", relations.types().size());
        summary.put("reciprocal", relations.reciprocal());
        summary.put("quantised", table == null);
        summary.put("clusterCount", clusters == null ? 0 : clusters.centroids().rows());
        return summary;
    }

    /** The compressed vectors; empty if the model holds them as they are. */
    public Optional<QuantisedTable> quantised() {
        return Optional.ofNullable(quantised);
    }

    public Optional<NodeClusters> clusters() {
        return Optional.ofNullable(clusters);
    }

    public RelationTable relations() {
        return relations;
    }

    @Override
    public NodeIndex nodes() {
        return nodes;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }
}
