package kindred.procedures.recommend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kindred.candidate.Candidate;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.TerminationGuard;
import org.neo4j.procedure.UserFunction;

/** Candidates by similarity of vectors. */
public final class CandidateProcedures {

    @Context
    public GraphDatabaseService database;

    @Context
    public Transaction transaction;

    @Context
    public TerminationGuard termination;

    @Context
    public Snapshots snapshots;

    /** A row of {@code kindred.candidates.similar}. */
    public record Row(
            @Description("The similar node.") Node node,

            @Description("Its similarity: the cosine, the inner product, or 1 / (1 + distance).")
            double score,

            @Description("How it was found: `index` or `exact`.")
            String source,

            @Description("Its place, from 1 on.") long rank) {}

    @Procedure(name = "kindred.candidates.similar", mode = Mode.READ)
    @Description(
            "The nodes of a label whose vectors are most similar to a node's or a given vector. Known nodes are excluded and filters applied before counting to `topK`.")
    public Stream<Row> similar(
            @Name(value = "source", description = "A node with a vector, or a vector: an array or list of numbers.")
                    Object source,
            @Name(
                            value = "configuration",
                            description =
                                    "Keys: label, property, topK, similarity, index, exact, exclude, filter, excludeNodes.")
                    Map<String, Object> configuration) {
        List<Row> rows = rows(source, configuration);
        return rows.stream();
    }

    @UserFunction("kindred.candidates")
    @Description("As kindred.candidates.similar, as a list of maps with the keys node, score, source and rank.")
    public List<Map<String, Object>> candidates(
            @Name(value = "source", description = "A node with a vector, or a vector: an array or list of numbers.")
                    Object source,
            @Name(
                            value = "configuration",
                            description =
                                    "Keys: label, property, topK, similarity, index, exact, exclude, filter, excludeNodes.")
                    Map<String, Object> configuration) {
        return rows(source, configuration).stream()
                .map(CandidateProcedures::map)
                .toList();
    }

    private static Map<String, Object> map(Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("node", row.node());
        map.put("score", row.score());
        map.put("source", row.source());
        map.put("rank", row.rank());
        return map;
    }

    private List<Row> rows(Object source, Map<String, Object> configuration) {
        Session session = new Session(database, transaction, snapshots, termination::check);
        List<Candidate> candidates = new SimilarSearch(session).find(source, configuration);
        List<Row> rows = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            session.node(candidate.node())
                    .ifPresent(
                            node -> rows.add(new Row(node, candidate.score(), candidate.source(), rows.size() + 1L)));
        }
        return rows;
    }
}
