package kindred.procedures.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kindred.config.ConfigReader;
import kindred.evaluate.Contestant;
import kindred.evaluate.Interactions;
import kindred.evaluate.LinkPrediction;
import kindred.evaluate.NodeClassification;
import kindred.evaluate.Popularity;
import kindred.evaluate.RankingTrial;
import kindred.judge.EmbeddingContestant;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.logging.Log;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.TerminationGuard;

/** Judges vectors that are stored on nodes. */
public final class EvaluateProcedures {

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

    /** How well classes can be read off vectors, for one train ratio. */
    public record ClassificationRow(
            @Description("Share of the nodes that the classifier learned from.")
            double trainRatio,

            @Description("Nodes that the classifier learned from.")
            long trainCount,

            @Description("Nodes that it was tested on.") long testCount,
            @Description("Number of classes.") long classCount,

            @Description("F1 over all decisions, mean over the shuffles.")
            double microF1,

            @Description("Standard deviation of microF1.") double microF1StdDev,

            @Description("Mean F1 of the classes, mean over the shuffles.")
            double macroF1,

            @Description("Standard deviation of macroF1.") double macroF1StdDev,

            @Description("Share of the test nodes whose classes were all found, mean over the shuffles.")
            double accuracy,

            @Description("Standard deviation of accuracy.") double accuracyStdDev,

            @Description("The configuration, with defaults.")
            Map<String, Object> configuration) {}

    /** How well a method foretells what users take, for one list length. */
    public record RecommendationRow(
            @Description("'embedding' for the vectors, 'popularity' for the baseline.")
            String method,

            @Description("Length of the recommended lists.") long topK,
            @Description("Users with something to predict.") long userCount,

            @Description("Share of the user's test items that stand in the list.")
            double recall,

            @Description("Lower end of its 95 % confidence interval.")
            double recallLower,

            @Description("Upper end of its 95 % confidence interval.")
            double recallUpper,

            @Description("Discounted gain of the hits, against that of the best possible list.")
            double ndcg,

            @Description("Lower end of its 95 % confidence interval.")
            double ndcgLower,

            @Description("Upper end of its 95 % confidence interval.")
            double ndcgUpper,

            @Description("Share of the list that are test items.")
            double precision,

            @Description("Share of the users with at least one hit.")
            double hitRate,

            @Description("Mean of 1 / rank of the first hit.")
            double mrr,

            @Description("Mean average precision.") double map,

            @Description("Share of all items that stand in at least one list.")
            double coverage,

            @Description("Mean of 1 - cosine between the items of a list; null for lists of one.")
            Double diversity,

            @Description("Test relationships that were left out because the user knows the item already.")
            long knownTestCount,

            @Description("The configuration, with defaults.")
            Map<String, Object> configuration) {}

    /** How well one method tells relationships from pairs without one. */
    public record LinkRow(
            @Description(
                    "What is made of two vectors: hadamard, average, l1 and l2 for a classifier; dot and cosine as they are.")
            String method,

            @Description("Area under the ROC curve; 0.5 is chance.")
            double auc,

            @Description("Average precision; 0.5 is chance.")
            double averagePrecision,

            @Description("Relationships that are known.") long trainCount,

            @Description("Relationships that were predicted, from as many pairs without one.")
            long testCount,

            @Description("Relationships that were left out of the test because their pair is known.")
            long knownTestCount,

            @Description("The configuration, with defaults.")
            Map<String, Object> configuration) {}

    @Procedure(name = "kindred.evaluate.nodeClassification", mode = Mode.READ)
    @Description(
            "Judges node vectors by how well a linear classifier reads the nodes' classes off them: one-vs-rest logistic"
                    + " regression, micro and macro F1 over repeated random splits.")
    public Stream<ClassificationRow> nodeClassification(
            @Name(
                            value = "configuration",
                            description =
                                    "embeddingProperty, and classProperty or classRelationshipType; optional: nodeLabels (all), classLabel, trainRatios ([0.1, 0.5, 0.9]), shuffles (10), normalize (false), concurrency (4), randomSeed.")
                    Map<String, Object> configuration) {
        NodeClassificationKeys keys = ConfigReader.read(NodeClassificationKeys.DEFAULTS, configuration);
        Session session = new Session(database, transaction, guard, log, "kindred.evaluate.nodeClassification");
        NodeClasses classes = NodeClasses.read(session, keys);
        Map<String, Object> echo = ConfigReader.toMap(keys);
        List<NodeClassification.Score> scores = session.run(keys.randomSeed(), keys.concurrency(), run -> {
            EmbeddingTable vectors =
                    new NodeVectors(session, classes.ids(), keys.embeddingProperty(), "nodes with a class").read(run);
            echo.put("randomSeed", run.seeds().seed());
            return NodeClassification.evaluate(vectors, classes.assignments(), keys.protocol(), run);
        });
        return scores.stream().map(score -> row(score, classes.assignments().classCount(), echo));
    }

    private static ClassificationRow row(NodeClassification.Score score, int classCount, Map<String, Object> echo) {
        return new ClassificationRow(
                score.trainRatio(),
                score.trainCount(),
                score.testCount(),
                classCount,
                score.microF1().mean(),
                score.microF1().standardDeviation(),
                score.macroF1().mean(),
                score.macroF1().standardDeviation(),
                score.accuracy().mean(),
                score.accuracy().standardDeviation(),
                echo);
    }

    @Procedure(name = "kindred.evaluate.linkPrediction", mode = Mode.READ)
    @Description(
            "Judges node vectors by how well they tell held-out relationships from as many pairs of nodes without one: logistic"
                    + " regression on four operators, and plain scores; AUC and average precision.")
    public Stream<LinkRow> linkPrediction(
            @Name(
                            value = "configuration",
                            description =
                                    "embeddingProperty, relationshipTypes, and splitProperty or testRelationshipType; optional: evaluateOn ('test'), orientation ('UNDIRECTED'), trainSamples (50000), concurrency (4), randomSeed.")
                    Map<String, Object> configuration) {
        LinkPredictionKeys keys = ConfigReader.read(LinkPredictionKeys.DEFAULTS, configuration);
        Session session = new Session(database, transaction, guard, log, "kindred.evaluate.linkPrediction");
        StoredLinks.Numbered links = StoredLinks.read(session, keys);
        Map<String, Object> echo = ConfigReader.toMap(keys);
        return session.run(keys.randomSeed(), keys.concurrency(), run -> {
            echo.put("randomSeed", run.seeds().seed());
            EmbeddingTable vectors = new NodeVectors(
                            session, links.ids(), keys.embeddingProperty(), "nodes with relationships")
                    .read(run);
            return LinkPrediction.evaluate(vectors, links.task(), keys.protocol(), run).stream()
                    .map(score -> row(score, links, echo));
        });
    }

    private static LinkRow row(LinkPrediction.Score score, StoredLinks.Numbered links, Map<String, Object> echo) {
        return new LinkRow(
                score.method().toString(),
                score.auc(),
                score.averagePrecision(),
                links.task().known().size(),
                links.task().test().size(),
                links.knownTestCount(),
                echo);
    }

    @Procedure(name = "kindred.evaluate.recommendation", mode = Mode.READ)
    @Description(
            "Judges vectors of users and items by how well their similarity foretells what users take: all unknown items are"
                    + " ranked for every user and compared with the test relationships, beside a popularity baseline.")
    public Stream<RecommendationRow> recommendation(
            @Name(
                            value = "configuration",
                            description =
                                    "userLabel, itemLabel, embeddingProperty, relationshipTypes, and splitProperty or testRelationshipType; optional: similarity ('cosine'), evaluateOn ('test'), topK ([10, 20]), bootstrapSamples (1000), concurrency (4), randomSeed.")
                    Map<String, Object> configuration) {
        RecommendationKeys keys = ConfigReader.read(RecommendationKeys.DEFAULTS, configuration);
        Session session = new Session(database, transaction, guard, log, "kindred.evaluate.recommendation");
        StoredInteractions interactions = StoredInteractions.read(session, keys);
        RankingTrial trial = new RankingTrial(interactions.known(), interactions.test());
        Map<String, Object> echo = ConfigReader.toMap(keys);
        return session.run(keys.randomSeed(), keys.concurrency(), run -> {
            echo.put("randomSeed", run.seeds().seed());
            return judge(session, keys, interactions, trial, run, echo);
        });
    }

    private static Stream<RecommendationRow> judge(
            Session session,
            RecommendationKeys keys,
            StoredInteractions interactions,
            RankingTrial trial,
            TrainingRun run,
            Map<String, Object> echo) {
        Interactions known = trial.known();
        EmbeddingTable items =
                new NodeVectors(session, interactions.items(), keys.embeddingProperty(), "items").read(run);
        int[] served = trial.users();
        EmbeddingTable users = new NodeVectors(
                        session, interactions.users(served), keys.embeddingProperty(), "users with test relationships")
                .read(run);
        Contestant embedding =
                new EmbeddingContestant(scatter(users, served, known.userCount()), items, keys.similarity(), known);
        List<RecommendationRow> rows = new ArrayList<>();
        trial.judge(embedding, items, keys.trial(), run)
                .forEach(score -> rows.add(row("embedding", score, trial.alreadyKnown(), echo)));
        trial.judge(new Popularity(known), items, keys.trial(), run)
                .forEach(score -> rows.add(row("popularity", score, trial.alreadyKnown(), echo)));
        return rows.stream();
    }

    /** A table with a row per user, filled only for those that are served. */
    private static EmbeddingTable scatter(EmbeddingTable vectors, int[] rows, int count) {
        if (rows.length == count) {
            return vectors;
        }
        EmbeddingTable table = new EmbeddingTable(count, vectors.dimension());
        IntStream.range(0, rows.length).forEach(i -> table.setRow(rows[i], vectors.page(i), vectors.offset(i)));
        return table;
    }

    private static RecommendationRow row(
            String method, RankingTrial.Score score, long alreadyKnown, Map<String, Object> echo) {
        return new RecommendationRow(
                method,
                score.k(),
                score.users(),
                score.recall().mean(),
                score.recall().lower(),
                score.recall().upper(),
                score.ndcg().mean(),
                score.ndcg().lower(),
                score.ndcg().upper(),
                score.precision().mean(),
                score.hitRate().mean(),
                score.mrr().mean(),
                score.map().mean(),
                score.coverage(),
                score.diversity().isPresent() ? (Double) score.diversity().getAsDouble() : null,
                alreadyKnown,
                echo);
    }
}
