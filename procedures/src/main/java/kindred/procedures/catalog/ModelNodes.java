package kindred.procedures.catalog;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import kindred.model.ModelFile;
import org.neo4j.graphdb.Node;

/** The properties of the nodes that make up a model. */
final class ModelNodes {

    /** On head and parts: which model. */
    static final String UUID = "uuid";

    /** On a part: its place. */
    static final String POSITION = "position";

    /** On a part: its bytes. */
    static final String CONTENT = "content";

    /** On the head: what users call it, and who they are. */
    static final String NAME = "name";

    static final String USERNAME = "username";

    private static final String KIND = "kind";
    private static final String DIMENSION = "dimension";
    private static final String BYTES = "bytes";
    private static final String PROVENANCE = "provenance";

    /** How the names of properties begin that hold the model's summary. */
    private static final String SUMMARY = "summary.";

    private ModelNodes() {}

    static void write(StoredModel model, Node head) {
        head.setProperty(NAME, model.name());
        head.setProperty(USERNAME, model.username());
        head.setProperty(UUID, model.uuid());
        head.setProperty(KIND, model.kind());
        head.setProperty(DIMENSION, model.dimension());
        head.setProperty(BYTES, model.bytes());
        head.setProperty(PROVENANCE, ModelFile.encode(model.provenance()));
        model.summary().forEach((key, value) -> head.setProperty(SUMMARY + key, value));
    }

    static StoredModel read(Node head) {
        String name = (String) head.getProperty(NAME);
        try {
            return new StoredModel(
                    name,
                    (String) head.getProperty(USERNAME),
                    (String) head.getProperty(UUID),
                    (String) head.getProperty(KIND),
                    (int) head.getProperty(DIMENSION),
                    (long) head.getProperty(BYTES),
                    ModelFile.decodeProvenance((byte[]) head.getProperty(PROVENANCE)),
                    summary(head));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Model with name `%s` cannot be read. %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Sorted by name: a node does not keep its properties in the order in which they were set. */
    private static Map<String, Object> summary(Node head) {
        Map<String, Object> summary = new TreeMap<>();
        for (String key : head.getPropertyKeys()) {
            if (key.startsWith(SUMMARY)) {
                summary.put(key.substring(SUMMARY.length()), head.getProperty(key));
            }
        }
        return summary;
    }
}
