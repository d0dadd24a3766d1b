package kindred.procedures.run;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.stream.Stream;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Procedure;

/** What the server has and does. Works without GDS. */
public final class ServerProcedures {

    @Context
    public Caller caller;

    @Context
    public Installation installation;

    /** One finding of the doctor. */
    public record Finding(
            @Description("What was looked at.") String check,

            @Description("`ok`, `advice` where something could be better, or `error` where something does not work.")
            String status,

            @Description("What was found.") String value,

            @Description("What to do about it; empty where nothing is to be done.")
            String advice) {}

    /** One running job. */
    public record Running(
            @Description("The job's id: the configuration's `jobId`, or a generated one.")
            String jobId,

            @Description("Who started it.") String username,
            @Description("The database it works on.") String database,
            @Description("The procedure that was called.") String procedure,
            @Description("What it does at the moment.") String task,

            @Description("Share of the task that is done, from 0 to 1; null where the whole is not known.")
            Double progress,

            @Description("Epochs that have ended.") long epochs,

            @Description("Mean loss of the last ended epoch; null before the first.")
            Double loss,

            @Description("When the job began.") ZonedDateTime timeStarted) {

        private static Running of(Job.State job) {
            return new Running(
                    job.jobId(),
                    job.username(),
                    job.database(),
                    job.procedure(),
                    job.task(),
                    job.done().orElse(null),
                    job.epochs(),
                    job.loss().orElse(null),
                    job.startedAt().atZone(ZoneOffset.UTC));
        }
    }

    @Procedure(name = "kindred.doctor", mode = Mode.READ)
    @Description("Looks at the installation: versions, vector instructions, memory, procedures, and what to change.")
    public Stream<Finding> doctor() {
        return new Doctor(installation).findings().stream();
    }

    @Procedure(name = "kindred.progress", mode = Mode.READ)
    @Description("The jobs that run at this moment: your own, or everybody's for an administrator.")
    public Stream<Running> progress() {
        return installation.jobs().visibleTo(caller.username(), caller.administrator()).stream()
                .map(Running::of);
    }
}
