package kindred.procedures.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Turns what Cypher hands over into what the engine takes. */
public final class Arguments {

    private Arguments() {}

    /**
     * A map argument; null stands for the empty map.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Map<String, Object> map(String name, Object argument) {
        if (argument == null) {
            return Map.of();
        }
        if (!(argument instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("The value of `%s` must be of type `Map` but was `%s`."
                    .formatted(name, argument.getClass().getSimpleName()));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        given.forEach((key, value) -> map.put((String) key, value));
        return map;
    }
}
