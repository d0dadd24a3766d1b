package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import kindred.data.DataFolder;
import kindred.evaluate.ClassAssignments;
import kindred.graph.FeatureTable;
import kindred.graph.Projection;
import kindred.graph.RelationshipSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphDataTest {

    @TempDir
    private Path path;

    @Test
    void readsLabelsTypesAndWeights() {
        TestTables.write(path, "nodes", "#id label", "0 User", "1 User", "2 Item", "3 Item");
        TestTables.write(path, "edges", "#source target weight type", "0 2 0.5 LIKES", "1 2  LIKES", "0 1 3 KNOWS");
        Projection graph = GraphData.read(new DataFolder(path), false, true, false);
        assertThat(graph.nodes().labels()).containsExactly("User", "Item");
        assertThat(graph.nodeCount()).isEqualTo(4);
        assertThat(graph.relationships()).extracting(RelationshipSlice::type).containsExactly("KNOWS", "LIKES");
        RelationshipSlice likes = graph.relationships("LIKES").orElseThrow();
        assertThat(likes.out().weight(likes.out().find(0, 2))).isEqualTo(0.5f);
        assertThat(likes.out().weight(likes.out().find(1, 2))).isEqualTo(1f);
    }

    @Test
    void takesTheNodesFromTheEdgesWhereNoTableListsThem() {
        TestTables.write(path, "edges", "#source target", "7 90", "8 90");
        Projection graph = GraphData.read(new DataFolder(path), true, true, false);
        assertThat(graph.nodeCount()).isEqualTo(3);
        assertThat(graph.arcCount()).isEqualTo(4);
        assertThat(graph.nodes().databaseId(2)).isEqualTo(90);
        assertThat(graph.relationships().get(0).isUndirected()).isTrue();
    }

    @Test
    void readsFeaturesPerLabel() {
        TestTables.write(path, "nodes", "#id label", "0 A", "1 B", "2 A");
        TestTables.write(path, "edges", "#source target", "0 1");
        TestTables.write(path, "features", "#node feature value", "2 0 1.5", "2 2 ");
        Projection graph = GraphData.read(new DataFolder(path), true, true, true);
        FeatureTable table = graph.feature(0, GraphData.FEATURES).orElseThrow();
        assertThat(table.dimension()).isEqualTo(3);
        assertThat(table.values()).containsExactly(0, 0, 0, 1.5f, 0, 1f);
        assertThat(table.isMissing(0)).isTrue();
        assertThat(table.isMissing(1)).isFalse();
        assertThat(graph.feature(1, GraphData.FEATURES)).isEmpty();
    }

    @Test
    void readsSeveralClassesPerNodeInNumericOrder() {
        TestTables.write(path, "edges", "#source target", "5 6", "6 7");
        TestTables.write(path, "labels", "#node class", "7 10", "5 9", "7 2", "5 9");
        DataFolder folder = new DataFolder(path);
        ClassAssignments classes = GraphData.readClasses(
                folder, GraphData.read(folder, true, true, false).nodes());
        assertThat(classes.names()).containsExactly("2", "9", "10");
        assertThat(classes.rows()).containsExactly(0, 2);
        assertThat(classes.classes()).containsExactly(1, 0, 2);
    }

    @Test
    void refusesLabelsOfUnknownNodes() {
        TestTables.write(path, "edges", "#source target", "5 6");
        TestTables.write(path, "labels", "#node class", "4 1");
        DataFolder folder = new DataFolder(path);
        Projection graph = GraphData.read(folder, true, true, false);
        assertThatThrownBy(() -> GraphData.readClasses(folder, graph.nodes()))
                .hasMessage("`labels.tsv.gz` names node 4, which the graph does not have.");
    }

    @Test
    void saysWhatAFolderLacks() {
        assertThatThrownBy(() -> new DataFolder(path.resolve("nowhere")))
                .hasMessage("The data folder `%s` does not exist.", path.resolve("nowhere"));
        DataFolder empty = new DataFolder(path);
        assertThatThrownBy(() -> GraphData.read(empty, true, true, false))
                .hasMessage(
                        "The data folder `%s` has no `edges.tsv.gz`. %s The folder holds no `*.tsv.gz`.",
                        path, GraphData.NEEDS);
        TestTables.write(path, "train", "#user item");
        assertThatThrownBy(() -> GraphData.read(empty, true, true, false))
                .hasMessage(
                        "The data folder `%s` has no `edges.tsv.gz`. %s The folder holds train.tsv.gz.",
                        path, GraphData.NEEDS);
    }
}
