package kindred.procedures.evaluate;

import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.evaluate.LinkPrediction;

/** The configuration of {@code kindred.evaluate.linkPrediction}. */
record LinkPredictionKeys(
        @Doc("Node property with the vectors to judge.") String embeddingProperty,

        Holdout holdout,

        @Doc(
                "UNDIRECTED: a relationship counts for both directions. NATURAL: pairs go from a start node to an end node, and the opposite direction may be a pair without a relationship.")
        Orientation orientation,

        LinkPrediction.Config protocol,
        @Doc("Threads to use; never changes the result.") int concurrency,

        @Doc("The same seed gives the same figures. Random if not given.")
        Optional<Long> randomSeed) {

    /** Whether direction matters, in GDS's words. */
    enum Orientation {
        UNDIRECTED,
        NATURAL
    }

    static final LinkPredictionKeys DEFAULTS = new LinkPredictionKeys(
            null, Holdout.DEFAULTS, Orientation.UNDIRECTED, LinkPrediction.Config.DEFAULTS, 4, Optional.empty());

    LinkPredictionKeys {
        Check.range("concurrency", concurrency, 1, 1024);
    }

    boolean undirected() {
        return orientation == Orientation.UNDIRECTED;
    }
}
