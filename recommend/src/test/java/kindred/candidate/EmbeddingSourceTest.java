package kindred.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kindred.model.EmbeddingTable;
import kindred.retrieve.ExactIndex;
import kindred.retrieve.Similarity;
import org.junit.jupiter.api.Test;

class EmbeddingSourceTest {

    private static final long[] NODES = {10, 20, 30};

    @Test
    void proposesTheNodesOfTheNearestVectors() {
        CandidateRequest request = new CandidateRequest(Optional.of(new float[] {1, 0}), 2, node -> true);
        assertThat(source().find(request))
                .containsExactly(new Candidate(20, 3, "embedding"), new Candidate(30, 2, "embedding"));
    }

    @Test
    void asksWhetherANodeIsAcceptable() {
        CandidateRequest request = new CandidateRequest(Optional.of(new float[] {1, 0}), 2, node -> node != 20);
        assertThat(source().find(request))
                .containsExactly(new Candidate(30, 2, "embedding"), new Candidate(10, 1, "embedding"));
    }

    @Test
    void proposesNothingWithoutAVector() {
        assertThat(source().find(new CandidateRequest(Optional.empty(), 2, node -> true)))
                .isEmpty();
    }

    private static EmbeddingSource source() {
        EmbeddingTable table = new EmbeddingTable(3, 2);
        table.setRow(0, new float[] {1, 9}, 0);
        table.setRow(1, new float[] {3, 0}, 0);
        table.setRow(2, new float[] {2, -5}, 0);
        return new EmbeddingSource("embedding", new ExactIndex(table, Similarity.DOT), id -> NODES[id]);
    }
}
