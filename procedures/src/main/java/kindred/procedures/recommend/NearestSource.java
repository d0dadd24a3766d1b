package kindred.procedures.recommend;

import java.util.List;
import java.util.Optional;
import kindred.candidate.Candidate;
import kindred.candidate.CandidateRequest;
import kindred.candidate.CandidateSource;
import kindred.candidate.EmbeddingSource;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.Label;

/**
 * The nodes of a label whose vectors are nearest to a query: through a vector index where there is one, else, or when that does
 * not find enough, by an exact scan.
 */
final class NearestSource implements CandidateSource {

    private final String name;
    private final Session session;
    private final Label label;
    private final String property;
    private final Similarity similarity;
    private final Optional<VectorIndexes.VectorIndexInfo> index;

    /**
     * @param name of the candidates' source; each route has its own name if this is empty
     * @param route which vectors, and how they may be found
     */
    NearestSource(String name, Session session, Label label, Route route) {
        this.name = name;
        this.session = session;
        this.label = label;
        this.property = route.property();
        this.similarity = route.similarity();
        this.index = route.choose(session, label);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Candidate> find(CandidateRequest request) {
        if (request.query().isEmpty()) {
            return List.of();
        }
        float[] query = request.query().get();
        if (index.isPresent()) {
            requireDimension(query, index.get().dimension());
            requireMeaning(query);
            List<Candidate> found = new IndexedSource(
                            named("index"), session.transaction(), index.get(), session.terminationCheck())
                    .find(request);
            if (found.size() == request.count()) {
                return found;
            }
        }
        VectorSnapshot snapshot = session.vectors(label, property);
        requireDimension(query, snapshot.dimension());
        return new EmbeddingSource(named("exact"), snapshot.index(similarity), snapshot::node).find(request);
    }

    private String named(String route) {
        return name.isEmpty() ? route : name;
    }

    private void requireDimension(float[] query, int dimension) {
        if (query.length != dimension) {
            throw new IllegalArgumentException("The query vector has %d dimensions, but `%s` of label `%s` has %d."
                    .formatted(query.length, property, label.name(), dimension));
        }
    }

    /** As the exact index does, which the vector index would not explain. */
    private void requireMeaning(float[] query) {
        if (Float.isNaN(similarity.between(query, query))) {
            throw new IllegalArgumentException(
                    "The query has no %s similarity to anything: it is zero or not finite.".formatted(similarity));
        }
    }
}
