package kindred.data;

/** A data folder or one of its tables is not as it must be. The message names the file, and the line where it can. */
public final class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
