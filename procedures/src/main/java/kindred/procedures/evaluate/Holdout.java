package kindred.procedures.evaluate;

import java.util.List;
import java.util.Optional;
import kindred.config.Doc;
import kindred.evaluate.Splits.Part;

/** Which relationships are known and which are to be predicted: the keys that all evaluations of predictions share. */
record Holdout(
        @Doc(
                "Types of the relationships to judge by, in either direction. With `testRelationshipType`, those that are known.")
        List<String> relationshipTypes,

        @Doc("Relationship property that says 'train', 'valid' or 'test', as kindred.split.* write it.")
        Optional<String> splitProperty,

        @Doc("In place of `splitProperty`: type of the relationships to predict.")
        Optional<String> testRelationshipType,

        @Doc(
                "With `splitProperty`: 'test' to judge, when 'valid' ones count as known; 'valid' to choose settings, when the test is left alone.")
        Part evaluateOn) {

    static final Holdout DEFAULTS = new Holdout(null, Optional.empty(), Optional.empty(), Part.TEST);

    /** What a relationship is, for those who evaluate. */
    enum Role {
        KNOWN,
        TO_PREDICT,
        LEFT_ALONE
    }

    Holdout {
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

    /** @throws IllegalArgumentException if the database has never had one of the types */
    void requireTypes(Session session) {
        relationshipTypes.forEach(session::requireType);
        testRelationshipType.ifPresent(session::requireType);
    }

    /**
     * The role of a relationship with this mark.
     *
     * @throws IllegalArgumentException if the mark is none
     */
    Role roleOf(Object mark, String type) {
        if (!StoredRelationships.isMark(mark)) {
            throw new IllegalArgumentException(
                    "Relationship property `%s` must hold 'train', 'valid' or 'test', but a relationship of type `%s` holds `%s`."
                            .formatted(splitProperty.orElseThrow(), type, mark));
        }
        if (mark.equals(evaluateOn.toString())) {
            return Role.TO_PREDICT;
        }
        return mark.equals(Part.TEST.toString()) ? Role.LEFT_ALONE : Role.KNOWN;
    }

    /** @throws IllegalArgumentException if relationships without a mark were found */
    void requireMarks(long unmarked, long all, String where) {
        if (unmarked > 0) {
            throw new IllegalArgumentException(
                    "%d of %d relationships %s have no `%s`: they are newer than the split, or it was interrupted. Call kindred.split.* again."
                            .formatted(unmarked, all, where, splitProperty.orElseThrow()));
        }
    }

    /** How relationships to predict are recognised, for the messages. */
    String description() {
        return splitProperty
                .map(property -> "marked '%s' in `%s`".formatted(evaluateOn, property))
                .orElseGet(() -> "of type `%s`".formatted(testRelationshipType.orElseThrow()));
    }
}
