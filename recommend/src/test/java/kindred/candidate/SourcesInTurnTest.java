package kindred.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourcesInTurnTest {

    private final CandidateSource first = new Fixed("first", List.of(new Candidate(1, 0.5, "first")));
    private final CandidateSource second = new Fixed(
            "second",
            List.of(new Candidate(1, 90, "second"), new Candidate(2, 80, "second"), new Candidate(3, 70, "second")));

    @Test
    void fillsWhatTheFirstLeavesOpen() {
        assertThat(new SourcesInTurn(List.of(first, second)).find(request(2)))
                .containsExactly(new Candidate(1, 0.5, "first"), new Candidate(2, 80, "second"));
    }

    @Test
    void doesNotAskTheSecondWhenTheFirstHasEnough() {
        CandidateSource forbidden = new CandidateSource() {
            @Override
            public String name() {
                return "forbidden";
            }

            @Override
            public List<Candidate> find(CandidateRequest request) {
                throw new AssertionError("was asked");
            }
        };
        assertThat(new SourcesInTurn(List.of(first, forbidden)).find(request(1)))
                .hasSize(1);
    }

    @Test
    void isNamedAfterItsParts() {
        assertThat(new SourcesInTurn(List.of(first, second)).name()).isEqualTo("first+second");
    }

    @Test
    void refusesNegativeCounts() {
        assertThatThrownBy(() -> request(-1)).hasMessage("-1 candidates cannot be found.");
    }

    private static CandidateRequest request(int count) {
        return new CandidateRequest(Optional.empty(), count, node -> true);
    }

    private record Fixed(String name, List<Candidate> candidates) implements CandidateSource {
        @Override
        public List<Candidate> find(CandidateRequest request) {
            return candidates.stream()
                    .filter(candidate -> request.accepts().test(candidate.node()))
                    .limit(request.count())
                    .toList();
        }
    }
}
