package kindred.procedures.recommend;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kindred.candidate.Candidate;
import kindred.candidate.CandidateRequest;
import kindred.candidate.CandidateSource;
import org.neo4j.graphdb.Label;

/** The nodes nearest to a taste, which is found out only when somebody asks; proposes nothing where there is none. */
record TasteSource(String name, Session session, Label label, Route route, Supplier<Optional<float[]>> taste)
        implements CandidateSource {

    @Override
    public List<Candidate> find(CandidateRequest request) {
        Optional<float[]> query = taste.get();
        return query.isEmpty()
                ? List.of()
                : new NearestSource(name, session, label, route)
                        .find(new CandidateRequest(query, request.count(), request.accepts()));
    }
}
