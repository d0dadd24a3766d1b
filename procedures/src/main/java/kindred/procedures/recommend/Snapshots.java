package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import kindred.candidate.PopularitySource;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Direction;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/**
 * Reads what scans need, for one call, and shares it with other calls that see the same store. Nothing is shared that could be
 * out of date: a snapshot is kept only if the store had one version from the beginning of its reading to the end, and used only
 * while the store still has it.
 */
public final class Snapshots {

    private final SnapshotCache cache;
    private final String user;
    private final String database;
    private final StoreView view;

    public Snapshots(SnapshotCache cache, String user, String database, StoreView view) {
        this.cache = cache;
        this.user = user;
        this.database = database;
        this.view = view;
    }

    /** Whether the caller's transaction has changes that only a scan in it sees. */
    boolean hasOwnChanges() {
        return view.hasOwnChanges();
    }

    /** The vectors as the transaction sees them, own changes included. */
    VectorSnapshot vectors(Session session, Label label, String property) {
        VectorSnapshot committed = committed(
                session,
                new SnapshotCache.Key(user, database, "vectors", label.name(), List.of(property)),
                VectorSnapshot.class,
                transaction -> VectorSnapshot.read(transaction, label, property, session.terminationCheck()),
                VectorSnapshot::bytes);
        return view.allChanges((node, properties) -> committed.agrees(session, node, properties, label, property))
                ? committed
                : VectorSnapshot.read(session.transaction(), label, property, session.terminationCheck());
    }

    /**
     * How many relationships of the types lead to each node of the label; of all types, if none is given. Counts what is
     * committed: what the transaction itself has added can wait.
     */
    PopularitySource popularity(Session session, Label label, RelationshipType[] types) {
        List<String> names =
                Arrays.stream(types).map(RelationshipType::name).sorted().toList();
        return committed(
                session,
                new SnapshotCache.Key(user, database, "popularity", label.name(), names),
                PopularitySource.class,
                transaction -> count(transaction, label, types, session.terminationCheck()),
                PopularitySource::bytes);
    }

    /** What is committed, from the cache, or read through the caller's transaction if that sees nothing else. */
    private <T> T committed(
            Session session,
            SnapshotCache.Key key,
            Class<T> type,
            Function<Transaction, T> reader,
            ToLongFunction<T> bytes) {
        Optional<StoreVersion> before = view.version();
        Optional<T> cached = before.flatMap(version -> cache.get(key, version, type));
        if (cached.isPresent()) {
            return cached.get();
        }
        T read = view.hasOwnChanges() ? session.committed(reader) : reader.apply(session.transaction());
        Optional<StoreVersion> after = view.version();
        if (before.isPresent() && after.isPresent() && before.get().isSame(after.get())) {
            cache.put(key, after.get(), read, bytes.applyAsLong(read));
        }
        return read;
    }

    private static PopularitySource count(
            Transaction transaction, Label label, RelationshipType[] types, Runnable terminationCheck) {
        LongArrayList nodes = new LongArrayList();
        IntArrayList counts = new IntArrayList();
        try (ResourceIterator<Node> labelled = transaction.findNodes(label)) {
            while (labelled.hasNext()) {
                if (nodes.size() % 1024 == 0) {
                    terminationCheck.run();
                }
                Node node = labelled.next();
                nodes.add(Ids.of(node));
                counts.add(incoming(node, types));
            }
        }
        return new PopularitySource(nodes.toLongArray(), counts.toIntArray());
    }

    private static int incoming(Node node, RelationshipType[] types) {
        if (types.length == 0) {
            return node.getDegree(Direction.INCOMING);
        }
        int sum = 0;
        for (RelationshipType type : types) {
            sum += node.getDegree(type, Direction.INCOMING);
        }
        return sum;
    }
}
