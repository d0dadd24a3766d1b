package kindred.procedures.evaluate;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kindred.graph.KnownTriples;
import kindred.graph.NodeIndex;
import kindred.graph.Triples;
import kindred.procedures.evaluate.Holdout.Role;
import kindred.procedures.knowledge.KnowledgeModel;
import kindred.procedures.read.Selection.Orientation;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterable;
import org.neo4j.graphdb.ResourceIterator;

/**
 * The relationships between the nodes of a model, of the types that it knows, as facts: divided into what is known and what is to be predicted. Of
 * a type that no split has marked, all are known.
 */
final class StoredFacts {

    private final Session session;
    private final KnowledgeKeys keys;
    private final KnowledgeModel model;
    private final Map<Role, LongOpenHashSet[]> pairs = new EnumMap<>(Role.class);
    private long unknownTestCount;

    private StoredFacts(Session session, KnowledgeKeys keys, KnowledgeModel model) {
        this.session = session;
        this.keys = keys;
        this.model = model;
        for (Role role : Role.values()) {
            LongOpenHashSet[] byRelation = new LongOpenHashSet[types().size()];
            Arrays.setAll(byRelation, relation -> new LongOpenHashSet());
            pairs.put(role, byRelation);
        }
    }

    /**
     * What to evaluate. Several relationships of one type between two nodes are one fact.
     *
     * @param test facts to predict
     * @param known other facts, which a model may have learned from
     * @param all all facts, those that are left alone among them
     * @param knownTestCount facts that were to be predicted, but are known
     * @param unknownTestCount relationships that were to be predicted, but have an end that the model does not know
     */
    record Divided(Triples test, Triples known, KnownTriples all, long knownTestCount, long unknownTestCount) {}

    /** Reads all in the caller's transaction. */
    static Divided read(Session session, KnowledgeKeys keys, KnowledgeModel model) {
        if (!keys.judgesAll()) {
            keys.relationshipTypes().forEach(model::relation);
        }
        StoredFacts facts = new StoredFacts(session, keys, model);
        for (int relation = 0; relation < facts.types().size(); relation++) {
            facts.addAll(relation);
        }
        return facts.divide();
    }

    private List<String> types() {
        return model.content().relations().types();
    }

    private void addAll(int relation) {
        Reader reader = new Reader(relation);
        String type = types().get(relation);
        if (type.equals(KnowledgeModel.ALL_TYPES)) {
            try (ResourceIterable<Relationship> all = session.transaction().getAllRelationships()) {
                session.forEach(all.iterator(), reader::add);
            }
        } else {
            try (ResourceIterator<Relationship> found =
                    session.transaction().findRelationships(RelationshipType.withName(type))) {
                session.forEach(found, reader::add);
            }
        }
        reader.end();
    }

    /** Reads the relationships of one type. */
    private final class Reader {
        private final int relation;
        private final boolean judged;
        private final Holdout holdout = keys.holdout();
        private final LongOpenHashSet unmarked = new LongOpenHashSet();
        private long marked;
        private long withoutMark;

        Reader(int relation) {
            this.relation = relation;
            this.judged = keys.judgesAll() || keys.relationshipTypes().contains(types().get(relation));
        }

        void add(Relationship relationship) {
            NodeIndex nodes = model.content().nodes();
            int start = nodes.nodeOf(Session.startId(relationship));
            int end = nodes.nodeOf(Session.endId(relationship));
            boolean inside = start >= 0 && end >= 0;
            Object mark = relationship.getProperty(keys.splitProperty(), null);
            if (mark != null) {
                Role role = holdout.roleOf(mark, relationship.getType().name());
                role = role == Role.TO_PREDICT && !judged ? Role.LEFT_ALONE : role;
                unknownTestCount += role == Role.TO_PREDICT && !inside ? 1 : 0;
                if (inside) {
                    marked++;
                    pairs.get(role)[relation].add(pair(start, end));
                }
            } else if (inside) {
                withoutMark++;
                unmarked.add(pair(start, end));
            }
        }

        void end() {
            if (marked > 0) {
                holdout.requireMarks(
                        withoutMark, marked + withoutMark, "of type `%s`".formatted(types().get(relation)));
            }
            pairs.get(Role.KNOWN)[relation].addAll(unmarked);
        }
    }

    /** Head and tail, as training takes them. */
    private long pair(int start, int end) {
        boolean turned = keys.orientation() == Orientation.REVERSE
                || keys.orientation() == Orientation.UNDIRECTED && start > end;
        return turned ? (long) end << 32 | start : (long) start << 32 | end;
    }

    private Divided divide() {
        Triples known = triples(Role.KNOWN);
        Triples all = triples(Role.TO_PREDICT);
        KnownTriples learnt = new KnownTriples(known);
        Triples test = all.select(fact -> !learnt.contains(all.head(fact), all.relation(fact), all.tail(fact)));
        if (test.count() == 0) {
            throw nothingToEvaluate(all.count());
        }
        KnownTriples filter = new KnownTriples(known, all, triples(Role.LEFT_ALONE));
        return new Divided(test, known, filter, all.count() - test.count(), unknownTestCount);
    }

    private IllegalArgumentException nothingToEvaluate(int knownTestCount) {
        String types = keys.judgesAll()
                ? "a type that the model with name `%s` knows".formatted(model.name())
                : "type `%s`".formatted(String.join("` or `", keys.relationshipTypes()));
        String none = "No relationship of %s is %s, so there is nothing to evaluate."
                .formatted(types, keys.holdout().description());
        String leftOut =
                " %d are left out because the model does not know both of their nodes, and %d because they are known as well."
                        .formatted(unknownTestCount, knownTestCount);
        return new IllegalArgumentException(unknownTestCount + knownTestCount == 0 ? none : none + leftOut);
    }

    private Triples triples(Role role) {
        LongOpenHashSet[] byRelation = pairs.get(role);
        int count = Math.toIntExact(
                Arrays.stream(byRelation).mapToLong(LongOpenHashSet::size).sum());
        int[] heads = new int[count];
        int[] relations = new int[count];
        int[] tails = new int[count];
        int next = 0;
        for (int relation = 0; relation < byRelation.length; relation++) {
            long[] sorted = byRelation[relation].toLongArray();
            Arrays.sort(sorted);
            for (long pair : sorted) {
                heads[next] = (int) (pair >>> 32);
                relations[next] = relation;
                tails[next++] = (int) pair;
            }
        }
        return new Triples(model.content().nodes().nodeCount(), types(), heads, relations, tails, null);
    }
}
