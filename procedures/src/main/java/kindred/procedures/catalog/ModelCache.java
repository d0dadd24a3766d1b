package kindred.procedures.catalog;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kindred.model.Model;

/**
 * Models in memory, by uuid, least recently used ones leaving first. A uuid names one content for ever, so an entry can be
 * superfluous but never wrong.
 */
final class ModelCache {

    private final long capacity;
    private final Map<String, Model> models = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

    ModelCache(long capacityInBytes) {
        this.capacity = capacityInBytes;
    }

    synchronized Optional<Model> get(String uuid) {
        return Optional.ofNullable(models.get(uuid));
    }

    synchronized boolean contains(String uuid) {
        return models.containsKey(uuid);
    }

    /** A model larger than the whole cache is not kept. */
    synchronized void put(String uuid, Model model) {
        long size = model.bytes();
        if (size > capacity || models.containsKey(uuid)) {
            return;
        }
        models.put(uuid, model);
        used += size;
        Iterator<Model> oldest = models.values().iterator();
        while (used > capacity) {
            used -= oldest.next().bytes();
            oldest.remove();
        }
    }

    synchronized void remove(String uuid) {
        Model removed = models.remove(uuid);
        used -= removed == null ? 0 : removed.bytes();
    }
}
