package kindred.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

    enum Shape {
        ROUND,
        SQUARE
    }

    record Inner(@Doc("Rate.") double rate, @Doc("Share.") float share) {
        Inner {
            Check.positive("rate", rate);
        }
    }

    record Config(
            @Doc("How many.") int count,
            @Doc("How long.") long length,
            @Doc("Whether.") boolean flag,
            @Doc("Which.") Shape shape,
            @Doc("Names.") List<String> names,
            @Doc("Numbers.") List<Integer> numbers,
            @Doc("Seed.") Optional<Long> seed,
            @Doc("Free form.") Map<String, Object> options,
            Inner inner) {

        static final Config DEFAULTS = new Config(
                3, 4, true, Shape.ROUND, List.of("*"), List.of(1), Optional.empty(), Map.of(), new Inner(0.5, 0.25f));

        Config {
            Check.range("count", count, 1, 10);
        }
    }

    record Mandatory(@Doc("Target.") String writeProperty) {
        static final Mandatory DEFAULTS = new Mandatory(null);
    }

    private static Config read(Object... keysAndValues) {
        return ConfigReader.read(Config.DEFAULTS, map(keysAndValues));
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static void assertRefused(String message, Object... keysAndValues) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(keysAndValues))
                .withMessage(message);
    }

    @Test
    void takesDefaultsWhereNothingIsSaid() {
        assertThat(read()).isEqualTo(Config.DEFAULTS);
    }

    @Test
    void takesTheUsersValues() {
        Config config = read(
                "count",
                7L,
                "length",
                8,
                "flag",
                false,
                "shape",
                "square",
                "names",
                List.of("a", "b"),
                "numbers",
                List.of(1L, 2L),
                "seed",
                9L,
                "options",
                Map.of("x", 1L),
                "rate",
                2L,
                "share",
                0.5);

        assertThat(config)
                .isEqualTo(new Config(
                        7,
                        8,
                        false,
                        Shape.SQUARE,
                        List.of("a", "b"),
                        List.of(1, 2),
                        Optional.of(9L),
                        Map.of("x", 1L),
                        new Inner(2, 0.5f)));
    }

    @Test
    void matchesKeysWithoutRegardToCase() {
        assertThat(read("COUNT", 5L).count()).isEqualTo(5);
    }

    @Test
    void takesNullAsAbsent() {
        assertThat(read("count", null).count()).isEqualTo(3);
    }

    @Test
    void takesASingleValueAsAList() {
        assertThat(read("names", "one").names()).containsExactly("one");
    }

    @Test
    void refusesAKeyGivenTwice() {
        assertRefused(
                "Configuration key `%s` is given twice; keys do not depend on letter case."
                        .formatted(secondOf("count", "Count")),
                "count",
                1L,
                "Count",
                2L);
    }

    /** A map has no order of its own, so which of two keys comes second is its secret. */
    private static String secondOf(String first, String second) {
        List<String> keys = List.copyOf(map(first, 1L, second, 2L).keySet());
        return keys.get(1);
    }

    @Test
    void refusesUnknownKeysWithASuggestion() {
        assertRefused("Unexpected configuration key: cuont (Did you mean [count]?)", "cuont", 1L);
        assertRefused("Unexpected configuration key: zebra", "zebra", 1L);
        assertRefused(
                "Unexpected configuration keys: lenght (Did you mean [length]?), zebra", "lenght", 1L, "zebra", 1L);
    }

    @Test
    void suggestsNoKeyThatIsGivenAlready() {
        assertRefused("Unexpected configuration key: cuont", "cuont", 1L, "count", 1L);
    }

    @Test
    void refusesWrongTypes() {
        assertRefused("The value of `count` must be of type `Integer` but was `String`.", "count", "7");
        assertRefused("The value of `count` must be of type `Integer` but was `Double`.", "count", 7.0);
        assertRefused("The value of `length` must be of type `Long` but was `Boolean`.", "length", true);
        assertRefused("The value of `rate` must be of type `Double` but was `String`.", "rate", "fast");
        assertRefused("The value of `share` must be of type `Float` but was `String`.", "share", "half");
        assertRefused("The value of `flag` must be of type `Boolean` but was `Long`.", "flag", 1L);
        assertRefused("The value of `names` must be of type `String` but was `Long`.", "names", List.of(1L));
        assertRefused("The value of `options` must be of type `Map` but was `String`.", "options", "none");
        assertRefused("The value of `seed` must be of type `Long` but was `Double`.", "seed", 1.5);
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused("Value for `count` was `0`, but must be within the range [1, 10].", "count", 0L);
        assertRefused(
                "Value for `count` was `5000000000`, but must be within the range [-2147483648, 2147483647].",
                "count",
                5_000_000_000L);
        assertRefused("Value for `rate` was `0.0`, but must be within the range (0.0, ∞).", "rate", 0.0);
        assertRefused("Value for `rate` was `NaN`, but must be within the range (0.0, ∞).", "rate", Double.NaN);
    }

    @Test
    void refusesUnknownConstants() {
        assertRefused(
                "Value for `shape` was `rond`, but must be one of [ROUND, SQUARE]. (Did you mean [ROUND]?)",
                "shape",
                "rond");
    }

    @Test
    void asksForMandatoryKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigReader.read(Mandatory.DEFAULTS, Map.of()))
                .withMessage("No value specified for the mandatory configuration parameter `writeProperty`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigReader.read(Mandatory.DEFAULTS, Map.of("writeProprty", "v")))
                .withMessage(
                        "No value specified for the mandatory configuration parameter `writeProperty` (a similar parameter exists: [writeProprty])");
    }

    @Test
    void readsSeveralRecordsFromOneMap() {
        ConfigReader reader = new ConfigReader(Map.of("writeProperty", "v", "count", 2L));

        assertThat(reader.read(Mandatory.DEFAULTS).writeProperty()).isEqualTo("v");
        assertThat(reader.read(Config.DEFAULTS).count()).isEqualTo(2);
        reader.rejectUnknownKeys();
    }

    @Test
    void turnsRecordsBackIntoMaps() {
        Map<String, Object> map = ConfigReader.toMap(read("shape", "SQUARE"));

        assertThat(map)
                .containsEntry("shape", "SQUARE")
                .containsEntry("rate", 0.5)
                .doesNotContainKeys("seed", "inner");
        assertThat(ConfigReader.read(Config.DEFAULTS, map)).isEqualTo(read("shape", "SQUARE"));
    }

    @Test
    void describesKeysForTheManual() {
        assertThat(ConfigReader.keys(Config.DEFAULTS))
                .extracting(ConfigReader.Key::name)
                .containsExactly(
                        "count", "length", "flag", "shape", "names", "numbers", "seed", "options", "rate", "share");
        assertThat(ConfigReader.keys(Config.DEFAULTS))
                .extracting(ConfigReader.Key::type)
                .containsExactly(
                        "Integer",
                        "Integer",
                        "Boolean",
                        "String",
                        "List of String",
                        "List of Integer",
                        "Integer",
                        "Map",
                        "Float",
                        "Float");
        assertThat(ConfigReader.keys(Mandatory.DEFAULTS))
                .containsExactly(new ConfigReader.Key("writeProperty", "String", null, false, "Target."));
    }
}
