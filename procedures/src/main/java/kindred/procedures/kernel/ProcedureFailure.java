package kindred.procedures.kernel;

import org.neo4j.kernel.api.exceptions.Status;

/**
 * A failure that reaches the client as GDS's failures do: with the code {@code Neo.ClientError.Procedure.ProcedureCallFailed} and
 * the cause in the message. {@code ProcedureException} would say the same, but its constructors differ between Neo4j's lines.
 */
final class ProcedureFailure extends RuntimeException implements Status.HasStatus {

    private static final long serialVersionUID = 1;

    private ProcedureFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The exception itself where Neo4j knows what it means (such as termination), else a failure of the procedure. */
    static RuntimeException of(String procedure, RuntimeException cause) {
        if (cause instanceof Status.HasStatus) {
            return cause;
        }
        return new ProcedureFailure(
                "Failed to invoke procedure `%s`: Caused by: %s".formatted(procedure, cause), cause);
    }

    @Override
    public Status status() {
        return Status.Procedure.ProcedureCallFailed;
    }
}
