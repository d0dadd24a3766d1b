package kindred.procedures.knowledge;

import org.neo4j.graphdb.Direction;

/** Which of a node's relationships are looked at, in GDS's words. */
enum Orientation {
    NATURAL(Direction.OUTGOING),
    REVERSE(Direction.INCOMING),
    UNDIRECTED(Direction.BOTH);

    private final Direction direction;

    Orientation(Direction direction) {
        this.direction = direction;
    }

    /** How relationships go, seen from the node. */
    Direction direction() {
        return direction;
    }
}
