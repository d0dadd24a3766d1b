package kindred.quickstart;

/** Something that the person at the terminal can mend; its message says what and how, and no stack trace is shown. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
