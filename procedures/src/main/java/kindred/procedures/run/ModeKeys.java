package kindred.procedures.run;

import java.util.List;
import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;

/** The configuration keys that belong to the modes and not to a trainer. A key of another mode is an unexpected key. */
public final class ModeKeys {

    private ModeKeys() {}

    /** Which part of the graph is learned from. */
    public record Graph(
            @Doc("Labels of the nodes to learn from; '*' stands for all of the graph's.")
            List<String> nodeLabels,

            @Doc("Types of the relationships to learn from; '*' stands for all of the graph's.")
            List<String> relationshipTypes) {

        public static final Graph DEFAULTS = new Graph(List.of("*"), List.of("*"));

        public Graph {
            nodeLabels = List.copyOf(nodeLabels);
            relationshipTypes = List.copyOf(relationshipTypes);
            notEmpty("nodeLabels", nodeLabels);
            notEmpty("relationshipTypes", relationshipTypes);
        }
    }

    /** The relationship property that weighs, for trainers to which weights matter. */
    public record Weight(
            @Doc("Relationship property whose value is the weight; every relationship weighs 1 without it.")
            Optional<String> relationshipWeightProperty) {

        public static final Weight DEFAULTS = new Weight(Optional.empty());

        public Weight {
            relationshipWeightProperty.ifPresent(name -> Check.notBlank("relationshipWeightProperty", name));
        }
    }

    /** How the training is run. None of these changes the result but the seed. */
    public record Run(
            @Doc("Threads to train on; all cores of the machine by default. The result does not depend on it.")
            int concurrency,

            @Doc(
                    "Where all random numbers start. The same seed gives the same embeddings; without one, a seed is drawn and reported.")
            Optional<Long> randomSeed,

            @Doc("Name of the job in `kindred.progress()` and `gds.listProgress()`; generated if absent.")
            Optional<String> jobId,

            @Doc("Whether progress goes to the log.") boolean logProgress,

            @Doc("Whether to start even if the memory seems too small.")
            boolean sudo,

            @Doc("Owner of the projected graph, for administrators who use somebody else's.")
            Optional<String> username) {

        /** The defaults on this machine. */
        public static Run defaults() {
            return new Run(
                    Runtime.getRuntime().availableProcessors(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    false,
                    Optional.empty());
        }

        public Run {
            Check.range("concurrency", concurrency, 1, 1024);
            jobId.ifPresent(id -> Check.notBlank("jobId", id));
            username.ifPresent(name -> Check.notBlank("username", name));
        }
    }

    /** Keys of mode {@code write}. */
    public record Write(
            @Doc("Node property that receives the embedding, as an array of 32-bit floats.")
            String writeProperty,

            @Doc("Threads that write; as many as `concurrency` by default.")
            Optional<Integer> writeConcurrency) {

        public static final Write DEFAULTS = new Write(null, Optional.empty());

        public Write {
            if (writeProperty != null) {
                Check.notBlank("writeProperty", writeProperty);
            }
            writeConcurrency.ifPresent(threads -> Check.range("writeConcurrency", threads, 1, 1024));
        }
    }

    /** Keys of mode {@code mutate}. */
    public record Mutate(
            @Doc("Node property that is added to the projected graph; it must not exist there yet.")
            String mutateProperty) {

        public static final Mutate DEFAULTS = new Mutate(null);

        public Mutate {
            if (mutateProperty != null) {
                Check.notBlank("mutateProperty", mutateProperty);
            }
        }
    }

    /** Keys of mode {@code train}. */
    public record Train(
            @Doc("Name of the model in the catalogue; it must be free.")
            String modelName) {

        public static final Train DEFAULTS = new Train(null);

        public Train {
            if (modelName != null) {
                Check.notBlank("modelName", modelName);
            }
        }
    }

    private static void notEmpty(String key, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("`%s` must not be empty".formatted(key));
        }
        names.forEach(name -> Check.notBlank(key, name));
    }
}
