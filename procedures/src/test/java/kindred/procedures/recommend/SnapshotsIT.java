package kindred.procedures.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kindred.procedures.KindredDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Transaction;

@ExtendWith(KindredDatabase.class)
class SnapshotsIT {

    private static final Label ITEM = Label.label("Item");

    private final KindredDatabase database;
    private final SnapshotCache cache = new SnapshotCache();
    private final Object store = new Object();

    SnapshotsIT(KindredDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void createItems() {
        database.clear();
        database.rows("UNWIND range(1, 200) AS i CREATE (:Item {i: i, embedding: [1.0, toFloat(i)]})");
    }

    @Test
    void readsOnceForAllWhoSeeTheSameStore() {
        VectorSnapshot first = read("", version(7));
        assertThat(read("", version(7))).isSameAs(first);
        assertThat(read("somebody else", version(7))).isNotSameAs(first);
        assertThat(read("", version(8))).isNotSameAs(first);
    }

    @Test
    void sharesNothingWhileSomebodyCommits() {
        VectorSnapshot first = read("", Optional.empty());
        assertThat(read("", Optional.empty())).isNotSameAs(first);
    }

    @Test
    void sharesNothingThatChangedWhileItWasRead() {
        AtomicInteger asked = new AtomicInteger();
        StoreView changing = view(() -> version(asked.getAndIncrement()));
        VectorSnapshot first = read("", changing);
        assertThat(asked.get()).isEqualTo(2);
        assertThat(read("", version(0))).isNotSameAs(first);
        assertThat(read("", version(1))).isNotSameAs(first);
    }

    @Test
    void neverMixesVectorsOfDifferentCommits() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int round = 2; !done.get(); round++) {
                    database.rows("MATCH (i:Item) SET i.embedding = [toFloat($round), 1.0]", "round", round);
                }
            });
            double last = 0;
            for (int call = 0; call < 200; call++) {
                double newest = (double) database.value("MATCH (i:Item {i: 1}) RETURN i.embedding[0]");
                List<Map<String, Object>> rows = database.rows(
                        "CALL kindred.candidates.similar([1.0, 0.0], {label: 'Item', similarity: 'dot', topK: 200}) YIELD score RETURN score");
                assertThat(rows).hasSize(200);
                double best = (double) rows.get(0).get("score");
                assertThat(best)
                        .as("not older than what was committed before the call")
                        .isGreaterThanOrEqualTo(newest);
                assertThat(best).isGreaterThanOrEqualTo(last);
                last = best;
            }
            done.set(true);
            writing.get();
        } finally {
            done.set(true);
            writer.shutdown();
        }
    }

    private VectorSnapshot read(String user, Optional<StoreVersion> version) {
        return read(user, view(() -> version));
    }

    private VectorSnapshot read(String user, StoreView view) {
        try (Transaction transaction = database.service().beginTx()) {
            Snapshots snapshots = new Snapshots(cache, user, "neo4j", view);
            return snapshots.vectors(
                    new Session(database.service(), transaction, snapshots, () -> {}), ITEM, "embedding");
        }
    }

    private Optional<StoreVersion> version(long transaction) {
        return Optional.of(new StoreVersion(store, transaction));
    }

    private static StoreView view(java.util.function.Supplier<Optional<StoreVersion>> version) {
        return new StoreView() {
            @Override
            public Optional<StoreVersion> version() {
                return version.get();
            }

            @Override
            public boolean hasOwnChanges() {
                return false;
            }

            @Override
            public boolean allChanges(ChangeTest test) {
                return true;
            }
        };
    }
}
