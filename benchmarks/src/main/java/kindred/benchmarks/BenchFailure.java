package kindred.benchmarks;

/** Something that the user of the bench command can put right; its message is all that is shown. */
final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchFailure(String message) {
        super(message);
    }
}
