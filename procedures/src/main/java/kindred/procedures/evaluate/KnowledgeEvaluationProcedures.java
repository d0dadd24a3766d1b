package kindred.procedures.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kindred.config.ConfigReader;
import kindred.evaluate.KnowledgeEvaluation;
import kindred.evaluate.KnowledgeEvaluation.Directions;
import kindred.evaluate.KnowledgeEvaluation.Score;
import kindred.evaluate.LeakageReport;
import kindred.knowledge.KnowledgeScores;
import kindred.procedures.catalog.ModelCatalog;
import kindred.procedures.catalog.UserModels;
import kindred.procedures.knowledge.KnowledgeModel;
import kindred.procedures.run.Arguments;
import kindred.procedures.run.Caller;
import org.neo4j.logging.Log;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.TerminationGuard;

/** Judges models of facts by relationships that are stored. */
public final class KnowledgeEvaluationProcedures {

    private static final String NAME = "kindred.evaluate.knowledge";

    private static final Optional<Long> NOTHING_DRAWN = Optional.of(0L);

    /** Who calls, and where. */
    @Context
    public Caller caller;

    /** Where the models are. */
    @Context
    public ModelCatalog catalog;

    /** Ends the work with the transaction. */
    @Context
    public TerminationGuard guard;

    /** Where progress is shown. */
    @Context
    public Log log;

    /** How high true ends of relationships stand, for one relationship type and direction. */
    public record KnowledgeRow(
            @Description("The relationship type; '*' for all together.")
            String relationshipType,

            @Description("Which end was looked for: 'heads', 'tails', or 'both' for the mean over the two.")
            String direction,

            @Description("Relationships that were predicted.")
            long testCount,

            @Description("Mean of 1 / rank of the true node.")
            double mrr,

            @Description("Mean rank of the true node.") double meanRank,

            @Description("Share of the ranks that are 1.") double hitsAt1,

            @Description("Share of the ranks up to 3.") double hitsAt3,

            @Description("Share of the ranks up to 10.") double hitsAt10,

            @Description("Test relationships of all types that were left out because they are known as well.")
            long knownTestCount,

            @Description(
                    "Test relationships of all types that were left out because the model does not know both of their nodes.")
            long unknownTestCount,

            @Description(
                    "In the row over all types and both directions: how much of the test known relationships give away. Null in the others.")
            Map<String, Object> leakage,

            @Description("The configuration, with defaults.")
            Map<String, Object> configuration) {}

    @Procedure(name = NAME, mode = Mode.READ)
    @Description(
            "Judges a model of a knowledge graph by held-out relationships: how high their true heads and tails stand among all nodes, those"
                    + " left out that are known to be true; and how much of the test other relationships give away.")
    public Stream<KnowledgeRow> knowledge(
            @Name(value = "modelName", description = "Name of a model of a knowledge graph.") String modelName,
            @Name(
                            value = "configuration",
                            defaultValue = "{}",
                            description =
                                    "Optional: relationshipTypes (all of the model's), splitProperty ('split'), evaluateOn ('test'), orientation ('NATURAL'), leakageThreshold (0.8), concurrency (4).")
                    Map<String, Object> configuration) {
        KnowledgeKeys keys = ConfigReader.read(KnowledgeKeys.DEFAULTS, Arguments.map("configuration", configuration));
        Session session = new Session(caller.database(), caller.transaction(), guard, log, NAME);
        UserModels models = catalog.open(caller.database(), caller.username(), caller.terminationCheck());
        KnowledgeModel model = KnowledgeModel.load(models, modelName);
        StoredFacts.Divided facts = StoredFacts.read(session, keys, model);
        LeakageReport leakage = LeakageReport.of(facts.known(), facts.test(), keys.leakageThreshold());
        KnowledgeEvaluation evaluation = new KnowledgeEvaluation(facts.test(), facts.all());
        KnowledgeEvaluation.Result result = session.run(
                NOTHING_DRAWN, keys.concurrency(), run -> evaluation.judge(KnowledgeScores.of(model.content()), run));
        return new Rows(facts, describe(leakage), ConfigReader.toMap(keys)).of(result);
    }

    /** Makes rows of figures. */
    private record Rows(StoredFacts.Divided facts, Map<String, Object> leakage, Map<String, Object> configuration) {

        Stream<KnowledgeRow> of(KnowledgeEvaluation.Result result) {
            List<KnowledgeRow> rows = new ArrayList<>();
            add(rows, KnowledgeKeys.ALL, result.overall(), leakage);
            result.byType().forEach((type, directions) -> add(rows, type, directions, null));
            return rows.stream();
        }

        private void add(List<KnowledgeRow> rows, String type, Directions directions, Map<String, Object> given) {
            long count = directions.heads().ranks();
            rows.add(row(type, "both", count, directions.both(), given));
            rows.add(row(type, "heads", count, directions.heads(), null));
            rows.add(row(type, "tails", count, directions.tails(), null));
        }

        private KnowledgeRow row(String type, String direction, long count, Score score, Map<String, Object> given) {
            return new KnowledgeRow(
                    type,
                    direction,
                    count,
                    score.mrr(),
                    score.meanRank(),
                    score.hitsAt1(),
                    score.hitsAt3(),
                    score.hitsAt10(),
                    facts.knownTestCount(),
                    facts.unknownTestCount(),
                    given,
                    configuration);
        }
    }

    private static Map<String, Object> describe(LeakageReport leakage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("impliedBy", describe(leakage.impliedBy()));
        map.put("anyRelation", describe(leakage.anyRelation()));
        map.put(
                "implications",
                leakage.implications().stream()
                        .map(KnowledgeEvaluationProcedures::describe)
                        .toList());
        return map;
    }

    private static Map<String, Object> describe(LeakageReport.Shares shares) {
        return Map.of("duplicate", shares.duplicate(), "inverse", shares.inverse(), "either", shares.either());
    }

    private static Map<String, Object> describe(LeakageReport.Implication implication) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", implication.from());
        map.put("to", implication.to());
        map.put("kind", implication.kind().toString());
        map.put("pairs", implication.pairs());
        map.put("share", implication.share());
        return map;
    }
}
