package kindred.model;

import kindred.graph.NodeIndex;

/** The plainest model: a vector per node, and nothing that could embed a node it has not seen. */
public record NodeEmbeddings(EmbeddingTable embeddings, NodeIndex nodes, Provenance provenance) implements Model {

    public NodeEmbeddings {
        if (embeddings.rows() != nodes.nodeCount()) {
            throw new IllegalArgumentException(
                    "%d embeddings do not fit %d nodes.".formatted(embeddings.rows(), nodes.nodeCount()));
        }
    }

    @Override
    public int dimension() {
        return embeddings.dimension();
    }

    @Override
    public long bytes() {
        return EmbeddingTable.bytes(embeddings.rows(), embeddings.dimension()) + nodes.bytes();
    }
}
