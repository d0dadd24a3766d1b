package kindred.procedures.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this server has of Kindred, as far as it is known once it has started.
 *
 * @param neo4jVersion version of the database
 * @param library GDS, where it is installed
 * @param jobs what runs at this moment
 * @param registered names of the trainers' procedures, sorted
 * @param refused names of procedures that could not be registered, and why
 */
public record Installation(
        String neo4jVersion,
        Optional<GraphLibrary> library,
        RunningJobs jobs,
        List<String> registered,
        Map<String, String> refused) {}
