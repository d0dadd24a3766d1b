package kindred.quickstart.server;

/** Something that cannot be done as asked. The message is for the user and says what to change; no stack trace is shown. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
