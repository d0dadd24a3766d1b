package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import kindred.candidate.PopularitySource;
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

    VectorSnapshot vectors(Transaction transaction, Label label, String property, Runnable terminationCheck) {
        return shared(
                new SnapshotCache.Key(user, database, "vectors", label.name(), List.of(property)),
                VectorSnapshot.class,
                () -> VectorSnapshot.read(transaction, label, property, terminationCheck),
                VectorSnapshot::bytes);
    }

    /** How many relationships of the types lead to each node of the label; of all types, if none is given. */
    PopularitySource popularity(
            Transaction transaction, Label label, RelationshipType[] types, Runnable terminationCheck) {
        List<String> names =
                Arrays.stream(types).map(RelationshipType::name).sorted().toList();
        return shared(
                new SnapshotCache.Key(user, database, "popularity", label.name(), names),
                PopularitySource.class,
                () -> count(transaction, label, types, terminationCheck),
                PopularitySource::bytes);
    }

    private <T> T shared(SnapshotCache.Key key, Class<T> type, Supplier<T> reader, ToLongFunction<T> bytes) {
        Optional<StoreVersion> before = view.version();
        Optional<T> cached = before.flatMap(version -> cache.get(key, version, type));
        if (cached.isPresent()) {
            return cached.get();
        }
        T read = reader.get();
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
