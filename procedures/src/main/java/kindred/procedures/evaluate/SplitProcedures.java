package kindred.procedures.evaluate;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import kindred.config.ConfigReader;
import kindred.evaluate.Splits;
import kindred.evaluate.Splits.Part;
import kindred.math.Seeds;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.logging.Log;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.TerminationGuard;

/** Divides relationships into those to train on and those to judge with, by marking them. */
public final class SplitProcedures {

    /** The database. */
    @Context
    public GraphDatabaseService database;

    /** The caller's transaction. */
    @Context
    public Transaction transaction;

    /** Ends the work with the transaction. */
    @Context
    public TerminationGuard guard;

    /** Where progress is shown. */
    @Context
    public Log log;

    /** What a split did. */
    public record Result(
            @Description("Relationships that were divided.") long relationshipCount,
            @Description("Relationships to train on.") long trainCount,

            @Description("Relationships to choose settings by.")
            long validCount,

            @Description("Relationships to test with.") long testCount,

            @Description("Relationships whose mark was written because they had none or another.")
            long relationshipPropertiesWritten,

            @Description("Milliseconds to read the relationships.")
            long preProcessingMillis,

            @Description("Milliseconds to divide them.") long computeMillis,
            @Description("Milliseconds to write the marks.") long writeMillis,

            @Description("The configuration, with defaults and the seed.")
            Map<String, Object> configuration) {}

    @Procedure(name = "kindred.split.random", mode = Mode.WRITE)
    @Description(
            "Marks relationships as 'train', 'valid' or 'test' at random: every source node, or all together, give a share."
                    + " Commits in batches, in transactions of its own.")
    public Stream<Result> random(
            @Name(
                            value = "configuration",
                            description =
                                    "relationshipType; optional: sourceLabel, testRatio (0.2), validationRatio (0), perSource (true), property ('split'), randomSeed.")
                    Map<String, Object> configuration) {
        SplitKeys.Random config = ConfigReader.read(SplitKeys.Random.DEFAULTS, configuration);
        long seed =
                config.randomSeed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
        Map<String, Object> echo = ConfigReader.toMap(config);
        echo.put("randomSeed", seed);
        return split(
                "kindred.split.random",
                config.keys(),
                Optional.empty(),
                echo,
                relationships -> Splits.random(
                        relationships.sources(),
                        relationships.targets(),
                        config.ratios().testRatio(),
                        config.ratios().validationRatio(),
                        config.perSource(),
                        new Seeds(seed)));
    }

    @Procedure(name = "kindred.split.connected", mode = Mode.WRITE)
    @Description(
            "Marks relationships as 'train', 'valid' or 'test' at random, so that those to train on connect whatever is connected."
                    + " Commits in batches, in transactions of its own.")
    public Stream<Result> connected(
            @Name(
                            value = "configuration",
                            description =
                                    "relationshipType; optional: testRatio (0.5), validationRatio (0), property ('split'), randomSeed.")
                    Map<String, Object> configuration) {
        SplitKeys.Connected config = ConfigReader.read(SplitKeys.Connected.DEFAULTS, configuration);
        long seed =
                config.randomSeed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
        Map<String, Object> echo = ConfigReader.toMap(config);
        echo.put("randomSeed", seed);
        return split(
                "kindred.split.connected",
                config.keys(),
                Optional.empty(),
                echo,
                relationships -> Splits.connected(
                        relationships.sources(),
                        relationships.targets(),
                        config.ratios().testRatio(),
                        config.ratios().validationRatio(),
                        new Seeds(seed)));
    }

    @Procedure(name = "kindred.split.leaveLastOut", mode = Mode.WRITE)
    @Description(
            "Marks the latest relationship of every source node as 'test', if wanted the one before as 'valid', the others as"
                    + " 'train'. Commits in batches, in transactions of its own.")
    public Stream<Result> leaveLastOut(
            @Name(
                            value = "configuration",
                            description =
                                    "relationshipType, timestampProperty; optional: sourceLabel, validation (false), property ('split').")
                    Map<String, Object> configuration) {
        SplitKeys.LeaveLastOut config = ConfigReader.read(SplitKeys.LeaveLastOut.DEFAULTS, configuration);
        return split(
                "kindred.split.leaveLastOut",
                config.keys(),
                Optional.of(config.timestampProperty()),
                ConfigReader.toMap(config),
                relationships -> Splits.leaveLastOut(
                        relationships.sources(),
                        relationships.targets(),
                        relationships.timestamps(),
                        config.validation()));
    }

    @Procedure(name = "kindred.split.temporal", mode = Mode.WRITE)
    @Description(
            "Marks the latest relationships of all as 'test', if wanted those before as 'valid', the others as 'train'."
                    + " Commits in batches, in transactions of its own.")
    public Stream<Result> temporal(
            @Name(
                            value = "configuration",
                            description =
                                    "relationshipType, timestampProperty; optional: sourceLabel, testRatio (0.2), validationRatio (0), property ('split').")
                    Map<String, Object> configuration) {
        SplitKeys.Temporal config = ConfigReader.read(SplitKeys.Temporal.DEFAULTS, configuration);
        return split(
                "kindred.split.temporal",
                config.keys(),
                Optional.of(config.timestampProperty()),
                ConfigReader.toMap(config),
                relationships -> Splits.temporal(
                        relationships.timestamps(),
                        config.ratios().testRatio(),
                        config.ratios().validationRatio()));
    }

    private Stream<Result> split(
            String procedure,
            SplitKeys keys,
            Optional<String> timestampProperty,
            Map<String, Object> echo,
            Function<StoredRelationships, Part[]> method) {
        Session session = new Session(database, transaction, guard, log, procedure);
        long[] millis = new long[3];
        StoredRelationships relationships =
                Session.timed(millis, 0, () -> StoredRelationships.read(session, keys, timestampProperty));
        Part[] parts = Session.timed(millis, 1, () -> method.apply(relationships));
        guard.check();
        long written = Session.timed(millis, 2, () -> MarkWriter.write(relationships, parts));
        return Stream.of(new Result(
                parts.length,
                count(parts, Part.TRAIN),
                count(parts, Part.VALID),
                count(parts, Part.TEST),
                written,
                millis[0],
                millis[1],
                millis[2],
                echo));
    }

    private static long count(Part[] parts, Part wanted) {
        return Arrays.stream(parts).filter(part -> part == wanted).count();
    }
}
