package kindred.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kindred.config.Suggestions;

/**
 * A documented configuration of a trainer that reaches a published figure. The presets of a trainer stand in the trainers' module, in
 * the resource {@code kindred/presets/<trainer>.json}: an object of preset names, each with {@code description}, {@code protocol},
 * {@code config} (the trainer's) and optionally {@code options} (the protocol's).
 *
 * @param name the preset's name, mostly that of the data set
 * @param description what it reaches, and where that was published
 * @param protocol the protocol it was made for
 * @param config the trainer's configuration
 * @param options the protocol's options that belong to it, by their name without dashes
 */
record Preset(
        String name, String description, String protocol, Map<String, Object> config, Map<String, Object> options) {

    /** Stands in where the user names none. */
    static final Preset NONE = new Preset("", "", "", Map.of(), Map.of());

    /** All presets of a trainer, in the order of its file; none if it has no file. */
    static Map<String, Preset> of(String trainer) {
        Map<String, Preset> presets = new LinkedHashMap<>();
        try (InputStream resource = Preset.class.getResourceAsStream("/kindred/presets/" + trainer + ".json")) {
            if (resource != null) {
                JSON.std.mapFrom(resource).forEach((name, content) -> presets.put(name, read(name, content)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return presets;
    }

    private static Preset read(String name, Object content) {
        Map<String, Object> fields = asMap(content);
        return new Preset(
                name,
                (String) fields.get("description"),
                (String) fields.get("protocol"),
                asMap(fields.get("config")),
                asMap(fields.getOrDefault("options", Map.of())));
    }

    @SuppressWarnings("unchecked") // an object of a JSON text has strings for keys
    private static Map<String, Object> asMap(Object object) {
        return (Map<String, Object>) object;
    }

    /** The preset of this name. */
    static Preset named(String name, String trainer) {
        Map<String, Preset> presets = of(trainer);
        return Optional.ofNullable(presets.get(name))
                .orElseThrow(() -> new BenchFailure("There is no preset `%s` for `%s`%s. %s"
                        .formatted(
                                name,
                                trainer,
                                Suggestions.didYouMean(name, presets.keySet()),
                                presets.isEmpty()
                                        ? "It has none."
                                        : "Its presets are [" + String.join(", ", presets.keySet()) + "].")));
    }

    /** An option that is itself a JSON object; empty if the preset does not have it. */
    Map<String, Object> object(String option) {
        return asMap(options.getOrDefault(option, Map.of()));
    }

    Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option)).map(Object::toString);
    }
}
