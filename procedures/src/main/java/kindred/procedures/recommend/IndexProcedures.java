package kindred.procedures.recommend;

import java.util.Map;
import java.util.stream.Stream;
import kindred.procedures.write.Target;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.TerminationGuard;

/** Vector indexes with options that keep the true neighbours. */
public final class IndexProcedures {

    @Context
    public GraphDatabaseService database;

    @Context
    public Transaction transaction;

    @Context
    public TerminationGuard termination;

    /** A row of {@code kindred.index.create}. */
    public record CreatedRow(
            @Description("Name of the index.") String name,
            @Description("Label of the indexed nodes.") String label,
            @Description("Node property with the vectors.") String property,

            @Description("The property that is indexed: another one for inner products.")
            String indexedProperty,

            @Description("What the index is ordered by: cosine, dot or euclidean.")
            String similarity,

            @Description("Length of the vectors.") long dimension,
            @Description("How coarsely the index rounds.") String quantization,
            @Description("Nodes that have a vector.") long vectorCount,

            @Description("Nodes whose vector is zero; no cosine index finds them.")
            long zeroVectors,

            @Description("`ONLINE` when it can be searched.")
            String state,

            @Description("Time that reading, writing and populating took.")
            long createMillis) {}

    /** A row of {@code kindred.index.list} and {@code kindred.index.drop}. */
    public record IndexRow(
            @Description("Name of the index.") String name,
            @Description("Label of the indexed nodes.") String label,
            @Description("Node property with the vectors.") String property,

            @Description("The property that is indexed: another one for inner products.")
            String indexedProperty,

            @Description("What the index is ordered by: cosine, dot or euclidean.")
            String similarity,

            @Description("Length of the vectors.") long dimension,

            @Description("`ONLINE` when it can be searched.")
            String state) {

        private static IndexRow of(VectorIndexes.VectorIndexInfo index) {
            return new IndexRow(
                    index.name(),
                    index.label(),
                    index.property(),
                    index.indexedProperty(),
                    index.similarity().toString(),
                    index.dimension(),
                    index.state());
        }
    }

    @Procedure(name = "kindred.index.create", mode = Mode.SCHEMA)
    @Description(
            "Creates a vector index that keeps the true neighbours: without quantization, and for inner products on vectors with one more number, which are written to a property of their own. Works in transactions of its own.")
    public Stream<CreatedRow> create(
            @Name(value = "name", description = "Name of the index.") String name,
            @Name(value = "label", description = "Label of the nodes to index.") String label,
            @Name(value = "property", description = "Node property with the vectors.") String property,
            @Name(
                            value = "configuration",
                            defaultValue = "{}",
                            description = "Keys: similarity, dimension, quantization, awaitOnline.")
                    Map<String, Object> configuration) {
        Target.requireWritable(database);
        IndexCreator.Created created =
                new IndexCreator(database, termination::check).create(name, label, property, configuration);
        VectorIndexes.VectorIndexInfo index = created.index();
        return Stream.of(new CreatedRow(
                index.name(),
                index.label(),
                index.property(),
                index.indexedProperty(),
                index.similarity().toString(),
                index.dimension(),
                created.quantization().toString(),
                created.vectors(),
                created.zeros(),
                index.state(),
                created.millis()));
    }

    @Procedure(name = "kindred.index.list", mode = Mode.READ)
    @Description("The vector indexes on node properties, whoever created them.")
    public Stream<IndexRow> list() {
        return VectorIndexes.all(transaction).stream().map(IndexRow::of);
    }

    @Procedure(name = "kindred.index.drop", mode = Mode.SCHEMA)
    @Description("Drops a vector index, and the property that `kindred.index.create` wrote for it.")
    public Stream<IndexRow> drop(
            @Name(value = "name", description = "Name of the index.") String name,
            @Name(
                            value = "failIfMissing",
                            defaultValue = "true",
                            description = "Whether it is an error if there is no such index.")
                    boolean failIfMissing) {
        IndexCreator indexes = new IndexCreator(database, termination::check);
        return !failIfMissing && !indexes.exists(name) ? Stream.empty() : Stream.of(IndexRow.of(indexes.drop(name)));
    }
}
