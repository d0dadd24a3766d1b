package kindred.procedures.evaluate;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import kindred.evaluate.LinkPrediction;
import kindred.evaluate.Links;
import kindred.procedures.evaluate.Holdout.Role;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterator;

/** The relationships of some types, divided into what is known and what is to be predicted. */
final class StoredLinks {

    private static final class Pairs {
        private final LongArrayList sources = new LongArrayList();
        private final LongArrayList targets = new LongArrayList();
    }

    private final Session session;
    private final LinkPredictionKeys keys;
    private final Map<Role, Pairs> pairs = new EnumMap<>(Role.class);
    private long count;
    private long unmarked;

    private StoredLinks(Session session, LinkPredictionKeys keys) {
        this.session = session;
        this.keys = keys;
        for (Role role : Role.values()) {
            pairs.put(role, new Pairs());
        }
    }

    /**
     * What to evaluate.
     *
     * @param ids nodes at which the relationships are, ascending: node {@code i} has row {@code i} in the vectors
     * @param knownTestCount pairs that were to be predicted, but are known
     */
    record Numbered(long[] ids, LinkPrediction.Task task, long knownTestCount) {}

    /** Reads all in the caller's transaction. */
    static Numbered read(Session session, LinkPredictionKeys keys) {
        Holdout holdout = keys.holdout();
        holdout.requireTypes(session);
        StoredLinks all = new StoredLinks(session, keys);
        for (String type : holdout.relationshipTypes()) {
            all.addAll(type, Role.KNOWN);
        }
        holdout.testRelationshipType().ifPresent(type -> all.addAll(type, Role.TO_PREDICT));
        all.check();
        return all.number();
    }

    private void addAll(String type, Role role) {
        try (ResourceIterator<Relationship> found =
                session.transaction().findRelationships(RelationshipType.withName(type))) {
            session.forEach(found, relationship -> add(relationship, role));
        }
    }

    private void add(Relationship relationship, Role whereNothingMarks) {
        count++;
        Role role = whereNothingMarks;
        if (keys.holdout().splitProperty().isPresent()) {
            Object mark =
                    relationship.getProperty(keys.holdout().splitProperty().get(), null);
            if (mark == null) {
                unmarked++;
                return;
            }
            role = keys.holdout().roleOf(mark, relationship.getType().name());
        }
        pairs.get(role).sources.add(Session.startId(relationship));
        pairs.get(role).targets.add(Session.endId(relationship));
    }

    private void check() {
        String where =
                "of type `%s`".formatted(String.join("` or `", keys.holdout().relationshipTypes()));
        if (count == 0) {
            throw new IllegalArgumentException("There are no relationships %s.".formatted(where));
        }
        keys.holdout().requireMarks(unmarked, count, where);
        if (pairs.get(Role.TO_PREDICT).sources.isEmpty()) {
            throw new IllegalArgumentException("No relationship is %s, so there is nothing to evaluate."
                    .formatted(keys.holdout().description()));
        }
        if (pairs.get(Role.KNOWN).sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "No relationship %s is known, so there is nothing to learn from.".formatted(where));
        }
    }

    private Numbered number() {
        long[] ids = NodeVectors.ascending(pairs.values().stream()
                .flatMap(own -> Stream.of(own.sources, own.targets))
                .flatMapToLong(LongArrayList::longStream)
                .toArray());
        Long2IntOpenHashMap numbers = new Long2IntOpenHashMap(ids.length);
        for (int i = 0; i < ids.length; i++) {
            numbers.put(ids[i], i);
        }
        Links known = links(Role.KNOWN, numbers);
        Links wanted = links(Role.TO_PREDICT, numbers);
        Links test = wanted.without(known);
        LinkPrediction.Task task =
                new LinkPrediction.Task(known, test, links(Role.LEFT_ALONE, numbers), ends(numbers), keys.undirected());
        return new Numbered(ids, task, wanted.size() - test.size());
    }

    private Links links(Role role, Long2IntOpenHashMap numbers) {
        Pairs own = pairs.get(role);
        return Links.of(rows(own.sources, numbers), rows(own.targets, numbers), keys.undirected());
    }

    private Links.Ends ends(Long2IntOpenHashMap numbers) {
        LongArrayList sources = new LongArrayList();
        LongArrayList targets = new LongArrayList();
        pairs.values().forEach(own -> {
            sources.addAll(own.sources);
            targets.addAll(own.targets);
        });
        return Links.Ends.of(rows(sources, numbers), rows(targets, numbers), keys.undirected());
    }

    private static int[] rows(LongArrayList nodes, Long2IntOpenHashMap numbers) {
        return nodes.longStream().mapToInt(numbers::get).toArray();
    }
}
