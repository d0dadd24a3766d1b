package kindred.train;

import java.util.List;
import java.util.OptionalInt;
import kindred.config.ConfigReader;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.Model;

/**
 * The one interface an algorithm implements. A trainer is a pure function of (graph, configuration, seed): it keeps no state,
 * and gives the same bits at any concurrency.
 *
 * @param <C> configuration: a record whose constructor validates and whose components carry {@link kindred.config.Doc}
 * @param <M> what training yields
 */
public interface Trainer<C extends Record, M extends Model> {

    /** The name in Cypher, in lowerCamelCase: {@code kindred.<name>.<mode>}. */
    String name();

    /** One sentence: what it learns, from which paper. */
    String description();

    /** The configuration that applies where the user says nothing. A null component is mandatory. */
    C defaults();

    /** Bytes on the heap that {@link #train} needs beside the projection, result included. */
    MemoryEstimate estimate(GraphSize graph, C config);

    /**
     * Trains.
     *
     * @throws IllegalArgumentException if graph and configuration do not fit together, before any long work
     * @throws TrainingCancelledException within a second of the run being cancelled
     */
    M train(Projection graph, C config, TrainingRun run);

    /** Length of the embeddings that this configuration yields; empty if only training tells. By convention a key of this name. */
    default OptionalInt embeddingDimension(C config) {
        return ConfigReader.toMap(config).get("embeddingDimension") instanceof Integer dimension
                ? OptionalInt.of(dimension)
                : OptionalInt.empty();
    }

    /** Whether relationship weights matter; if not, {@code relationshipWeightProperty} is not one of its keys. */
    default boolean usesRelationshipWeights() {
        return true;
    }

    /** Node properties that the configuration asks for, so that the projection can carry them. */
    default List<String> nodeProperties(C config) {
        return List.of();
    }
}
