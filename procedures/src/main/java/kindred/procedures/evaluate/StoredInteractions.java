package kindred.procedures.evaluate;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import kindred.evaluate.Interactions;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterator;

/** Users, items, and their relationships, divided into what is known and what is to be predicted. */
final class StoredInteractions {

    private static final class Pairs {
        private final IntArrayList users = new IntArrayList();
        private final IntArrayList items = new IntArrayList();

        Interactions between(int userCount, int itemCount) {
            return Interactions.of(userCount, itemCount, users.toIntArray(), items.toIntArray());
        }
    }

    private final Session session;
    private final RecommendationKeys keys;
    private final long[] users;
    private final long[] items;
    private final Long2IntOpenHashMap userNumbers;
    private final Long2IntOpenHashMap itemNumbers;
    private final Pairs known = new Pairs();
    private final Pairs test = new Pairs();
    private long between;
    private long unmarked;

    private StoredInteractions(Session session, RecommendationKeys keys) {
        this.session = session;
        this.keys = keys;
        this.users = nodes(keys.userLabel());
        this.items = nodes(keys.itemLabel());
        this.userNumbers = numbers(users);
        this.itemNumbers = numbers(items);
    }

    /** Reads all in the caller's transaction. */
    static StoredInteractions read(Session session, RecommendationKeys keys) {
        session.requireLabel(keys.userLabel());
        session.requireLabel(keys.itemLabel());
        keys.holdout().requireTypes(session);
        StoredInteractions all = new StoredInteractions(session, keys);
        Holdout holdout = keys.holdout();
        holdout.relationshipTypes()
                .forEach(type -> all.addAll(
                        type, holdout.splitProperty().map(all::bySplit).orElse(all::addKnown)));
        holdout.testRelationshipType()
                .ifPresent(type -> all.addAll(type, (relationship, user, item) -> all.add(all.test, user, item)));
        all.check();
        return all;
    }

    private interface Target {
        void add(Relationship relationship, int user, int item);
    }

    private void addKnown(Relationship relationship, int user, int item) {
        add(known, user, item);
    }

    private void add(Pairs pairs, int user, int item) {
        pairs.users.add(user);
        pairs.items.add(item);
    }

    private Target bySplit(String property) {
        return (relationship, user, item) -> {
            Object mark = relationship.getProperty(property, null);
            if (mark == null) {
                unmarked++;
                return;
            }
            switch (keys.holdout().roleOf(mark, relationship.getType().name())) {
                case KNOWN -> add(known, user, item);
                case TO_PREDICT -> add(test, user, item);
                case LEFT_ALONE -> {}
            }
        };
    }

    private void addAll(String type, Target target) {
        try (ResourceIterator<Relationship> found =
                session.transaction().findRelationships(RelationshipType.withName(type))) {
            session.forEach(found, relationship -> {
                long start = Session.startId(relationship);
                long end = Session.endId(relationship);
                if (userNumbers.containsKey(start) && itemNumbers.containsKey(end)) {
                    between++;
                    target.add(relationship, userNumbers.get(start), itemNumbers.get(end));
                } else if (userNumbers.containsKey(end) && itemNumbers.containsKey(start)) {
                    between++;
                    target.add(relationship, userNumbers.get(end), itemNumbers.get(start));
                }
            });
        }
    }

    private void check() {
        String where = "between `%s` and `%s`".formatted(keys.userLabel(), keys.itemLabel());
        if (between == 0) {
            throw new IllegalArgumentException("There are no relationships of type `%s` %s."
                    .formatted(String.join("` or `", keys.holdout().relationshipTypes()), where));
        }
        keys.holdout().requireMarks(unmarked, between, where);
        if (test.users.isEmpty()) {
            throw new IllegalArgumentException("No relationship %s is %s, so there is nothing to evaluate."
                    .formatted(where, keys.holdout().description()));
        }
    }

    private long[] nodes(String label) {
        LongArrayList ids = new LongArrayList();
        try (ResourceIterator<Node> nodes = session.transaction().findNodes(Label.label(label))) {
            session.forEach(nodes, node -> ids.add(Session.id(node)));
        }
        return NodeVectors.ascending(ids.toLongArray());
    }

    private static Long2IntOpenHashMap numbers(long[] ids) {
        Long2IntOpenHashMap numbers = new Long2IntOpenHashMap(ids.length);
        for (int i = 0; i < ids.length; i++) {
            numbers.put(ids[i], i);
        }
        return numbers;
    }

    long[] items() {
        return items;
    }

    /** Database ids of these users. */
    long[] users(int[] numbers) {
        long[] ids = new long[numbers.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = users[numbers[i]];
        }
        return ids;
    }

    /** What users have; a node that is both user and item counts as known to itself, so that it is not recommended to itself. */
    Interactions known() {
        for (int user = 0; user < users.length; user++) {
            if (itemNumbers.containsKey(users[user])) {
                add(known, user, itemNumbers.get(users[user]));
            }
        }
        return known.between(users.length, items.length);
    }

    /** What is to be predicted. */
    Interactions test() {
        return test.between(users.length, items.length);
    }
}
