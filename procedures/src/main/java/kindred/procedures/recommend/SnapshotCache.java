package kindred.procedures.recommend;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read from the databases of this server, with the version of the store in which it was so. */
public final class SnapshotCache {

    /** Who read what. Part of the key is the user, since another may not be allowed to read the same. */
    record Key(String user, String database, String kind, String label, List<String> names) {}

    private record Entry(StoreVersion version, Object value, long bytes) {}

    private final long capacity;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

    /** A cache of up to an eighth of the heap. */
    public SnapshotCache() {
        this(Runtime.getRuntime().maxMemory() / 8);
    }

    SnapshotCache(long capacityInBytes) {
        this.capacity = capacityInBytes;
    }

    synchronized <T> Optional<T> get(Key key, StoreVersion version, Class<T> type) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.version().isSame(version)) {
            remove(key);
            return Optional.empty();
        }
        return Optional.of(type.cast(entry.value()));
    }

    synchronized void put(Key key, StoreVersion version, Object value, long bytes) {
        remove(key);
        if (bytes > capacity) {
            return;
        }
        entries.put(key, new Entry(version, value, bytes));
        used += bytes;
        Iterator<Entry> oldest = entries.values().iterator();
        while (used > capacity) {
            used -= oldest.next().bytes();
            oldest.remove();
        }
    }

    private void remove(Key key) {
        Entry removed = entries.remove(key);
        used -= removed == null ? 0 : removed.bytes();
    }
}
