package kindred.train;

/** Where a run reports how far it is. Implementations are safe for several threads and never throw. */
public interface Progress {

    /** Listens to nothing. */
    Progress NONE = new Progress() {
        @Override
        public void begin(String task, long volume) {}

        @Override
        public void advance(long work) {}

        @Override
        public void end() {}
    };

    /** A task begins; tasks follow one another and do not nest. {@code volume} is the sum of all coming {@link #advance}s. */
    void begin(String task, long volume);

    /** A part of the current task's volume is done. */
    void advance(long work);

    /** The current task is complete. */
    void end();

    /** An epoch or iteration ended with this mean loss. */
    default void loss(int epoch, double loss) {}
}
