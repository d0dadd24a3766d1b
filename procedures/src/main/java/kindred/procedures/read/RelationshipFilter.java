package kindred.procedures.read;

import java.util.List;
import java.util.Map;
import org.neo4j.graphdb.Relationship;

/** Lets pass the relationships whose properties have certain values: how training leaves out what is marked for testing. */
final class RelationshipFilter {

    private final Map<String, Object> wanted;

    /** @param wanted for each property its value, or a list of values of which one is enough */
    RelationshipFilter(Map<String, Object> wanted) {
        this.wanted = wanted;
    }

    boolean accepts(Relationship relationship) {
        for (Map.Entry<String, Object> condition : wanted.entrySet()) {
            Object value = relationship.getProperty(condition.getKey(), null);
            boolean met = condition.getValue() instanceof List<?> several
                    ? several.stream().anyMatch(one -> isEqual(one, value))
                    : isEqual(condition.getValue(), value);
            if (!met) {
                return false;
            }
        }
        return true;
    }

    /** As Cypher compares: 1 and 1.0 are equal. */
    private static boolean isEqual(Object wanted, Object value) {
        if (wanted instanceof Number a && value instanceof Number b) {
            return a.longValue() == b.longValue() && a.doubleValue() == b.doubleValue();
        }
        return wanted.equals(value);
    }
}
