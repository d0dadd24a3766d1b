package kindred.procedures.evaluate;

import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.evaluate.RankingTrial;
import kindred.retrieve.Similarity;

/** The configuration of {@code kindred.evaluate.recommendation}. */
record RecommendationKeys(
        @Doc("Label of the nodes that are recommended to.") String userLabel,

        @Doc("Label of the nodes that are recommended; all of them are ranked.")
        String itemLabel,

        @Doc("Property of users and items with the vectors to judge.")
        String embeddingProperty,

        @Doc("How vectors are compared: cosine, dot or euclidean.")
        Similarity similarity,

        Holdout holdout,
        RankingTrial.Config trial,
        @Doc("Threads to use; never changes the result.") int concurrency,

        @Doc("The same seed gives the same confidence intervals. Random if not given.")
        Optional<Long> randomSeed) {

    static final RecommendationKeys DEFAULTS = new RecommendationKeys(
            null, null, null, Similarity.COSINE, Holdout.DEFAULTS, RankingTrial.Config.DEFAULTS, 4, Optional.empty());

    RecommendationKeys {
        Check.range("concurrency", concurrency, 1, 1024);
    }
}
