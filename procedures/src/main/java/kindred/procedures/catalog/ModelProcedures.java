package kindred.procedures.catalog;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kindred.config.Check;
import kindred.config.ConfigReader;
import kindred.config.Doc;
import kindred.model.EmbeddingTable;
import kindred.model.Model;
import kindred.procedures.run.Caller;
import kindred.procedures.write.Target;
import kindred.procedures.write.VectorWriter;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** The model catalogue in Cypher. Users see their own models; administrators see everybody's in the list. */
public final class ModelProcedures {

    @Context
    public Caller caller;

    @Context
    public ModelCatalog catalog;

    /** A model in the catalogue. */
    public record ModelRow(
            @Description("Name of the model.") String modelName,

            @Description("Name of the trainer that made it.")
            String modelType,

            @Description("Its size, losses, metrics and seed.")
            Map<String, Object> modelInfo,

            @Description("When training ended.") ZonedDateTime creationTime,

            @Description("The whole configuration of the training, defaults included.")
            Map<String, Object> trainConfig,

            @Description("Whether it is in memory at this moment.")
            boolean loaded,

            @Description("Whether it is in the database, and so survives a restart: always.")
            boolean stored,

            @Description("Size of its content in the database.")
            long sizeInBytes,

            @Description("Who owns it; empty without authentication.")
            String username) {}

    /** Whether a model exists. */
    public record ExistsRow(
            @Description("Name of the model.") String modelName,

            @Description("Name of the trainer that made it; null if there is none.")
            String modelType,

            @Description("Whether there is such a model.") boolean exists) {}

    /** One embedding of a model. */
    public record EmbeddingRow(
            @Description("Id of a node of the graph that the model was trained on.")
            long nodeId,

            @Description("The node's embedding.") List<Double> embedding) {}

    /** What was written. */
    public record WriteRow(
            @Description("Name of the model.") String modelName,

            @Description("Nodes that the model has an embedding of.")
            long nodeCount,

            @Description("Nodes that have the property now; nodes deleted since training do not.")
            long nodePropertiesWritten,

            @Description("Time that writing took.") long writeMillis,

            @Description("The configuration, defaults included.")
            Map<String, Object> configuration) {}

    /** The configuration of {@code kindred.model.write}. */
    record WriteConfig(
            @Doc("Node property that receives the embedding, as an array of 32-bit floats.")
            String writeProperty,

            @Doc("Threads that write; as many as the machine has cores by default.")
            int writeConcurrency) {

        static WriteConfig defaults() {
            return new WriteConfig(null, Runtime.getRuntime().availableProcessors());
        }

        WriteConfig {
            if (writeProperty != null) {
                Check.notBlank("writeProperty", writeProperty);
            }
            Check.range("writeConcurrency", writeConcurrency, 1, 1024);
        }
    }

    @Procedure(name = "kindred.model.list", mode = Mode.READ)
    @Description("The models of the catalogue, or the one of the given name.")
    public Stream<ModelRow> list(
            @Name(value = "modelName", defaultValue = "", description = "Name of a model; all if empty.")
                    String modelName) {
        UserModels models = models();
        List<StoredModel> visible = caller.administrator() ? models.listAll() : models.list();
        return visible.stream()
                .filter(model -> modelName.isEmpty() || model.name().equals(modelName))
                .map(model -> row(models, model));
    }

    @Procedure(name = "kindred.model.exists", mode = Mode.READ)
    @Description("Whether the user has a model of this name.")
    public Stream<ExistsRow> exists(@Name(value = "modelName", description = "Name of a model.") String modelName) {
        Optional<StoredModel> model = models().find(modelName);
        return Stream.of(new ExistsRow(
                modelName, model.map(found -> found.provenance().trainer()).orElse(null), model.isPresent()));
    }

    @Procedure(name = "kindred.model.drop", mode = Mode.WRITE)
    @Description("Removes a model from catalogue, memory and database, whatever becomes of the calling transaction.")
    public Stream<ModelRow> drop(
            @Name(value = "modelName", description = "Name of a model.") String modelName,
            @Name(
                            value = "failIfMissing",
                            defaultValue = "true",
                            description = "Whether it is an error if there is no such model.")
                    boolean failIfMissing) {
        UserModels models = models();
        if (failIfMissing) {
            models.require(modelName);
        }
        return models.drop(modelName).map(model -> row(models, model)).stream();
    }

    @Procedure(name = "kindred.model.stream", mode = Mode.READ)
    @Description("The embeddings of a model, one row per node that it was trained on.")
    public Stream<EmbeddingRow> stream(@Name(value = "modelName", description = "Name of a model.") String modelName) {
        Model model = models().load(modelName);
        EmbeddingTable embeddings = model.embeddings();
        return IntStream.range(0, model.nodes().nodeCount())
                .mapToObj(
                        node -> new EmbeddingRow(model.nodes().databaseId(node), new VectorList(embeddings.row(node))));
    }

    @Procedure(name = "kindred.model.write", mode = Mode.WRITE)
    @Description("Writes the embeddings of a model to a node property, in transactions of its own.")
    public Stream<WriteRow> write(
            @Name(value = "modelName", description = "Name of a model.") String modelName,
            @Name(value = "configuration", description = "Keys: writeProperty, writeConcurrency.")
                    Map<String, Object> configuration) {
        long begun = System.nanoTime();
        WriteConfig config = ConfigReader.read(WriteConfig.defaults(), configuration);
        Target target = new Target(config.writeProperty());
        Target.requireWritable(caller.database());
        Model model = models().load(modelName);
        target.requireSchema(caller.transaction(), model.nodes(), OptionalInt.of(model.dimension()));
        target.requireNoOtherValues(caller.transaction(), model.nodes(), caller.terminationCheck());
        long written = new VectorWriter(caller.database(), config.writeProperty(), model.nodes(), model.embeddings())
                .write(config.writeConcurrency(), caller.terminationCheck(), count -> {});
        long millis = (System.nanoTime() - begun) / 1_000_000;
        return Stream.of(
                new WriteRow(modelName, model.nodes().nodeCount(), written, millis, ConfigReader.toMap(config)));
    }

    private UserModels models() {
        return catalog.open(caller.database(), caller.username(), caller.terminationCheck());
    }

    private static ModelRow row(UserModels models, StoredModel model) {
        return new ModelRow(
                model.name(),
                model.provenance().trainer(),
                model.info(),
                model.creationTime(),
                model.provenance().configuration(),
                models.isLoaded(model),
                true,
                model.bytes(),
                model.username());
    }
}
