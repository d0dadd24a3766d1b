package kindred.procedures.recommend;

import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kindred.candidate.Candidate;
import kindred.candidate.CandidateRequest;
import kindred.candidate.CandidateSource;
import kindred.candidate.PopularitySource;
import kindred.candidate.SourcesInTurn;
import kindred.config.Check;
import kindred.config.ConfigReader;
import kindred.config.Doc;
import kindred.config.Suggestions;
import kindred.procedures.read.Ids;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.RelationshipType;

/**
 * The short road: a user in, ranked new items out. The sources are asked in turn, each filling the places that those before it
 * left empty:
 *
 * <ul>
 *   <li>{@code embedding}: the items nearest to the user's own vector
 *   <li>{@code history}: the items nearest to the mean of the known items' vectors, for users without a vector
 *   <li>{@code popularity}: the items with most incoming relationships, for users without either
 * </ul>
 */
final class Recommender {

    static final String EMBEDDING = "embedding";
    static final String HISTORY = "history";
    private static final List<String> SOURCES = List.of(EMBEDDING, HISTORY, PopularitySource.NAME);

    /** The configuration of {@code kindred.recommend}. */
    record Config(
            Choice choice,
            Route route,

            @Doc(
                    "Where recommendations come from, in order: each source fills the places that those before it left empty.")
            List<String> sources,

            @Doc("Whether to say why each item is recommended.")
            boolean explain,

            @Doc("Node property by which a reason calls nodes.")
            String nameProperty) {

        static final Config DEFAULTS = new Config(Choice.DEFAULTS, Route.DEFAULTS, SOURCES, true, "name");

        Config {
            Check.notBlank("nameProperty", nameProperty);
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("`sources` must not be empty");
            }
            for (String source : sources) {
                if (!SOURCES.contains(source)) {
                    throw new IllegalArgumentException("Value for `sources` was `%s`, but must be one of [%s].%s"
                            .formatted(source, String.join(", ", SOURCES), Suggestions.didYouMean(source, SOURCES)));
                }
            }
        }
    }

    private final Session session;

    Recommender(Session session) {
        this.session = session;
    }

    /** @throws IllegalArgumentException if the user is no node, or the configuration does not fit the database */
    List<Recommendation> recommend(Object user, Map<String, Object> configuration) {
        Config config = ConfigReader.read(Config.DEFAULTS, configuration);
        if (!(user instanceof Node node)) {
            throw new IllegalArgumentException("The value of `user` must be of type `Node` but was `%s`."
                    .formatted(user == null ? "null" : user.getClass().getSimpleName()));
        }
        return recommend(node, config);
    }

    private List<Recommendation> recommend(Node user, Config config) {
        Label label = Names.label(session.transaction(), config.choice().label());
        RelationshipType[] types =
                Names.types(session.transaction(), "exclude", config.choice().exclude());
        LongSet known = config.choice().known(user, types);
        Taste taste = new Taste(session, user, known, config.route());
        List<CandidateSource> sources = new ArrayList<>();
        for (String source : config.sources()) {
            sources.add(source(source, label, types, taste, config.route()));
        }
        known.add(Ids.of(user));
        CandidateRequest request = new CandidateRequest(
                Optional.empty(), config.choice().topK(), config.choice().accepts(session, known));
        List<Candidate> candidates = new SourcesInTurn(sources).find(request);
        Reasons reasons = new Reasons(session, taste, config.route().property(), config.nameProperty());
        List<Recommendation> recommendations = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            session.node(candidate.node())
                    .map(item -> recommendation(item, candidate, config.explain(), reasons))
                    .ifPresent(recommendations::add);
        }
        return recommendations;
    }

    private static Recommendation recommendation(Node item, Candidate candidate, boolean explain, Reasons reasons) {
        Reasons.Reason reason = explain ? reasons.of(item, candidate) : Reasons.Reason.NONE;
        return new Recommendation(item, candidate.score(), candidate.source(), reason.text(), reason.nodes());
    }

    private CandidateSource source(String name, Label label, RelationshipType[] types, Taste taste, Route route) {
        return switch (name) {
            case EMBEDDING -> new TasteSource(name, session, label, route, taste::own);
            case HISTORY -> new TasteSource(name, session, label, route, taste::ofHistory);
            default -> session.popularity(label, types);
        };
    }
}
