package kindred.procedures.gds;

import java.util.Optional;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import org.neo4j.gds.api.IdMap;
import org.neo4j.gds.api.properties.nodes.FloatArrayNodePropertyValues;

/** Embeddings as a node property of a projected graph, without a copy: GDS reads them out of the table. */
final class EmbeddingProperty implements FloatArrayNodePropertyValues {

    private final IdMap ids;
    private final NodeIndex nodes;
    private final EmbeddingTable embeddings;

    EmbeddingProperty(IdMap ids, NodeIndex nodes, EmbeddingTable embeddings) {
        this.ids = ids;
        this.nodes = nodes;
        this.embeddings = embeddings;
    }

    /** Null for a node that was filtered out of the training, which is GDS's way to say that it has no value. */
    @Override
    public float[] floatArrayValue(long internalId) {
        int node = nodes.nodeOf(ids.toOriginalNodeId(internalId));
        return node < 0 ? null : embeddings.row(node);
    }

    @Override
    public boolean hasValue(long internalId) {
        return nodes.nodeOf(ids.toOriginalNodeId(internalId)) >= 0;
    }

    @Override
    public long nodeCount() {
        return ids.nodeCount();
    }

    // GDS 2.13 has the first form, 2.26 the second; this class serves both, so neither can be marked as overriding

    @SuppressWarnings("MissingOverride")
    public Optional<Integer> dimension() {
        return Optional.of(embeddings.dimension());
    }

    public Optional<Integer> dimension(long internalId) {
        return dimension();
    }
}
