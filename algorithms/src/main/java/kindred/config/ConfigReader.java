package kindred.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads configuration records from a user's map. Each record component is one key; its value is the user's or the default's,
 * coerced to the component's type; then the record's own constructor validates. Nested records are flattened.
 *
 * <p>A component whose default is {@code null} is mandatory. Keys are matched without regard to letter case, as in GDS; a null
 * value counts as absent. Several records may be read from one map before {@link #rejectUnknownKeys()}.
 *
 * <p>Component types: int, long, float, double, boolean (or their boxes), String, enums, List of String, Integer, Long or Double
 * (a single value is taken as a list of one), Map, and Optional of these.
 */
public final class ConfigReader {

    /** One key as the manual lists it. {@code defaultValue} is null for a mandatory key and for an absent optional one. */
    public record Key(String name, String type, Object defaultValue, boolean optional, String description) {}

    private final Map<String, Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> knownKeys = new LinkedHashSet<>();

    public ConfigReader(Map<String, Object> values) {
        values.forEach((key, value) -> {
            if (this.values.putIfAbsent(key, value) != null) {
                throw new IllegalArgumentException(
                        "Configuration key `%s` is given twice; keys do not depend on letter case.".formatted(key));
            }
        });
    }

    /** Reads one record from a map that must hold nothing else. */
    public static <C extends Record> C read(C defaults, Map<String, Object> values) {
        ConfigReader reader = new ConfigReader(values);
        C config = reader.read(defaults);
        reader.rejectUnknownKeys();
        return config;
    }

    /**
     * Reads one record; keys of others are left alone.
     *
     * @throws IllegalArgumentException if a value has the wrong type or is out of range, or a mandatory one is missing
     */
    public <C extends Record> C read(C defaults) {
        keys(defaults).forEach(key -> knownKeys.add(key.name()));
        return build(defaults);
    }

    /** @throws IllegalArgumentException if the map has keys that no record read so far knows */
    public void rejectUnknownKeys() {
        Set<String> known = new LinkedHashSet<>();
        knownKeys.forEach(key -> known.add(key.toLowerCase(Locale.ROOT)));
        List<String> unknown = values.keySet().stream()
                .filter(key -> !known.contains(key.toLowerCase(Locale.ROOT)))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        List<String> unused =
                knownKeys.stream().filter(key -> !values.containsKey(key)).toList();
        List<String> described = unknown.stream()
                .map(key -> key + Suggestions.didYouMean(key, unused))
                .toList();
        throw new IllegalArgumentException(
                unknown.size() == 1
                        ? "Unexpected configuration key: " + described.get(0)
                        : "Unexpected configuration keys: " + String.join(", ", described));
    }

    /** The record as a map of key to value, nested records flattened, absent optionals left out. */
    public static Map<String, Object> toMap(Record config) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            Object value = valueOf(component, config);
            if (value instanceof Record nested) {
                map.putAll(toMap(nested));
            } else if (value instanceof Optional<?> optional) {
                optional.ifPresent(present -> map.put(component.getName(), plain(present)));
            } else {
                map.put(component.getName(), plain(value));
            }
        }
        return map;
    }

    /** Describes the keys of a record, in their order, from its {@link Doc}s and defaults. */
    public static List<Key> keys(Record defaults) {
        List<Key> keys = new ArrayList<>();
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            Object value = valueOf(component, defaults);
            if (value instanceof Record nested) {
                keys.addAll(keys(nested));
                continue;
            }
            boolean optional = value != null;
            Object shown = value instanceof Optional<?> o ? o.orElse(null) : value;
            Doc doc = component.getAnnotation(Doc.class);
            keys.add(new Key(
                    component.getName(),
                    typeName(component.getGenericType()),
                    plain(shown),
                    optional,
                    doc == null ? "" : doc.value()));
        }
        return keys;
    }

    @SuppressWarnings("unchecked")
    private <C extends Record> C build(C defaults) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(components[i], valueOf(components[i], defaults));
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = defaults.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (C) constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                throw invalid;
            }
            throw new IllegalStateException(
                    "Configuration " + defaults.getClass().getName() + " failed to validate", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Configuration " + defaults.getClass().getName() + " cannot be constructed", e);
        }
    }

    private Object argument(RecordComponent component, Object defaultValue) {
        if (defaultValue instanceof Record nested) {
            return build(nested);
        }
        String key = component.getName();
        Object given = values.get(key);
        if (given != null) {
            return coerce(key, component.getGenericType(), given);
        }
        if (defaultValue == null) {
            List<String> similar = Suggestions.similar(key, values.keySet());
            throw new IllegalArgumentException("No value specified for the mandatory configuration parameter `%s`%s"
                    .formatted(
                            key,
                            similar.isEmpty()
                                    ? ""
                                    : " (a similar parameter exists: [" + String.join(", ", similar) + "])"));
        }
        return defaultValue;
    }

    private static Object coerce(String key, Type type, Object given) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return Optional.of(coerce(key, element, given));
            }
            if (generic.getRawType() == List.class) {
                List<?> elements = given instanceof List<?> list ? list : List.of(given);
                return elements.stream().map(e -> coerce(key, element, e)).toList();
            }
            return expect(key, Map.class, given);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return enumValue(key, raw, expect(key, String.class, given));
        }
        if (raw == int.class || raw == Integer.class) {
            return integer(key, given);
        }
        if (raw == long.class || raw == Long.class) {
            return wholeNumber(key, "Long", given);
        }
        if (raw == double.class || raw == Double.class) {
            return expect(key, "Double", Number.class, given).doubleValue();
        }
        if (raw == float.class || raw == Float.class) {
            return expect(key, "Float", Number.class, given).floatValue();
        }
        Class<?> boxed = raw == boolean.class ? Boolean.class : raw;
        return expect(key, boxed, given);
    }

    private static int integer(String key, Object given) {
        long value = wholeNumber(key, "Integer", given);
        Check.range(key, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return (int) value;
    }

    private static long wholeNumber(String key, String expected, Object given) {
        if (given instanceof Long || given instanceof Integer || given instanceof Short || given instanceof Byte) {
            return ((Number) given).longValue();
        }
        throw wrongType(key, expected, given);
    }

    private static <T> T expect(String key, Class<T> type, Object given) {
        return expect(key, type.getSimpleName(), type, given);
    }

    private static <T> T expect(String key, String expected, Class<T> type, Object given) {
        if (!type.isInstance(given)) {
            throw wrongType(key, expected, given);
        }
        return type.cast(given);
    }

    private static IllegalArgumentException wrongType(String key, String expected, Object given) {
        return new IllegalArgumentException("The value of `%s` must be of type `%s` but was `%s`."
                .formatted(key, expected, given.getClass().getSimpleName()));
    }

    private static Object enumValue(String key, Class<?> type, String given) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            if (constant.toString().equalsIgnoreCase(given)) {
                return constant;
            }
            names.add(constant.toString());
        }
        throw new IllegalArgumentException("Value for `%s` was `%s`, but must be one of [%s].%s"
                .formatted(key, given, String.join(", ", names), Suggestions.didYouMean(given, names)));
    }

    private static Object plain(Object value) {
        return value instanceof Enum<?> constant ? constant.toString() : value;
    }

    private static Object valueOf(RecordComponent component, Record config) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Component " + component + " cannot be read", e);
        }
    }

    private static String typeName(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class
                    ? typeName(element)
                    : generic.getRawType() == List.class ? "List of " + typeName(element) : "Map";
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return "String";
        }
        return switch (raw.getSimpleName()) {
            case "int", "long", "Integer", "Long" -> "Integer";
            case "float", "double", "Float", "Double" -> "Float";
            case "boolean" -> "Boolean";
            default -> raw.getSimpleName();
        };
    }
}
