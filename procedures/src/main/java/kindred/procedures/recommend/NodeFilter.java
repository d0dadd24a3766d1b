package kindred.procedures.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import kindred.config.Suggestions;
import org.neo4j.graphdb.Node;

/**
 * Conditions on a node's properties, all of which must hold, written as a map: {@code {genre: 'jazz'}} equals,
 * {@code {genre: ['jazz', 'soul']}} is one of, {@code {year: {gte: 1990, lt: 2000}}} compares with {@code eq, ne, lt, lte, gt,
 * gte, in, notIn} and {@code exists}. A missing property meets only {@code {exists: false}}, {@code ne} and {@code notIn}.
 */
final class NodeFilter implements Predicate<Node> {

    private static final List<String> OPERATORS =
            List.of("eq", "ne", "lt", "lte", "gt", "gte", "in", "notIn", "exists");

    private record Condition(String property, Predicate<Object> test) {}

    private final List<Condition> conditions = new ArrayList<>();

    /** @throws IllegalArgumentException if an operator is unknown or has no sensible operand */
    NodeFilter(Map<String, Object> filter) {
        filter.forEach((property, condition) -> {
            if (condition instanceof Map<?, ?> operators) {
                operators.forEach((operator, operand) ->
                        conditions.add(new Condition(property, test(property, String.valueOf(operator), operand))));
            } else if (condition instanceof List<?> choices) {
                conditions.add(new Condition(property, test(property, "in", choices)));
            } else {
                conditions.add(new Condition(property, test(property, "eq", condition)));
            }
        });
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    @Override
    public boolean test(Node node) {
        for (Condition condition : conditions) {
            if (!condition.test().test(node.getProperty(condition.property(), null))) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Object> test(String property, String operator, Object operand) {
        return switch (operator) {
            case "eq" -> {
                Object wanted = scalar(property, operator, operand);
                yield value -> equal(value, wanted);
            }
            case "ne" -> {
                Object unwanted = scalar(property, operator, operand);
                yield value -> !equal(value, unwanted);
            }
            case "in" -> {
                List<?> choices = list(property, operator, operand);
                yield value -> choices.stream().anyMatch(choice -> equal(value, choice));
            }
            case "notIn" -> {
                List<?> choices = list(property, operator, operand);
                yield value -> choices.stream().noneMatch(choice -> equal(value, choice));
            }
            case "exists" -> {
                if (!(operand instanceof Boolean wanted)) {
                    throw wrong(property, operator, "Boolean", operand);
                }
                yield value -> (value != null) == wanted;
            }
            case "lt", "lte", "gt", "gte" -> comparison(property, operator, operand);
            default ->
                throw new IllegalArgumentException("Unexpected operator in `filter` of `%s`: %s%s. Operators are %s."
                        .formatted(property, operator, Suggestions.didYouMean(operator, OPERATORS), OPERATORS));
        };
    }

    private static Predicate<Object> comparison(String property, String operator, Object operand) {
        if (!(operand instanceof Comparable<?>)) {
            throw wrong(property, operator, "Comparable", operand);
        }
        return value -> {
            Optional<Integer> order = compare(value, operand);
            return order.isPresent()
                    && switch (operator) {
                        case "lt" -> order.get() < 0;
                        case "lte" -> order.get() <= 0;
                        case "gt" -> order.get() > 0;
                        default -> order.get() >= 0;
                    };
        };
    }

    /** As in Cypher, numbers compare with numbers and otherwise only values of one type; else there is no order. */
    private static Optional<Integer> compare(Object value, Object operand) {
        if (value instanceof Number a && operand instanceof Number b) {
            boolean whole = isWhole(a) && isWhole(b);
            return Optional.of(
                    whole
                            ? Long.compare(a.longValue(), b.longValue())
                            : Double.compare(a.doubleValue(), b.doubleValue()));
        }
        if (value != null && value.getClass() == operand.getClass() && value instanceof Comparable<?>) {
            @SuppressWarnings("unchecked") // same class, so comparable with each other
            Comparable<Object> comparable = (Comparable<Object>) value;
            return Optional.of(comparable.compareTo(operand));
        }
        return Optional.empty();
    }

    private static boolean isWhole(Number number) {
        return !(number instanceof Double || number instanceof Float);
    }

    private static boolean equal(Object value, Object operand) {
        if (value instanceof Number && operand instanceof Number) {
            return compare(value, operand).orElseThrow() == 0;
        }
        return operand.equals(value);
    }

    private static List<?> list(String property, String operator, Object operand) {
        if (operand instanceof List<?> list) {
            return list;
        }
        throw wrong(property, operator, "List", operand);
    }

    private static Object scalar(String property, String operator, Object operand) {
        if (operand == null || operand instanceof List<?> || operand instanceof Map<?, ?>) {
            throw wrong(property, operator, "Scalar", operand);
        }
        return operand;
    }

    private static IllegalArgumentException wrong(String property, String operator, String expected, Object operand) {
        return new IllegalArgumentException("The value of `filter.%s.%s` must be of type `%s` but was `%s`."
                .formatted(
                        property,
                        operator,
                        expected,
                        operand == null ? "null" : operand.getClass().getSimpleName()));
    }
}
