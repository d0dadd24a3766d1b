package kindred.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PopularitySourceTest {

    private final PopularitySource source = new PopularitySource(new long[] {3, 5, 8, 9}, new int[] {2, 7, 0, 7});

    @Test
    void proposesTheMostPopularFirstAndEqualOnesByNode() {
        assertThat(source.find(new CandidateRequest(Optional.empty(), 3, node -> true)))
                .containsExactly(
                        new Candidate(5, 7, "popularity"),
                        new Candidate(9, 7, "popularity"),
                        new Candidate(3, 2, "popularity"));
    }

    @Test
    void asksBeforeItCounts() {
        assertThat(source.find(new CandidateRequest(Optional.empty(), 2, node -> node != 5)))
                .extracting(Candidate::node)
                .containsExactly(9L, 3L);
    }

    @Test
    void refusesACountWithoutNode() {
        assertThatThrownBy(() -> new PopularitySource(new long[2], new int[3]))
                .hasMessage("2 nodes cannot have 3 counts.");
    }
}
