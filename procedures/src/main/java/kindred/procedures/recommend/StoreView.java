package kindred.procedures.recommend;

import java.util.Optional;

/** What a transaction sees of the store, so that others' work can be shared where it sees the same. */
public interface StoreView {

    /** Whether the transaction has changed something itself, which neither snapshots nor vector indexes know. */
    boolean hasOwnChanges();

    /** The version of what it sees; empty when it has own changes or somebody is committing right now. */
    Optional<StoreVersion> version();
}
