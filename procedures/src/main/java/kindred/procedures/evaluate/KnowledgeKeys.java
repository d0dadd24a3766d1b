package kindred.procedures.evaluate;

import java.util.List;
import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.evaluate.LeakageReport;
import kindred.evaluate.Splits.Part;
import kindred.procedures.read.Selection.Orientation;

/** The configuration of {@code kindred.evaluate.knowledge}. */
record KnowledgeKeys(
        @Doc("Types of the relationships to judge by; '*' stands for all that the model knows.")
        List<String> relationshipTypes,

        @Doc("Relationship property that says 'train', 'valid' or 'test', as kindred.split.* write it.")
        String splitProperty,

        @Doc("'test' to judge, when 'valid' ones count as known; 'valid' to choose settings.")
        Part evaluateOn,

        @Doc(
                "How the graph was projected that the model was trained on. NATURAL: heads are start nodes. REVERSE: heads are end nodes. UNDIRECTED: a relationship is the same both ways.")
        Orientation orientation,

        @Doc(
                "Share of its pairs of nodes that a relationship type has in common with another, from which it gives away that one.")
        double leakageThreshold,

        @Doc("Threads to use; never changes the result.") int concurrency) {

    static final String ALL = "*";

    static final KnowledgeKeys DEFAULTS = new KnowledgeKeys(
            List.of(ALL), "split", Part.TEST, Orientation.NATURAL, LeakageReport.DEFAULT_THRESHOLD, 4);

    KnowledgeKeys {
        relationshipTypes = List.copyOf(relationshipTypes);
        if (relationshipTypes.isEmpty()) {
            throw new IllegalArgumentException("`relationshipTypes` can not be empty.");
        }
        Check.notBlank("splitProperty", splitProperty);
        Check.rangeAbove("leakageThreshold", leakageThreshold, 0, 1);
        Check.range("concurrency", concurrency, 1, 1024);
        // refuses to evaluate on what was trained on
        holdout(relationshipTypes, splitProperty, evaluateOn);
    }

    private static Holdout holdout(List<String> types, String property, Part part) {
        return new Holdout(types, Optional.of(property), Optional.empty(), part);
    }

    /** What the marks mean. */
    Holdout holdout() {
        return holdout(relationshipTypes, splitProperty, evaluateOn);
    }

    boolean judgesAll() {
        return relationshipTypes.contains(ALL);
    }
}
