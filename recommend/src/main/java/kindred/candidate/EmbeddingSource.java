package kindred.candidate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import kindred.retrieve.Neighbours;
import kindred.retrieve.VectorIndex;

/** Proposes the nodes whose vectors are most similar to the query. */
public final class EmbeddingSource implements CandidateSource {

    private final String name;
    private final VectorIndex index;
    private final IntToLongFunction nodes;

    /**
     * @param nodes the database id of each id of the index; ascending, so that equal scores are ordered by node
     */
    public EmbeddingSource(String name, VectorIndex index, IntToLongFunction nodes) {
        this.name = name;
        this.index = index;
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Candidate> find(CandidateRequest request) {
        Optional<float[]> query = request.query();
        if (query.isEmpty()) {
            return List.of();
        }
        Neighbours found = index.search(
                query.get(), request.count(), id -> request.accepts().test(nodes.applyAsLong(id)));
        List<Candidate> candidates = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            candidates.add(new Candidate(nodes.applyAsLong(found.ids()[i]), found.scores()[i], name));
        }
        return candidates;
    }
}
