package kindred.procedures.evaluate;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Optional;
import kindred.evaluate.Splits.Part;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterator;

/** The relationships that a split divides: their ids, their ends, and their times if the split needs them. */
final class StoredRelationships {

    private final Session session;
    private final SplitKeys keys;
    private final Optional<String> timestampProperty;
    private final LongArrayList ids = new LongArrayList();
    private final LongArrayList sources = new LongArrayList();
    private final LongArrayList targets = new LongArrayList();
    private final LongArrayList timestamps = new LongArrayList();
    private Timestamps.Kind kind;
    private long withoutTime;
    private long foreignMarks;
    private Object foreignMark;

    private StoredRelationships(Session session, SplitKeys keys, Optional<String> timestampProperty) {
        this.session = session;
        this.keys = keys;
        this.timestampProperty = timestampProperty;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if there are none, if one has no time, or if the property to mark in is used for something else
     */
    static StoredRelationships read(Session session, SplitKeys keys, Optional<String> timestampProperty) {
        session.requireType(keys.relationshipType());
        keys.sourceLabel().ifPresent(session::requireLabel);
        StoredRelationships all = new StoredRelationships(session, keys, timestampProperty);
        try (ResourceIterator<Relationship> found =
                session.transaction().findRelationships(RelationshipType.withName(keys.relationshipType()))) {
            session.forEach(found, all::add);
        }
        all.check();
        return all;
    }

    private void add(Relationship relationship) {
        long start = Session.startId(relationship);
        long end = Session.endId(relationship);
        if (keys.sourceLabel().isPresent()) {
            Label label = Label.label(keys.sourceLabel().get());
            if (!relationship.getStartNode().hasLabel(label)) {
                if (!relationship.getEndNode().hasLabel(label)) {
                    return;
                }
                long swapped = start;
                start = end;
                end = swapped;
            }
        }
        ids.add(Session.id(relationship));
        sources.add(start);
        targets.add(end);
        timestampProperty.ifPresent(property -> addTime(relationship, property));
        Object mark = relationship.getProperty(keys.property(), null);
        if (mark != null && !isMark(mark)) {
            foreignMarks++;
            foreignMark = mark;
        }
    }

    private void addTime(Relationship relationship, String property) {
        Object value = relationship.getProperty(property, null);
        if (value == null) {
            withoutTime++;
            return;
        }
        Timestamps.Kind own = Timestamps.kindOf(value);
        if (own == null) {
            throw new IllegalArgumentException(
                    "Relationship property `%s` must hold numbers or points in time, but a relationship of type `%s` holds `%s`."
                            .formatted(property, keys.relationshipType(), value));
        }
        if (kind != null && kind != own) {
            throw new IllegalArgumentException(
                    "Relationship property `%s` must hold times of one kind, but relationships of type `%s` hold %s and %s."
                            .formatted(property, keys.relationshipType(), kind, own));
        }
        kind = own;
        timestamps.add(Timestamps.order(value));
    }

    static boolean isMark(Object value) {
        for (Part part : Part.values()) {
            if (part.toString().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private void check() {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("There are no relationships of type `%s`%s to split."
                    .formatted(
                            keys.relationshipType(),
                            keys.sourceLabel()
                                    .map(label -> " at nodes labelled `" + label + "`")
                                    .orElse("")));
        }
        if (withoutTime > 0) {
            throw new IllegalArgumentException(
                    "%d of %d relationships of type `%s` have no `%s`, which this split needs."
                            .formatted(
                                    withoutTime, ids.size(), keys.relationshipType(), timestampProperty.orElseThrow()));
        }
        if (foreignMarks > 0) {
            throw new IllegalArgumentException(
                    "Relationship property `%s` holds other values than 'train', 'valid' and 'test' on %d relationships of type `%s`, such as `%s`. Choose another `property` to mark in."
                            .formatted(keys.property(), foreignMarks, keys.relationshipType(), foreignMark));
        }
    }

    Session session() {
        return session;
    }

    SplitKeys keys() {
        return keys;
    }

    long[] ids() {
        return ids.toLongArray();
    }

    long[] sources() {
        return sources.toLongArray();
    }

    long[] targets() {
        return targets.toLongArray();
    }

    long[] timestamps() {
        return timestamps.toLongArray();
    }
}
