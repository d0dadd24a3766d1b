package kindred.procedures.recommend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/** Recommendations for a user. */
public final class RecommendProcedures {

    private static final String KEYS =
            "Keys: label, property, topK, similarity, index, exact, sources, exclude, filter, excludeNodes, explain, nameProperty.";

    @Context
    public GraphDatabaseService database;

    @Context
    public Transaction transaction;

    @Context
    public TerminationGuard termination;

    @Context
    public Snapshots snapshots;

    /** A row of {@code kindred.recommend}. */
    public record Row(
            @Description("The recommended node.") Node item,

            @Description("How strongly its source recommends it; comparable within one source only.")
            double score,

            @Description("Where it comes from: `embedding`, `history` or `popularity`.")
            String source,

            @Description("Why, in words.") String reason,

            @Description("The nodes that the reason speaks of.")
            List<Node> because,

            @Description("Its place, from 1 on.") long rank) {}

    @Procedure(name = "kindred.recommend", mode = Mode.READ)
    @Description(
            "Recommends new items to a user: those nearest to the user's vector, else to the known items' vectors, else the popular ones. What the user is connected to by a type of `exclude` is known and left out.")
    public Stream<Row> recommend(
            @Name(value = "user", description = "The node to recommend to.") Object user,
            @Name(value = "configuration", description = KEYS) Map<String, Object> configuration) {
        return rows(user, configuration);
    }

    @UserFunction("kindred.recommended")
    @Description("As kindred.recommend, as a list of maps with the keys item, score, source, reason, because and rank.")
    public List<Map<String, Object>> recommended(
            @Name(value = "user", description = "The node to recommend to.") Object user,
            @Name(value = "configuration", description = KEYS) Map<String, Object> configuration) {
        return rows(user, configuration).map(RecommendProcedures::map).toList();
    }

    private Stream<Row> rows(Object user, Map<String, Object> configuration) {
        Session session = new Session(database, transaction, snapshots, termination::check);
        List<Recommendation> found = new Recommender(session).recommend(user, configuration);
        return IntStream.range(0, found.size()).mapToObj(i -> row(found.get(i), i + 1L));
    }

    private static Row row(Recommendation found, long rank) {
        return new Row(found.item(), found.score(), found.source(), found.reason(), found.because(), rank);
    }

    private static Map<String, Object> map(Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("item", row.item());
        map.put("score", row.score());
        map.put("source", row.source());
        map.put("reason", row.reason());
        map.put("because", row.because());
        map.put("rank", row.rank());
        return map;
    }
}
