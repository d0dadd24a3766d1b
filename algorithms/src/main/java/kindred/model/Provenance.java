package kindred.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a model comes from, so that it can be trusted, compared and trained again.
 *
 * @param trainer the trainer's name, such as {@code node2vec}
 * @param configuration its whole configuration, defaults included
 * @param seed the seed of all random numbers
 * @param nodeCount nodes of the graph
 * @param arcCount directed adjacency entries of the graph
 * @param graphFingerprint hash of the graph's nodes, relationships and weights
 * @param version version of Kindred
 * @param losses mean loss per epoch or iteration, in order; empty where none is defined
 * @param metrics trainer-specific figures
 * @param trainMillis time that training took
 * @param createdAt when training ended
 */
public record Provenance(
        String trainer,
        Map<String, Object> configuration,
        long seed,
        long nodeCount,
        long arcCount,
        long graphFingerprint,
        String version,
        List<Double> losses,
        Map<String, Double> metrics,
        long trainMillis,
        Instant createdAt) {

    public Provenance {
        configuration = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        losses = List.copyOf(losses);
        metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
