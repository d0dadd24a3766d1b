package kindred.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.model.Model;
import kindred.train.Progress;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/** A trainer with its configuration, ready to train graphs and to be measured while it does. */
final class Training {

    /**
     * A trained model with what it cost.
     *
     * @param seconds time of training, without the pauses of the memory watch
     * @param peakBytes graph and training: highest live heap above that before the training, plus the graph's own size; 0 if not watched
     * @param estimatedBytes what the trainer estimated for the same
     */
    record Trained(Model model, double seconds, long peakBytes, long estimatedBytes) {}

    private static final String FEATURES_KEY = "featureProperties";

    private final Bound<?> bound;

    /** One trainer and its configuration: they share a type that is not known here. */
    private record Bound<C extends Record>(Trainer<C, ?> trainer, C config) {

        static <C extends Record> Bound<C> read(Trainer<C, ?> trainer, Map<String, Object> config) {
            return new Bound<>(trainer, ConfigReader.read(trainer.defaults(), config));
        }

        Model train(Projection graph, TrainingRun run) {
            return trainer.train(graph, config, run);
        }

        long estimatedBytes(Projection graph) {
            return graph.size().projectionBytes()
                    + trainer.estimate(graph.size(), config).bytesMax();
        }

        List<String> nodeProperties() {
            return trainer.nodeProperties(config);
        }

        OptionalInt embeddingDimension() {
            return trainer.embeddingDimension(config);
        }
    }

    Training(Trainer<?, ?> trainer, Map<String, Object> config) {
        this.bound = Bound.read(trainer, withFeatures(trainer, config));
    }

    /** A folder has one set of features, so a trainer that must be told which to take is told. */
    private static Map<String, Object> withFeatures(Trainer<?, ?> trainer, Map<String, Object> config) {
        boolean asks = ConfigReader.keys(trainer.defaults()).stream()
                .anyMatch(key -> key.name().equals(FEATURES_KEY) && !key.optional());
        if (!asks || config.keySet().stream().anyMatch(FEATURES_KEY::equalsIgnoreCase)) {
            return config;
        }
        Map<String, Object> extended = new LinkedHashMap<>(config);
        extended.put(FEATURES_KEY, List.of(GraphData.FEATURES));
        return extended;
    }

    /** The whole configuration, defaults included. */
    Map<String, Object> config() {
        return ConfigReader.toMap(bound.config());
    }

    /** Node properties that the graph has to carry. */
    List<String> nodeProperties() {
        return bound.nodeProperties();
    }

    /** Whether the graph has to carry the data set's features. */
    boolean needsFeatures() {
        return !nodeProperties().isEmpty();
    }

    /** Length of the vectors; empty if only training tells. */
    OptionalInt embeddingDimension() {
        return bound.embeddingDimension();
    }

    boolean usesWeights() {
        return bound.trainer().usesRelationshipWeights();
    }

    /** Trains once, under a memory watch. */
    Trained trainWatched(Projection graph, long seed, int concurrency, Progress progress) {
        long before = MemoryWatch.liveBytes();
        MemoryWatch watch = new MemoryWatch();
        try {
            Trained trained = train(graph, seed, concurrency, progress, watch::pauseNanos);
            watch.close();
            long peak = graph.bytes() + Math.max(0, watch.peakBytes() - before);
            return new Trained(trained.model(), trained.seconds(), peak, trained.estimatedBytes());
        } finally {
            watch.close();
        }
    }

    /** Trains once and measures nothing but time. */
    Trained train(Projection graph, long seed, int concurrency, Progress progress) {
        return train(graph, seed, concurrency, progress, () -> 0);
    }

    private Trained train(Projection graph, long seed, int concurrency, Progress progress, LongSupplier pauses) {
        try (TrainingRun run = new TrainingRun(seed, concurrency, progress, () -> false)) {
            long begun = System.nanoTime();
            Model model = bound.train(graph, run);
            double seconds = (System.nanoTime() - begun - pauses.getAsLong()) / 1e9;
            return new Trained(model, seconds, 0, bound.estimatedBytes(graph));
        }
    }
}
