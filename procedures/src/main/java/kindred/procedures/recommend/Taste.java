package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kindred.math.Vectors;
import kindred.procedures.read.Ids;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.Node;

/** What is known of a user's taste: the own vector, and the known items' vectors. Read on demand, once. */
final class Taste {

    /** A known item that has a vector. */
    record Item(Node node, float[] vector) {}

    private final Session session;
    private final Node user;
    private final long[] known;
    private final String property;
    private final Similarity similarity;
    private List<Item> history;

    Taste(Session session, Node user, LongSet known, Route route) {
        this.session = session;
        this.user = user;
        this.known = known.toLongArray();
        this.property = route.property();
        this.similarity = route.similarity();
    }

    /** The user's own vector, if there is one that is similar to anything. */
    Optional<float[]> own() {
        return Optional.ofNullable(VectorValues.orNull(user, property)).filter(this::hasMeaning);
    }

    /** The mean of the known items' vectors; for cosine, which knows no lengths, of vectors of length 1. */
    Optional<float[]> ofHistory() {
        float[] sum = null;
        for (Item item : history()) {
            float[] vector = item.vector().clone();
            if (similarity == Similarity.COSINE) {
                Vectors.normalise(vector, 0, vector.length);
            }
            if (sum == null) {
                sum = vector;
            } else if (sum.length == vector.length) {
                Vectors.axpy(1, vector, 0, sum, 0, sum.length);
            }
        }
        if (sum != null) {
            Vectors.scale(1f / history().size(), sum, 0, sum.length);
        }
        return Optional.ofNullable(sum).filter(this::hasMeaning);
    }

    /** The known items that have a vector, by node. */
    List<Item> history() {
        if (history == null) {
            history = new ArrayList<>();
            for (long id : known) {
                session.node(id).ifPresent(this::addToHistory);
            }
            history.sort(Comparator.comparingLong(item -> Ids.of(item.node())));
        }
        return history;
    }

    private void addToHistory(Node node) {
        float[] vector = VectorValues.orNull(node, property);
        if (vector != null
                && hasMeaning(vector)
                && (history.isEmpty() || history.get(0).vector().length == vector.length)) {
            history.add(new Item(node, vector));
        }
    }

    private boolean hasMeaning(float[] vector) {
        return !Float.isNaN(similarity.between(vector, vector));
    }
}
