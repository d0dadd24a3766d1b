package kindred.procedures.catalog;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import kindred.procedures.run.ModelStore;
import org.neo4j.graphdb.GraphDatabaseService;

/**
 * The models of all users in all databases of this server: what they share, which is a cache and the knowledge of what is being
 * written at this moment. The models themselves are in the databases: see {@link UserModels}.
 */
public final class ModelCatalog implements ModelStore.Opener {

    /** Large enough to be efficient, small enough for a transaction's memory. */
    static final int CHUNK_BYTES = 16 << 20;

    private final ModelCache cache;
    private final int chunkBytes;
    private final Set<String> beingWritten = ConcurrentHashMap.newKeySet();
    private final ReentrantLock naming = new ReentrantLock();
    private final ReentrantLock deleting = new ReentrantLock();

    /** A catalogue that caches models in up to an eighth of the heap. */
    public ModelCatalog() {
        this(Runtime.getRuntime().maxMemory() / 8, CHUNK_BYTES);
    }

    ModelCatalog(long cachedBytes, int chunkBytes) {
        this.cache = new ModelCache(cachedBytes);
        this.chunkBytes = chunkBytes;
    }

    public UserModels open(GraphDatabaseService database, String username) {
        return open(database, username, () -> {});
    }

    @Override
    public UserModels open(GraphDatabaseService database, String username, Runnable terminationCheck) {
        return new UserModels(this, database, username, terminationCheck);
    }

    ModelCache cache() {
        return cache;
    }

    int chunkBytes() {
        return chunkBytes;
    }

    /** Uuids of models whose content is incomplete because somebody is writing it: not to be swept away. */
    Set<String> beingWritten() {
        return beingWritten;
    }

    /** Held while a name is checked and taken. One server writes to a database, so a lock in its memory is enough. */
    ReentrantLock naming() {
        return naming;
    }

    /** Held while parts are removed, so that nobody removes them twice. */
    ReentrantLock deleting() {
        return deleting;
    }
}
