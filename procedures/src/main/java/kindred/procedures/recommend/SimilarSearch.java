package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kindred.candidate.Candidate;
import kindred.candidate.CandidateRequest;
import kindred.config.ConfigReader;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.RelationshipType;

/** The nodes of a label that are most similar to a node or a vector. */
final class SimilarSearch {

    /** The configuration of {@code kindred.candidates.similar}. */
    record Config(Choice choice, Route route) {
        static final Config DEFAULTS = new Config(Choice.DEFAULTS, Route.DEFAULTS);
    }

    private final Session session;

    SimilarSearch(Session session) {
        this.session = session;
    }

    /** @throws IllegalArgumentException if the configuration does not fit the database, or the source is neither node nor vector */
    List<Candidate> find(Object source, Map<String, Object> configuration) {
        Config config = ConfigReader.read(Config.DEFAULTS, configuration);
        Label label = Names.label(session.transaction(), config.choice().label());
        RelationshipType[] types =
                Names.types(session.transaction(), "exclude", config.choice().exclude());
        float[] query = VectorValues.of("source", source, config.route().property());
        CandidateRequest request = new CandidateRequest(
                Optional.of(query),
                config.choice().topK(),
                config.choice().accepts(session, known(source, config.choice(), types)));
        return new NearestSource("", session, label, config.route()).find(request);
    }

    private static LongSet known(Object source, Choice choice, RelationshipType[] types) {
        if (source instanceof Node node) {
            LongSet known = choice.known(node, types);
            known.add(Ids.of(node));
            return known;
        }
        if (types.length > 0) {
            throw new IllegalArgumentException("`exclude` needs a node as `source`: a vector is connected to nothing.");
        }
        return new LongOpenHashSet();
    }
}
