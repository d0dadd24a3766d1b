package kindred.procedures.recommend;

import java.util.List;
import kindred.candidate.Candidate;
import kindred.candidate.PopularitySource;
import kindred.procedures.read.Ids;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.Node;

/** Says why something is recommended, in words that a user understands: by what the user already knows. */
final class Reasons {

    /**
     * A reason.
     *
     * @param text in words
     * @param nodes the nodes that it speaks of
     */
    record Reason(String text, List<Node> nodes) {
        static final Reason NONE = new Reason("", List.of());
    }

    private final Session session;
    private final Taste taste;
    private final String nameProperty;
    private final String vectorProperty;

    Reasons(Session session, Taste taste, String vectorProperty, String nameProperty) {
        this.session = session;
        this.taste = taste;
        this.vectorProperty = vectorProperty;
        this.nameProperty = nameProperty;
    }

    Reason of(Node item, Candidate candidate) {
        session.terminationCheck().run();
        if (candidate.source().equals(PopularitySource.NAME)) {
            return new Reason("popular: %.0f interactions".formatted(candidate.score()), List.of());
        }
        float[] vector = VectorValues.orNull(item, vectorProperty);
        Node nearest = null;
        float best = Float.NEGATIVE_INFINITY;
        for (Taste.Item known : taste.history()) {
            float similarity = vector == null || known.vector().length != vector.length
                    ? Float.NaN
                    : Similarity.COSINE.between(vector, known.vector());
            if (similarity > best) {
                best = similarity;
                nearest = known.node();
            }
        }
        return nearest == null
                ? new Reason("close to the user's own vector", List.of())
                : new Reason("similar to " + name(nearest), List.of(nearest));
    }

    private String name(Node node) {
        Object name = node.getProperty(nameProperty, null);
        return name == null ? "node " + Ids.of(node) : String.valueOf(name);
    }
}
