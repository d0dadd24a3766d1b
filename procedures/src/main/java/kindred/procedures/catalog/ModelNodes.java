package kindred.procedures.catalog;

import java.io.IOException;
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

    private static final String NAME = "name";
    private static final String USERNAME = "username";
    private static final String KIND = "kind";
    private static final String DIMENSION = "dimension";
    private static final String BYTES = "bytes";
    private static final String PROVENANCE = "provenance";

    private ModelNodes() {}

    static void write(StoredModel model, Node head) {
        head.setProperty(NAME, model.name());
        head.setProperty(USERNAME, model.username());
        head.setProperty(UUID, model.uuid());
        head.setProperty(KIND, model.kind());
        head.setProperty(DIMENSION, model.dimension());
        head.setProperty(BYTES, model.bytes());
        head.setProperty(PROVENANCE, ModelFile.encode(model.provenance()));
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
                    ModelFile.decodeProvenance((byte[]) head.getProperty(PROVENANCE)));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Model with name `%s` cannot be read. %s".formatted(name, e.getMessage()), e);
        }
    }
}
