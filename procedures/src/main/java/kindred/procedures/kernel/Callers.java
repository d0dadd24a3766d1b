package kindred.procedures.kernel;

import java.util.Optional;
import kindred.procedures.run.Caller;
import kindred.procedures.run.GraphLibrary;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.internal.kernel.api.security.SecurityContext;
import org.neo4j.kernel.api.procedure.Context;
import org.neo4j.kernel.api.procedure.GlobalProcedures;
import org.neo4j.logging.Log;
import org.neo4j.procedure.TerminationGuard;

/**
 * Finds out who calls. Everything comes from the providers that serve the annotated procedures' {@code @Context} fields, so it
 * has the same rights, and it is the same on every supported Neo4j.
 */
record Callers(GlobalProcedures procedures, Optional<GraphLibrary> library) {

    private static final String ADMINISTRATOR_ROLE = "admin";

    Caller of(Context context) throws ProcedureException {
        SecurityContext security = component(SecurityContext.class, context);
        TerminationGuard guard = component(TerminationGuard.class, context);
        return new Caller(
                component(GraphDatabaseService.class, context),
                component(Transaction.class, context),
                security.subject().executingUser(),
                security.roles().contains(ADMINISTRATOR_ROLE),
                guard::check,
                component(Log.class, context),
                library.map(gds -> gds.board(type -> anyComponent(type, context))));
    }

    private <T> T component(Class<T> type, Context context) throws ProcedureException {
        return procedures.getCurrentView().lookupComponentProvider(type, true).apply(context);
    }

    private Object anyComponent(Class<?> type, Context context) {
        try {
            return component(type, context);
        } catch (ProcedureException e) {
            throw new IllegalStateException("No " + type.getName() + " for this call", e);
        }
    }
}
