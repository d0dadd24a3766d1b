package kindred.procedures.evaluate;

import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;

/**
 * What every split asks for.
 *
 * @param relationshipType what to divide
 * @param sourceLabel whose shares to count
 * @param property where to mark
 */
record SplitKeys(
        @Doc("Type of the relationships to divide.") String relationshipType,

        @Doc(
                "Label of the nodes that give their share, users mostly. By default these are the start nodes; with a label, the end"
                        + " that has it, and relationships at whose ends it is missing are left unmarked.")
        Optional<String> sourceLabel,

        @Doc("Relationship property that is set to 'train', 'valid' or 'test'.")
        String property) {

    static final SplitKeys DEFAULTS = new SplitKeys(null, Optional.empty(), "split");

    SplitKeys {
        Check.notBlank("property", property);
    }

    /** The sizes of the parts. */
    record Ratios(
            @Doc("Share of the relationships to test with.") double testRatio,

            @Doc("Share of the relationships to choose settings by.")
            double validationRatio) {

        static final Ratios DEFAULTS = new Ratios(0.2, 0.0);

        Ratios {
            if (!(testRatio > 0 && testRatio < 1)) {
                throw new IllegalArgumentException(
                        "Value for `testRatio` was `%s`, but must be within the range (0.0, 1.0)."
                                .formatted(testRatio));
            }
            if (!(validationRatio >= 0 && validationRatio < 1)) {
                throw new IllegalArgumentException(
                        "Value for `validationRatio` was `%s`, but must be within the range [0.0, 1.0)."
                                .formatted(validationRatio));
            }
            if (testRatio + validationRatio >= 1) {
                throw new IllegalArgumentException(
                        "`testRatio` of %s and `validationRatio` of %s leave nothing to train on; their sum must be below 1."
                                .formatted(testRatio, validationRatio));
            }
        }
    }

    /** Of {@code kindred.split.random}. */
    record Random(
            SplitKeys keys,
            Ratios ratios,

            @Doc("Whether each source gives its share, so that all are tested, or only all relationships together.")
            boolean perSource,

            @Doc("The same seed gives the same split. Random if not given.")
            Optional<Long> randomSeed) {

        static final Random DEFAULTS = new Random(SplitKeys.DEFAULTS, Ratios.DEFAULTS, true, Optional.empty());
    }

    /** Of {@code kindred.split.connected}. */
    record Connected(
            @Doc("Type of the relationships to divide.") String relationshipType,

            @Doc("Relationship property that is set to 'train', 'valid' or 'test'.")
            String property,

            Ratios ratios,

            @Doc("The same seed gives the same split. Random if not given.")
            Optional<Long> randomSeed) {

        /** The paper's half. */
        static final Connected DEFAULTS = new Connected(null, "split", new Ratios(0.5, 0.0), Optional.empty());

        SplitKeys keys() {
            return new SplitKeys(relationshipType, Optional.empty(), property);
        }
    }

    /** Of {@code kindred.split.leaveLastOut}. */
    record LeaveLastOut(
            SplitKeys keys,

            @Doc("Relationship property with the time: a number, or a date or time.")
            String timestampProperty,

            @Doc("Whether to leave out the last but one too, to choose settings by.")
            boolean validation) {

        static final LeaveLastOut DEFAULTS = new LeaveLastOut(SplitKeys.DEFAULTS, null, false);
    }

    /** Of {@code kindred.split.temporal}. */
    record Temporal(
            SplitKeys keys,
            Ratios ratios,

            @Doc("Relationship property with the time: a number, or a date or time.")
            String timestampProperty) {

        static final Temporal DEFAULTS = new Temporal(SplitKeys.DEFAULTS, Ratios.DEFAULTS, null);
    }
}
