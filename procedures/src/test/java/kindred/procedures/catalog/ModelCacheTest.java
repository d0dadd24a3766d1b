package kindred.procedures.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import kindred.graph.NodeIndex;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Model;
import kindred.model.NodeEmbeddings;
import kindred.model.Provenance;
import kindred.model.QuantisedTable;
import kindred.model.RelationTable;
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

    @Test
    void countsWhatCompressedModelsReallyHold() {
        int rows = 10_000;
        Model compressed = new KnowledgeEmbeddings(
                        new EmbeddingTable(rows, 8),
                        new RelationTable(List.of(), new EmbeddingTable(0, 8), "distMult", false),
                        nodes(rows),
                        provenance(rows))
                .quantised(new QuantisedTable(rows, 8, 2, new float[256 * 8], new byte[2 * rows]));
        int bytes = rows * (8 + 2) + 256 * 8 * 4;
        ModelCache enough = new ModelCache(bytes);
        enough.put("a", compressed);
        assertThat(enough.contains("a")).isTrue();
        ModelCache tooSmall = new ModelCache(bytes - 1);
        tooSmall.put("a", compressed);
        assertThat(tooSmall.contains("a")).isFalse();
    }

    private static Model model(int rows) {
        return new NodeEmbeddings(new EmbeddingTable(rows, 8), nodes(rows), provenance(rows));
    }

    private static NodeIndex nodes(int count) {
        return NodeIndex.ofSingleLabel("A", LongStream.range(0, count).toArray());
    }

    private static Provenance provenance(int rows) {
        return new Provenance("t", Map.of(), 1, rows, 0, 0, "0", List.of(), Map.of(), 0, Instant.EPOCH);
    }
}
