package kindred.procedures.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import kindred.config.ConfigReader;
import kindred.train.Trainer;

/**
 * A procedure's configuration, read and checked.
 *
 * @param mode what happens to the result
 * @param graph which part of the graph
 * @param weight which relationship property weighs; empty where weights do not matter to the trainer
 * @param trainer the trainer's own configuration
 * @param run how to run, with seed and job id filled in
 * @param write present in mode write only
 * @param mutate present in mode mutate only
 * @param train present in mode train only
 */
record Call<C extends Record>(
        Mode mode,
        ModeKeys.Graph graph,
        Optional<ModeKeys.Weight> weight,
        C trainer,
        ModeKeys.Run run,
        Optional<ModeKeys.Write> write,
        Optional<ModeKeys.Mutate> mutate,
        Optional<ModeKeys.Train> train) {

    /** Seeds that are drawn stay below this, so that they survive a client that only has double-precision numbers. */
    private static final long LARGEST_DRAWN_SEED = 1L << 53;

    /** Reads all keys that the mode and the trainer have, and refuses any other. */
    static <C extends Record> Call<C> read(Trainer<C, ?> trainer, Mode mode, Map<String, Object> configuration) {
        return read(trainer, mode, configuration, true);
    }

    /** As above, for an estimate: where nothing is kept, the name under which to keep it may be missing. */
    static <C extends Record> Call<C> readForEstimate(
            Trainer<C, ?> trainer, Mode mode, Map<String, Object> configuration) {
        return read(trainer, mode, configuration, false);
    }

    private static <C extends Record> Call<C> read(
            Trainer<C, ?> trainer, Mode mode, Map<String, Object> configuration, boolean targetRequired) {
        ConfigReader reader = new ConfigReader(configuration);
        ModeKeys.Graph graph = reader.read(ModeKeys.Graph.DEFAULTS);
        Optional<ModeKeys.Weight> weight = trainer.usesRelationshipWeights()
                ? Optional.of(reader.read(ModeKeys.Weight.DEFAULTS))
                : Optional.empty();
        C own = reader.read(trainer.defaults());
        ModeKeys.Run run = complete(reader.read(ModeKeys.Run.defaults()));
        Call<C> call = new Call<>(
                mode,
                graph,
                weight,
                own,
                run,
                mode == Mode.WRITE ? Optional.of(reader.read(writeDefaults(targetRequired))) : Optional.empty(),
                mode == Mode.MUTATE ? Optional.of(reader.read(mutateDefaults(targetRequired))) : Optional.empty(),
                mode == Mode.TRAIN ? Optional.of(reader.read(trainDefaults(targetRequired))) : Optional.empty());
        reader.rejectUnknownKeys();
        return call;
    }

    private static ModeKeys.Write writeDefaults(boolean targetRequired) {
        return targetRequired ? ModeKeys.Write.DEFAULTS : new ModeKeys.Write("unnamed", Optional.empty());
    }

    private static ModeKeys.Mutate mutateDefaults(boolean targetRequired) {
        return targetRequired ? ModeKeys.Mutate.DEFAULTS : new ModeKeys.Mutate("unnamed");
    }

    private static ModeKeys.Train trainDefaults(boolean targetRequired) {
        return targetRequired ? ModeKeys.Train.DEFAULTS : new ModeKeys.Train("unnamed");
    }

    private static ModeKeys.Run complete(ModeKeys.Run run) {
        return new ModeKeys.Run(
                run.concurrency(),
                run.randomSeed()
                        .or(() -> Optional.of(ThreadLocalRandom.current().nextLong(LARGEST_DRAWN_SEED))),
                run.jobId().or(() -> Optional.of(UUID.randomUUID().toString())),
                run.logProgress(),
                run.sudo(),
                run.username());
    }

    long seed() {
        return run.randomSeed().orElseThrow();
    }

    int writeConcurrency() {
        return write.flatMap(ModeKeys.Write::writeConcurrency).orElse(run.concurrency());
    }

    /** What the graph has to hold for this call. */
    GraphRequest request(Trainer<C, ?> algorithm) {
        return new GraphRequest(
                graph.nodeLabels(),
                graph.relationshipTypes(),
                weight.flatMap(ModeKeys.Weight::relationshipWeightProperty),
                algorithm.nodeProperties(trainer),
                run.username());
    }

    /** Everything in effect, as the {@code configuration} column shows it. */
    Map<String, Object> echo() {
        Map<String, Object> map = new LinkedHashMap<>(ConfigReader.toMap(graph));
        weight.ifPresent(keys -> map.putAll(ConfigReader.toMap(keys)));
        map.putAll(ConfigReader.toMap(trainer));
        map.putAll(ConfigReader.toMap(run));
        write.ifPresent(keys -> {
            map.putAll(ConfigReader.toMap(keys));
            map.put("writeConcurrency", writeConcurrency());
        });
        mutate.ifPresent(keys -> map.putAll(ConfigReader.toMap(keys)));
        train.ifPresent(keys -> map.putAll(ConfigReader.toMap(keys)));
        map.replaceAll((key, value) ->
                value instanceof Integer number ? (Object) number.longValue() : value); // as Cypher has it
        return map;
    }
}
