package kindred.procedures.catalog;

import org.neo4j.graphdb.Label;

/**
 * The labels of nodes that Kindred keeps for itself beside the user's. They are no part of the user's graph: whatever reads
 * "all labels" leaves them out.
 */
public final class ReservedLabels {

    /** How each of them begins. */
    public static final String PREFIX = "_Kindred";

    /** A model that is complete. */
    static final Label MODEL = Label.label(PREFIX + "Model");

    /** A part of a model's content. */
    static final Label CHUNK = Label.label(PREFIX + "ModelChunk");

    private ReservedLabels() {}

    public static boolean isReserved(String label) {
        return label.startsWith(PREFIX);
    }
}
