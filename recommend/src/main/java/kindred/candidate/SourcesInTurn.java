package kindred.candidate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks several sources in turn: each fills the places that those before it left empty, and no node is proposed twice. The order
 * of the sources outranks scores, which cannot be compared between sources.
 */
public final class SourcesInTurn implements CandidateSource {

    private final List<CandidateSource> sources;

    public SourcesInTurn(List<CandidateSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public String name() {
        return String.join("+", sources.stream().map(CandidateSource::name).toList());
    }

    @Override
    public List<Candidate> find(CandidateRequest request) {
        List<Candidate> candidates = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        for (CandidateSource source : sources) {
            int open = request.count() - candidates.size();
            if (open == 0) {
                break;
            }
            CandidateRequest rest = new CandidateRequest(
                    request.query(),
                    open,
                    node -> !taken.contains(node) && request.accepts().test(node));
            for (Candidate candidate : source.find(rest)) {
                candidates.add(candidate);
                taken.add(candidate.node());
            }
        }
        return candidates;
    }
}
