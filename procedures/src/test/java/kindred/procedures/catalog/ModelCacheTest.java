package kindred.procedures.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import kindred.model.Model;
import kindred.model.NodeEmbeddings;
import kindred.model.Provenance;
import org.junit.jupiter.api.Test;

class ModelCacheTest {

    private static final int BYTES = 10 * (8 + 4 * 8);

    @Test
    void forgetsTheLeastRecentlyUsedModel() {
        ModelCache cache = new ModelCache(2 * BYTES);
        cache.put("a", model(10));
        cache.put("b", model(10));
        assertThat(cache.get("a")).isPresent();
        cache.put("c", model(10));
        assertThat(cache.contains("a")).isTrue();
        assertThat(cache.contains("b")).isFalse();
        assertThat(cache.contains("c")).isTrue();
    }

    @Test
    void doesNotForgetEverythingForOneThatIsTooLarge() {
        ModelCache cache = new ModelCache(2 * BYTES);
        cache.put("a", model(10));
        cache.put("huge", model(21));
        assertThat(cache.contains("a")).isTrue();
        assertThat(cache.contains("huge")).isFalse();
    }

    @Test
    void hasRoomAgainAfterARemoval() {
        ModelCache cache = new ModelCache(BYTES);
        cache.put("a", model(10));
        cache.remove("a");
        cache.remove("a");
        cache.put("b", model(10));
        assertThat(cache.contains("a")).isFalse();
        assertThat(cache.contains("b")).isTrue();
    }

    private static Model model(int rows) {
        Provenance provenance =
                new Provenance("t", Map.of(), 1, rows, 0, 0, "0", List.of(), Map.of(), 0, Instant.EPOCH);
        long[] ids = java.util.stream.LongStream.range(0, rows).toArray();
        return new NodeEmbeddings(new EmbeddingTable(rows, 8), NodeIndex.ofSingleLabel("A", ids), provenance);
    }
}
