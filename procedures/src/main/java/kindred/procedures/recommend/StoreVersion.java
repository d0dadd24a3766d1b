package kindred.procedures.recommend;

import java.lang.ref.WeakReference;

/**
 * A state of a database's content: the store, as it is while running, and the last transaction that has changed it. As long as
 * the version is the same, what was read is what would be read.
 */
public final class StoreVersion {

    private final WeakReference<Object> store;
    private final long lastTransaction;

    /**
     * @param store an object that lives exactly as long as the database runs
     * @param lastTransaction the last transaction that was committed
     */
    public StoreVersion(Object store, long lastTransaction) {
        this.store = new WeakReference<>(store);
        this.lastTransaction = lastTransaction;
    }

    /** A stopped database has no version that is the same as any. */
    boolean isSame(StoreVersion other) {
        Object own = store.get();
        return own != null && other.store.refersTo(own) && lastTransaction == other.lastTransaction;
    }
}
