package kindred.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kindred.catalog.Trainers;
import kindred.config.Check;
import kindred.config.Suggestions;
import kindred.data.DataFolder;
import kindred.train.Trainer;
import picocli.CommandLine.Option;

/** The options that all protocols share. */
final class TrainerOptions {

    @Option(
            names = "--trainer",
            required = true,
            paramLabel = "NAME",
            description = "The trainer, as in kindred.NAME.write.")
    private String trainerName = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder of the data set.")
    private Path data = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "JSON",
            description =
                    "The trainer's configuration, as a JSON object or the path of a file with one. Goes before the preset's.")
    private String config = "{}";

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A documented configuration; `bench list` names them.")
    private String presetName = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Where all random numbers start. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Threads; never changes the result. Default: all cores.")
    private int concurrency = Runtime.getRuntime().availableProcessors();

    /** Checks everything that can be checked before data is read. */
    void check() {
        Check.range("concurrency", concurrency, 1, 1024);
        trainer();
        preset();
        config();
        folder();
    }

    Trainer<?, ?> trainer() {
        List<String> names = Trainers.all().stream().map(Trainer::name).toList();
        return Trainers.all().stream()
                .filter(trainer -> trainer.name().equalsIgnoreCase(trainerName))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("There is no trainer `%s`%s. The trainers are [%s]."
                        .formatted(trainerName, Suggestions.didYouMean(trainerName, names), String.join(", ", names))));
    }

    Preset preset() {
        return presetName.isEmpty()
                ? Preset.NONE
                : Preset.named(presetName, trainer().name());
    }

    /** The preset's configuration with the user's over it. */
    Map<String, Object> config() {
        Map<String, Object> merged = new LinkedHashMap<>(preset().config());
        merged.putAll(read("--config", config));
        return merged;
    }

    /**
     * Reads an option's JSON object.
     *
     * @param option its name, for the messages
     * @param given the object, or the path of a file with one
     */
    static Map<String, Object> read(String option, String given) {
        String text = given;
        try {
            if (!given.stripLeading().startsWith("{")) {
                text = Files.readString(Path.of(given));
            }
        } catch (IOException e) {
            throw new BenchFailure("`%s` must be a JSON object or the path of a file with one, but `%s` is neither."
                    .formatted(option, given));
        }
        try {
            return JSON.std.mapFrom(text);
        } catch (IOException e) {
            throw new BenchFailure("`%s` is not a JSON object: %s"
                    .formatted(option, e.getMessage().lines().findFirst().orElse("")));
        }
    }

    DataFolder folder() {
        return new DataFolder(data);
    }

    long seed() {
        return seed;
    }

    int concurrency() {
        return concurrency;
    }
}
