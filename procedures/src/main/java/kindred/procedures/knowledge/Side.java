package kindred.procedures.knowledge;

import java.util.Locale;
import org.neo4j.graphdb.Direction;

/** Which end of a relationship is missing. */
enum Side {
    TAILS(Direction.OUTGOING),
    HEADS(Direction.INCOMING);

    private final Direction direction;

    Side(Direction direction) {
        this.direction = direction;
    }

    /** How relationships go, seen from the end that is given. */
    Direction direction() {
        return direction;
    }

    /** The name in Cypher. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
