package kindred.procedures.catalog;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import kindred.model.Provenance;

/**
 * What the catalogue knows of a model without reading its content.
 *
 * @param name unique among its owner's
 * @param username the owner; empty without authentication
 * @param uuid of this very model: another one of the same name has another
 * @param kind which kind of model, as {@link kindred.model.ModelFile#kind} says
 * @param dimension length of the embeddings
 * @param bytes size of the content
 * @param provenance how it was trained
 * @param summary what the model tells of itself beside that, as {@link kindred.model.Model#summary} says
 */
public record StoredModel(
        String name,
        String username,
        String uuid,
        String kind,
        int dimension,
        long bytes,
        Provenance provenance,
        Map<String, Object> summary) {

    /** What {@code modelInfo} shows. */
    public Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("modelName", name);
        info.put("modelType", provenance.trainer());
        info.put("kind", kind);
        info.put("embeddingDimension", dimension);
        info.put("nodeCount", provenance.nodeCount());
        info.put("relationshipCount", provenance.arcCount());
        info.putAll(summary);
        info.put("randomSeed", provenance.seed());
        info.put("losses", provenance.losses());
        info.put("metrics", provenance.metrics());
        info.put("trainMillis", provenance.trainMillis());
        info.put("kindredVersion", provenance.version());
        return info;
    }

    ZonedDateTime creationTime() {
        return provenance.createdAt().atZone(ZoneOffset.UTC);
    }
}
