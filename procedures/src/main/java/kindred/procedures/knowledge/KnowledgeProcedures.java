package kindred.procedures.knowledge;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kindred.config.ConfigReader;
import kindred.model.RelationTable;
import kindred.procedures.catalog.ModelCatalog;
import kindred.procedures.catalog.VectorList;
import kindred.procedures.run.Arguments;
import kindred.procedures.run.Caller;
import org.neo4j.graphdb.Node;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.UserFunction;

/** Models of facts in Cypher. */
public final class KnowledgeProcedures {

    @Context
    public Caller caller;

    @Context
    public ModelCatalog catalog;

    /** A relationship type, or its inverse, as a model knows it. */
    public record RelationRow(
            @Description("The relationship type.") String relationshipType,

            @Description("Whether this is the inverse relation, by which the model finds heads.")
            boolean inverse,

            @Description("The relation's embedding.") List<Double> embedding) {}

    /** A row of {@code kindred.knowledge.predict}. */
    public record PredictionRow(
            @Description("The given node.") Node sourceNode,
            @Description("The predicted node.") Node node,

            @Description("How plausible the relationship is; comparable within one model and relationship type.")
            double score,

            @Description("Its place among those of the same given node, from 1 on.")
            long rank) {}

    @Procedure(name = "kindred.model.relations", mode = Mode.READ)
    @Description(
            "The embeddings of a model's relationship types; with reciprocal relations, those of their inverses too.")
    public Stream<RelationRow> relations(
            @Name(value = "modelName", description = "Name of a model of a knowledge graph.") String modelName) {
        RelationTable relations = load(modelName).content().relations();
        int types = relations.types().size();
        return IntStream.range(0, relations.vectors().rows())
                .mapToObj(row -> new RelationRow(
                        relations.types().get(row % types),
                        row >= types,
                        new VectorList(relations.vectors().row(row))));
    }

    @Procedure(name = "kindred.knowledge.predict", mode = Mode.READ)
    @Description(
            "The nodes with which a model finds relationships of a type most plausible. Known ones are excluded and the label applied before counting to `topK`.")
    public Stream<PredictionRow> predict(
            @Name(value = "modelName", description = "Name of a model of a knowledge graph.") String modelName,
            @Name(value = "nodes", description = "A node, its id, or a list of these.") Object nodes,
            @Name(value = "relationshipType", description = "A relationship type that the model knows.")
                    String relationshipType,
            @Name(
                            value = "configuration",
                            defaultValue = "{}",
                            description = "Keys: direction, topK, targetLabel, excludeKnown.")
                    Map<String, Object> configuration) {
        LinkPredictor.Config config =
                ConfigReader.read(LinkPredictor.Config.DEFAULTS, Arguments.map("configuration", configuration));
        List<Node> given = GivenNodes.of(caller.transaction(), "nodes", nodes);
        return new LinkPredictor(caller, load(modelName), relationshipType, config)
                .predict(given)
                .map(found -> new PredictionRow(found.source(), found.node(), found.score(), found.rank()));
    }

    @UserFunction("kindred.knowledge.score")
    @Description(
            "How plausible a model finds a relationship of a type from one node to another. Null if an argument is null, or a node is not in the model.")
    public Double score(
            @Name(value = "modelName", description = "Name of a model of a knowledge graph.") String modelName,
            @Name(value = "head", description = "The node, or its id, where the relationship starts.") Object head,
            @Name(value = "relationshipType", description = "A relationship type that the model knows.")
                    String relationshipType,
            @Name(value = "tail", description = "The node, or its id, where the relationship ends.") Object tail) {
        OptionalLong from = GivenNodes.id("head", head);
        OptionalLong to = GivenNodes.id("tail", tail);
        if (modelName == null || relationshipType == null || from.isEmpty() || to.isEmpty()) {
            return null;
        }
        KnowledgeModel model = load(modelName);
        int relation = model.relation(relationshipType);
        int first = model.content().nodes().nodeOf(from.getAsLong());
        int last = model.content().nodes().nodeOf(to.getAsLong());
        return first < 0 || last < 0 ? null : (double) model.score(first, relation, last);
    }

    private KnowledgeModel load(String modelName) {
        return KnowledgeModel.load(
                catalog.open(caller.database(), caller.username(), caller.terminationCheck()), modelName);
    }
}
