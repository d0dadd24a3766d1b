package kindred.train;

/** The run was cancelled from outside; nothing of it is to be kept. */
public final class TrainingCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TrainingCancelledException() {
        super("Training was terminated.");
    }
}
