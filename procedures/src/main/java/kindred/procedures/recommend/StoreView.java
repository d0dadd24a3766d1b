package kindred.procedures.recommend;

import java.util.Optional;

/** What a transaction sees of the store, so that others' work can be shared where it sees the same. */
public interface StoreView {

    /** Judges one node that the transaction has changed. */
    @FunctionalInterface
    interface ChangeTest {

        /**
         * @param node a node that was created, or whose labels, properties or relationships were changed
         * @param properties whether properties were among it
         */
        boolean isHarmless(long node, boolean properties);
    }

    /** The version of the committed store; empty while somebody is committing. */
    Optional<StoreVersion> version();

    /** Whether the transaction has changed something itself, which neither snapshots nor vector indexes know. */
    boolean hasOwnChanges();

    /** Whether all own changes are harmless. Deleted nodes never are, nor are more changes than can be looked at in passing. */
    boolean allChanges(ChangeTest test);
}
