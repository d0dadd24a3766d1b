package kindred.procedures.run;

import java.util.stream.Stream;
import kindred.model.KindredVersion;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.UserFunction;

/** Tells the version, in a class that needs nothing injected: it answers even where nothing else does. */
public final class VersionProcedures {

    /** The result of the procedure. */
    public record Version(
            @Description("Version of Kindred.") String version) {}

    @UserFunction("kindred.version")
    @Description("The version of Kindred that is installed.")
    public String version() {
        return KindredVersion.current();
    }

    @Procedure(name = "kindred.version", mode = Mode.READ)
    @Description("The version of Kindred that is installed.")
    public Stream<Version> versionRow() {
        return Stream.of(new Version(KindredVersion.current()));
    }
}
