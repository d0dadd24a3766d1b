package kindred.candidate;

import java.util.List;

/** Proposes candidates. A source that cannot answer a request, such as one that needs a vector, answers with none. */
public interface CandidateSource {

    /** Stands in the {@code source} column. */
    String name();

    /** At most {@link CandidateRequest#count()} acceptable candidates, best first, equal ones by node. */
    List<Candidate> find(CandidateRequest request);
}
