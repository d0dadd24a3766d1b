package kindred.procedures.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotCacheTest {

    private final Object store = new Object();
    private final SnapshotCache cache = new SnapshotCache(100);

    @Test
    void givesBackWhatIsOfTheSameVersion() {
        cache.put(key("a"), new StoreVersion(store, 7), "seven", 10);
        assertThat(cache.get(key("a"), new StoreVersion(store, 7), String.class))
                .contains("seven");
        assertThat(cache.get(key("b"), new StoreVersion(store, 7), String.class))
                .isEmpty();
    }

    @Test
    void forgetsWhatIsOfAnotherVersion() {
        cache.put(key("a"), new StoreVersion(store, 7), "seven", 10);
        assertThat(cache.get(key("a"), new StoreVersion(store, 8), String.class))
                .isEmpty();
        assertThat(cache.get(key("a"), new StoreVersion(store, 7), String.class))
                .isEmpty();
    }

    @Test
    void tellsARestartedDatabaseFromTheOldOne() {
        cache.put(key("a"), new StoreVersion(store, 7), "seven", 10);
        assertThat(cache.get(key("a"), new StoreVersion(new Object(), 7), String.class))
                .isEmpty();
    }

    @Test
    void forgetsTheLeastRecentlyUsedWhenItIsFull() {
        StoreVersion version = new StoreVersion(store, 7);
        cache.put(key("a"), version, "a", 50);
        cache.put(key("b"), version, "b", 50);
        assertThat(cache.get(key("a"), version, String.class)).isPresent();
        cache.put(key("c"), version, "c", 50);
        assertThat(cache.get(key("a"), version, String.class)).isPresent();
        assertThat(cache.get(key("b"), version, String.class)).isEmpty();
        assertThat(cache.get(key("c"), version, String.class)).isPresent();
    }

    @Test
    void keepsNothingThatIsLargerThanItself() {
        StoreVersion version = new StoreVersion(store, 7);
        cache.put(key("a"), version, "a", 50);
        cache.put(key("huge"), version, "huge", 101);
        assertThat(cache.get(key("a"), version, String.class)).isPresent();
        assertThat(cache.get(key("huge"), version, String.class)).isEmpty();
    }

    private static SnapshotCache.Key key(String label) {
        return new SnapshotCache.Key("", "neo4j", "vectors", label, List.of());
    }
}
