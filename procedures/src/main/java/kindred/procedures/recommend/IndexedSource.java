package kindred.procedures.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kindred.candidate.Candidate;
import kindred.candidate.CandidateRequest;
import kindred.candidate.CandidateSource;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;

/**
 * Nearest vectors through one of Neo4j's vector indexes. Asks for more than it needs, drops what is not acceptable, and asks for
 * more until enough is left; what is left is ordered by the exact similarity of the stored vectors. So scores are exact, and only
 * the selection is approximate.
 *
 * <p>An answer with too few candidates is no proof that there are no more: {@link NearestSource} then scans.
 */
final class IndexedSource implements CandidateSource {

    /** With 10 wanted, asking for 100 has found all true neighbours on every index setting that was measured. */
    private static final int LEAST_FETCH = 100;

    /** A filter that refuses so many neighbours is better served by a scan. */
    private static final int LARGEST_FETCH = 10_000;

    private static final String QUERY =
            "CYPHER 5 CALL db.index.vector.queryNodes($index, $count, $vector) YIELD node RETURN node";

    private final String name;
    private final Transaction transaction;
    private final VectorIndexes.VectorIndexInfo index;
    private final Runnable terminationCheck;

    IndexedSource(
            String name, Transaction transaction, VectorIndexes.VectorIndexInfo index, Runnable terminationCheck) {
        this.name = name;
        this.transaction = transaction;
        this.index = index;
        this.terminationCheck = terminationCheck;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Candidate> find(CandidateRequest request) {
        Optional<float[]> query = request.query();
        if (query.isEmpty() || request.count() == 0) {
            return List.of();
        }
        int fetch = (int) Math.min(LARGEST_FETCH, Math.max(LEAST_FETCH, 4L * request.count()));
        while (true) {
            terminationCheck.run();
            List<Candidate> found = new ArrayList<>();
            int seen = fetch(query.get(), fetch, request, found);
            if (seen < 0) {
                return List.of();
            }
            boolean exhausted = seen < fetch || fetch == LARGEST_FETCH;
            if (exhausted || found.size() >= request.count()) {
                found.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.score())
                        .thenComparingLong(Candidate::node));
                return found.subList(0, Math.min(request.count(), found.size()));
            }
            fetch = Math.min(LARGEST_FETCH, 4 * fetch);
        }
    }

    /** Returns how many neighbours the index gave; -1 if it turns out to hold other vectors than the nodes do. */
    private int fetch(float[] query, int count, CandidateRequest request, List<Candidate> found) {
        float[] asked = index.isAugmented() ? Arrays.copyOf(query, query.length + 1) : query;
        int seen = 0;
        try (Result result =
                        transaction.execute(QUERY, Map.of("index", index.name(), "count", count, "vector", asked));
                ResourceIterator<Node> nodes = result.columnAs("node")) {
            while (nodes.hasNext()) {
                Node node = nodes.next();
                seen++;
                if (!request.accepts().test(Ids.of(node))) {
                    continue;
                }
                float[] vector = VectorValues.orNull(node, index.property());
                if (vector == null
                        || vector.length != query.length
                        || index.isAugmented() && isOutdated(node, vector)) {
                    return -1;
                }
                float score = index.similarity().between(query, vector);
                if (!Float.isNaN(score)) {
                    found.add(new Candidate(Ids.of(node), score, name));
                }
            }
        }
        return seen;
    }

    /** Whether the vector was written after its augmented twin. */
    private boolean isOutdated(Node node, float[] vector) {
        float[] augmented = VectorValues.orNull(node, index.indexedProperty());
        return augmented == null
                || augmented.length != vector.length + 1
                || !Arrays.equals(vector, 0, vector.length, augmented, 0, vector.length);
    }
}
