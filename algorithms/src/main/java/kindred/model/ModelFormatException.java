package kindred.model;

import java.io.IOException;

/** The bytes that should be a model are none, are damaged, or are of a format that this version cannot read. */
public final class ModelFormatException extends IOException {
    private static final long serialVersionUID = 1;

    ModelFormatException(String message) {
        super(message);
    }
}
