package kindred.procedures.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kindred.config.ConfigReader;
import kindred.knowledge.InductiveMixture;
import kindred.model.NodeClusters;
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

/** What TwHIN can besides training. */
public final class TwhinProcedures {

    @Context
    public Caller caller;

    @Context
    public ModelCatalog catalog;

    /** A row of {@code kindred.twhin.infer}. */
    public record InferenceRow(
            @Description("The given node.") Node node,

            @Description(
                    "Its vector, such as training gives to nodes of its label, or among those of `clusterLabel` if training had none to learn that from; null if no relationship counts.")
            List<Double> embedding,

            @Description(
                    "The clusters that it is a mixture of, heaviest first, each a map of `cluster` and `weight`; empty if no relationship counts.")
            List<Map<String, Object>> clusters,

            @Description("How many of its relationships count, for they lead to nodes that have a cluster.")
            long relationshipCount) {}

    @Procedure(name = "kindred.twhin.infer", mode = Mode.READ)
    @Description(
            "Vectors of nodes that training did not see, from the relationships that they have now: mixtures of the clusters of the nodes at the other ends.")
    public Stream<InferenceRow> infer(
            @Name(value = "modelName", description = "Name of a model that was trained with `clusterLabel`.")
                    String modelName,
            @Name(value = "nodes", description = "A node, its id, or a list of these.") Object nodes,
            @Name(
                            value = "configuration",
                            defaultValue = "{}",
                            description =
                                    "Keys: relationshipTypes, orientation, relationshipWeightProperty, topClusters.")
                    Map<String, Object> configuration) {
        MixtureInference.Config config =
                ConfigReader.read(MixtureInference.Config.DEFAULTS, Arguments.map("configuration", configuration));
        List<Node> given = GivenNodes.of(caller.transaction(), "nodes", nodes);
        ClusteredModel model = ClusteredModel.load(
                catalog.open(caller.database(), caller.username(), caller.terminationCheck()), modelName);
        MixtureInference inference = new MixtureInference(caller, model, config);
        return given.stream().map(inference::of).map(found -> row(found, model.clusters()));
    }

    private static InferenceRow row(Inference found, NodeClusters known) {
        return found.mixture()
                .map(mixture -> new InferenceRow(
                        found.node(),
                        new VectorList(mixture.vector(known, labels(found.node()))),
                        shares(mixture),
                        found.relationshipCount()))
                .orElseGet(() -> new InferenceRow(found.node(), null, List.of(), 0));
    }

    private static List<String> labels(Node node) {
        List<String> labels = new ArrayList<>();
        node.getLabels().forEach(label -> labels.add(label.name()));
        return labels.stream().sorted().toList();
    }

    private static List<Map<String, Object>> shares(InductiveMixture mixture) {
        List<Map<String, Object>> shares = new ArrayList<>();
        for (int i = 0; i < mixture.clusters().length; i++) {
            shares.add(Map.of("cluster", (long) mixture.clusters()[i], "weight", (double) mixture.weights()[i]));
        }
        return shares;
    }
}
