package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kindred.data.DataFolder;
import kindred.evaluate.Interactions;
import kindred.graph.Projection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionDataTest {

    @TempDir
    private Path path;

    @Test
    void buildsTheGraphOfKnownInteractions() {
        TestTables.write(path, "train", "#user item", "0 10", "2 11", "0 11");
        TestTables.write(path, "test", "#user item", "2 10", "0 30");
        InteractionData data = InteractionData.read(new DataFolder(path), 0, 1);
        assertThat(data.users()).isEqualTo(2);
        assertThat(data.items()).isEqualTo(3);
        assertThat(data.known().items(0)).containsExactly(0, 1);
        assertThat(data.test().items(0)).containsExactly(2);
        assertThat(data.test().items(1)).containsExactly(0);

        Projection graph = data.graph();
        assertThat(graph.nodes().labels()).containsExactly("User", "Item");
        assertThat(graph.nodeCount()).isEqualTo(5);
        assertThat(graph.arcCount()).isEqualTo(6);
        assertThat(graph.union().contains(0, 2)).isTrue();
        assertThat(graph.union().contains(3, 1)).isTrue();
        assertThat(graph.union().contains(1, 2)).isFalse();
    }

    @Test
    void takesFurtherUsersAndItemsFromTheDictionaries() {
        TestTables.write(path, "train", "#user item", "0 0");
        TestTables.write(path, "test", "#user item", "1 0");
        TestTables.write(path, "users", "#user key", "5 a");
        TestTables.write(path, "items", "#item key", "1 b", "0 c");
        InteractionData data = InteractionData.read(new DataFolder(path), 0, 1);
        assertThat(data.users()).isEqualTo(3);
        assertThat(data.items()).isEqualTo(2);
    }

    @Test
    void splitsRatingsAndHoldsOutFromWhatIsKnown() {
        TestTables.write(
                path,
                "ratings",
                Stream.concat(
                                Stream.of("#user item rating"),
                                IntStream.range(0, 200).mapToObj(i -> i % 10 + " " + i + " 5"))
                        .toArray(String[]::new));
        InteractionData data = InteractionData.read(new DataFolder(path), 0, 7);
        assertThat(data.known().count()).isEqualTo(160);
        assertThat(data.test().count()).isEqualTo(40);
        assertThat(data.test().without(data.known()).count()).isEqualTo(40);

        InteractionData held = InteractionData.read(new DataFolder(path), 0.25, 7);
        assertThat(held.known().count()).isEqualTo(120);
        assertThat(held.test().count()).isEqualTo(40);
        assertThat(held.test().without(data.known()).count()).isZero();
        assertThat(held.known().without(data.known()).count()).isZero();
    }

    @Test
    void prefersTheWholeHistoryToRatings() {
        TestTables.write(path, "ratings", "#user item rating", "0 10 5");
        TestTables.write(path, "history", "#user item", "0 10", "1 11", "1 12", "2 12");
        InteractionData data = InteractionData.read(new DataFolder(path), 0, 1);
        assertThat(data.userIds()).containsExactly(0, 1, 2);
        assertThat(data.itemIds()).containsExactly(10, 11, 12);
        assertThat(data.known().count() + data.test().count()).isEqualTo(4);
    }

    @Test
    void drawsSharesOfWhatIsKnownThatContainEachOther() {
        TestTables.write(
                path,
                "history",
                Stream.concat(Stream.of("#user item"), IntStream.range(0, 1000).mapToObj(i -> i % 20 + " " + i))
                        .toArray(String[]::new));
        InteractionData data = InteractionData.read(new DataFolder(path), 0, 7);
        Interactions most = data.knownShare(0.9, 7);
        assertThat(data.known().count()).isEqualTo(800);
        assertThat(most.count()).isEqualTo(720);
        assertThat(data.knownShare(0.95, 7).count()).isEqualTo(760);
        assertThat(most.without(data.knownShare(0.95, 7)).count()).isZero();
        assertThat(data.knownShare(1, 7).without(data.known()).count()).isZero();
        assertThat(data.knownShare(1, 7).count()).isEqualTo(800);
        assertThat(most.without(data.knownShare(0.9, 8)).count()).isPositive();
    }

    @Test
    void leavesUsersOutOfTheGraph() {
        TestTables.write(path, "train", "#user item", "0 10", "2 11", "0 11", "4 10");
        TestTables.write(path, "test", "#user item", "2 10");
        InteractionData data = InteractionData.read(new DataFolder(path), 0, 1);
        Projection graph = data.graph(data.known(), SideEdges.NONE, user -> user != 0);
        assertThat(graph.nodeCount()).isEqualTo(4);
        assertThat(graph.nodes().nodeOf(0)).isEqualTo(-1);
        assertThat(graph.arcCount()).isEqualTo(4);
        assertThat(graph.union().contains(graph.nodes().nodeOf(1), graph.nodes().nodeOf(4)))
                .isTrue();
        assertThat(graph.union().contains(graph.nodes().nodeOf(2), graph.nodes().nodeOf(3)))
                .isTrue();
    }

    @Test
    void saysWhatAFolderLacks() {
        TestTables.write(path, "edges", "#source target");
        assertThatThrownBy(() -> InteractionData.read(new DataFolder(path), 0, 1))
                .hasMessage(
                        "The data folder `%s` has no `train.tsv.gz`. %s The folder holds edges.tsv.gz.",
                        path, InteractionData.NEEDS);
    }
}
