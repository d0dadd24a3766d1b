package kindred.model;

import java.util.Map;
import kindred.graph.NodeIndex;

/** A trained result. Whatever else it can do, it yields one embedding per node of the graph it was trained on. */
public sealed interface Model permits NodeEmbeddings, KnowledgeEmbeddings {

    /** Row {@code i} is the embedding of node {@code i} of {@link #nodes()}. Not free where embeddings are compressed: ask once. */
    EmbeddingTable embeddings();

    /** Length of an embedding. */
    int dimension();

    NodeIndex nodes();

    Provenance provenance();

    /** Bytes on the heap that the model really holds: of compressed embeddings, what they are compressed to. */
    long bytes();

    /** What listings tell of the model beside its provenance: booleans, numbers and texts, by name. */
    default Map<String, Object> summary() {
        return Map.of();
    }
}
