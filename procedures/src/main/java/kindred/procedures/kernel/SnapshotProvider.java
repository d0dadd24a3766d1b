package kindred.procedures.kernel;

import java.util.Optional;
import kindred.procedures.recommend.SnapshotCache;
import kindred.procedures.recommend.Snapshots;
import kindred.procedures.recommend.StoreVersion;
import kindred.procedures.recommend.StoreView;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.io.pagecache.context.TransactionIdSnapshot;
import org.neo4j.kernel.api.KernelTransaction;
import org.neo4j.kernel.api.procedure.Context;
import org.neo4j.kernel.api.procedure.GlobalProcedures;
import org.neo4j.kernel.api.txstate.TxStateHolder;
import org.neo4j.storageengine.api.TransactionIdStore;
import org.neo4j.storageengine.api.txstate.NodeState;
import org.neo4j.storageengine.api.txstate.ReadableTransactionState;

/** Lets annotated procedures read vectors without reading them again and again: tells each call which state of the store it sees. */
final class SnapshotProvider {

    /** Looking at more changes would take longer than what it saves. */
    private static final int MOST_CHANGES = 20_000;

    private SnapshotProvider() {}

    static void register(GlobalProcedures procedures) {
        SnapshotCache snapshots = new SnapshotCache();
        procedures.registerComponent(
                Snapshots.class,
                context -> new Snapshots(
                        snapshots,
                        context.securityContext().subject().executingUser(),
                        context.graphDatabaseAPI().databaseName(),
                        view(context)),
                true);
    }

    private static StoreView view(Context context) throws ProcedureException {
        TransactionIdStore transactions = context.dependencyResolver().resolveDependency(TransactionIdStore.class);
        return new View(transactions, context.kernelTransaction());
    }

    private record View(TransactionIdStore transactions, KernelTransaction transaction) implements StoreView {

        /** A transaction is committed before it is applied: in between, the store is of no version. */
        @Override
        public Optional<StoreVersion> version() {
            TransactionIdSnapshot closed = transactions.getClosedTransactionSnapshot();
            long committed = transactions.getLastCommittedTransactionId();
            boolean settled = closed.notVisibleTransactions().length == 0 && closed.highestEverSeen() == committed;
            return settled ? Optional.of(new StoreVersion(transactions, committed)) : Optional.empty();
        }

        @Override
        public boolean hasOwnChanges() {
            return !(transaction instanceof TxStateHolder holder) || holder.hasTxStateWithChanges();
        }

        @Override
        public boolean allChanges(ChangeTest test) {
            if (!hasOwnChanges()) {
                return true;
            }
            if (!(transaction instanceof TxStateHolder holder)) {
                return false;
            }
            ReadableTransactionState changes = holder.txState();
            if (!changes.addedAndRemovedNodes().getRemoved().isEmpty()) {
                return false;
            }
            int seen = 0;
            for (NodeState node : changes.modifiedNodes()) {
                if (++seen > MOST_CHANGES || !test.isHarmless(node.getId(), node.hasPropertyChanges())) {
                    return false;
                }
            }
            return true;
        }
    }
}
