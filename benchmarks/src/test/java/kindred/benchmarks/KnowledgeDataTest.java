package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import kindred.data.DataFolder;
import kindred.graph.RelationshipSlice;
import kindred.graph.Triples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeDataTest {

    @TempDir
    private Path path;

    @BeforeEach
    void writeTables() {
        TestTables.write(path, "nodes", "#id label key", "0 City a", "1 Land b", "2 City c", "3 Land d");
        TestTables.write(path, "relations", "#id key", "0 within", "1 borders", "2 capital");
        TestTables.write(path, "train", "#head relation tail", "0 0 1", "2 0 3", "2 0 3", "1 1 3");
        TestTables.write(path, "valid", "#head relation tail", "2 0 1");
        TestTables.write(path, "test", "#head relation tail", "3 1 1", "0 2 1");
    }

    private KnowledgeData read() {
        return KnowledgeData.read(new DataFolder(path));
    }

    /** Each fact as {@code head relation tail}, nodes by their ids in the files. */
    private static List<String> facts(KnowledgeData data, Triples triples) {
        return IntStream.range(0, triples.count())
                .mapToObj(i -> data.graph().nodes().databaseId(triples.head(i)) + " "
                        + triples.relationTypes().get(triples.relation(i)) + " "
                        + data.graph().nodes().databaseId(triples.tail(i)))
                .toList();
    }

    @Test
    void dividesFactsOverNodesThatAreNumberedByLabel() {
        KnowledgeData data = read();

        assertThat(data.graph().nodes().labels()).containsExactly("City", "Land");
        assertThat(data.graph().nodeCount()).isEqualTo(4);
        assertThat(data.graph().arcCount()).isEqualTo(4);
        assertThat(data.train().tail(data.train().count() - 1)).isEqualTo(3);
        assertThat(facts(data, data.train())).containsExactly("1 borders 3", "0 within 1", "2 within 3");
        assertThat(facts(data, data.valid())).containsExactly("2 within 1");
        assertThat(facts(data, data.test())).containsExactly("3 borders 1", "0 capital 1");
    }

    @Test
    void keepsRelationsThatOnlyTheTestHas() {
        KnowledgeData data = read();

        assertThat(data.graph().relationships())
                .extracting(RelationshipSlice::type)
                .containsExactly("borders", "capital", "within");
        assertThat(data.graph().relationships("capital").orElseThrow().out().arcCount())
                .isZero();
        assertThat(data.train().relationTypes()).containsExactly("borders", "capital", "within");
        assertThat(data.test().relationTypes()).isEqualTo(data.train().relationTypes());
    }

    @Test
    void namesRelationsByNumberUnlessEachHasAKeyOfItsOwn() {
        List<String> numbers = List.of("0", "1", "2");
        TestTables.write(path, "relations", "#id key", "0 within", "1 within", "2 capital");
        assertThat(read().train().relationTypes()).isEqualTo(numbers);
        TestTables.write(path, "relations", "#id key", "0 within", "1 ", "2 capital");
        assertThat(read().train().relationTypes()).isEqualTo(numbers);
        TestTables.write(path, "relations", "#id name", "0 within", "1 borders", "2 capital");
        assertThat(read().train().relationTypes()).isEqualTo(numbers);
        // a relation that the table leaves out
        TestTables.write(path, "relations", "#id key", "0 within", "1 borders");
        assertThat(read().train().relationTypes()).isEqualTo(numbers);
        assertThat(path.resolve("relations.tsv.gz").toFile().delete()).isTrue();
        assertThat(read().train().relationTypes()).isEqualTo(numbers);
    }

    @Test
    void refusesFactsAboutUnknownNodes() {
        TestTables.write(path, "valid", "#head relation tail", "2 0 7");
        assertThatThrownBy(this::read).hasMessage("`valid.tsv.gz` names node 7, which `nodes.tsv.gz` does not have.");
        TestTables.write(path, "train", "#head relation tail", "-1 0 1");
        assertThatThrownBy(this::read).hasMessage("`train.tsv.gz` names node -1, which `nodes.tsv.gz` does not have.");
    }

    @Test
    void saysWhatAFolderLacks() {
        assertThat(path.resolve("valid.tsv.gz").toFile().delete()).isTrue();
        assertThatThrownBy(this::read)
                .hasMessage(
                        "The data folder `%s` has no `valid.tsv.gz`. %s The folder holds nodes.tsv.gz, relations.tsv.gz, test.tsv.gz, train.tsv.gz.",
                        path, KnowledgeData.NEEDS);
    }
}
