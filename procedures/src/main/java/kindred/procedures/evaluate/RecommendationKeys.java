package kindred.procedures.evaluate;

import java.util.List;
import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.evaluate.RankingTrial;
import kindred.evaluate.Splits.Part;
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

        @Doc(
                "Types of the relationships between users and items, in either direction. With `testRelationshipType`, those that are known.")
        List<String> relationshipTypes,

        @Doc("Relationship property that says 'train', 'valid' or 'test', as kindred.split.* write it.")
        Optional<String> splitProperty,

        @Doc("In place of `splitProperty`: type of the relationships to predict.")
        Optional<String> testRelationshipType,

        @Doc(
                "With `splitProperty`: 'test' to judge, when 'valid' ones count as known; 'valid' to choose settings, when the test is left alone.")
        Part evaluateOn,

        RankingTrial.Config trial,
        @Doc("Threads to use; never changes the result.") int concurrency,

        @Doc("The same seed gives the same confidence intervals. Random if not given.")
        Optional<Long> randomSeed) {

    static final RecommendationKeys DEFAULTS = new RecommendationKeys(
            null,
            null,
            null,
            Similarity.COSINE,
            null,
            Optional.empty(),
            Optional.empty(),
            Part.TEST,
            RankingTrial.Config.DEFAULTS,
            4,
            Optional.empty());

    RecommendationKeys {
        Check.range("concurrency", concurrency, 1, 1024);
        if (evaluateOn == Part.TRAIN) {
            throw new IllegalArgumentException("Value for `evaluateOn` was `train`, but must be one of [valid, test].");
        }
        if (relationshipTypes != null) {
            relationshipTypes = List.copyOf(relationshipTypes);
            requireOneTest(relationshipTypes, splitProperty, testRelationshipType, evaluateOn);
        }
    }

    private static void requireOneTest(
            List<String> types, Optional<String> splitProperty, Optional<String> testType, Part evaluateOn) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("`relationshipTypes` can not be empty.");
        }
        if (splitProperty.isPresent() == testType.isPresent()) {
            throw new IllegalArgumentException(
                    "Say which relationships are to be predicted: either by the `splitProperty` that kindred.split.* wrote, or by a `testRelationshipType`.");
        }
        if (testType.isPresent() && types.contains(testType.get())) {
            throw new IllegalArgumentException(
                    "`testRelationshipType` `%s` is among the `relationshipTypes`, so that all of it would be known."
                            .formatted(testType.get()));
        }
        if (testType.isPresent() && evaluateOn != Part.TEST) {
            throw new IllegalArgumentException("`evaluateOn` needs a `splitProperty`.");
        }
    }
}
