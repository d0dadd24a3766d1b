package kindred.model;

import kindred.graph.NodeIndex;

/** A trained result. Whatever else it can do, it yields one embedding per node of the graph it was trained on. */
public sealed interface Model permits NodeEmbeddings {

    /** Row {@code i} is the embedding of node {@code i} of {@link #nodes()}. */
    EmbeddingTable embeddings();

    NodeIndex nodes();

    Provenance provenance();
}
