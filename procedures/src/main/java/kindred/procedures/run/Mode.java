package kindred.procedures.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happens to a trained model. Every trainer has all of them, with the same columns, as in GDS. */
public enum Mode {
    STREAM("returns the embedding of every node", false),
    STATS("returns the figures of the training and discards the embeddings", false),
    MUTATE("adds the embeddings to the projected graph as a node property", false),
    WRITE("writes the embeddings to the database as a node property", true),
    TRAIN("keeps the model in the model catalogue under a name", true);

    private static final Column NODE_COUNT = new Column("nodeCount", Column.Type.INTEGER, "Nodes in the graph.");
    private static final Column PRE_PROCESSING =
            new Column("preProcessingMillis", Column.Type.INTEGER, "Milliseconds for reading the graph.");
    private static final Column COMPUTE =
            new Column("computeMillis", Column.Type.INTEGER, "Milliseconds for training.");
    private static final Column WRITTEN =
            new Column("nodePropertiesWritten", Column.Type.INTEGER, "Node properties set.");
    private static final Column METRICS = new Column(
            "metrics",
            Column.Type.MAP,
            "Losses, checksum of the embeddings, isolated nodes, and the trainer's own figures.");
    private static final Column CONFIGURATION = new Column(
            "configuration", Column.Type.MAP, "The configuration in effect, defaults and random seed included.");

    private static final List<Column> ESTIMATE = List.of(
            new Column("requiredMemory", Column.Type.STRING, "The range of bytes in words."),
            new Column("treeView", Column.Type.STRING, "What the memory is for, as an indented list."),
            new Column("mapView", Column.Type.MAP, "What the memory is for, as nested maps."),
            new Column("bytesMin", Column.Type.INTEGER, "Least bytes needed on the heap."),
            new Column("bytesMax", Column.Type.INTEGER, "Most bytes needed on the heap."),
            NODE_COUNT,
            new Column(
                    "relationshipCount",
                    Column.Type.INTEGER,
                    "Relationships in the graph; an undirected one counts twice."),
            new Column(
                    "heapPercentageMin",
                    Column.Type.FLOAT,
                    "Least share of the largest heap, rounded up to one decimal."),
            new Column(
                    "heapPercentageMax",
                    Column.Type.FLOAT,
                    "Most share of the largest heap, rounded up to one decimal."));

    private final String effect;
    private final boolean writesDatabase;

    Mode(String effect, boolean writesDatabase) {
        this.effect = effect;
        this.writesDatabase = writesDatabase;
    }

    /** The last part of the procedure's name. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the mode does, as the end of a sentence that begins with the trainer. */
    public String effect() {
        return effect;
    }

    /** Whether it needs the right to write to the database. */
    public boolean writesDatabase() {
        return writesDatabase;
    }

    /** The columns of the mode's result, in order. */
    public List<Column> columns() {
        return switch (this) {
            case STREAM ->
                List.of(
                        new Column(
                                "nodeId",
                                Column.Type.INTEGER,
                                "The node's id in the database, as `gds.util.asNode` takes it."),
                        new Column("embedding", Column.Type.LIST_OF_FLOAT, "The node's embedding."));
            case STATS -> timed();
            case MUTATE ->
                timed(
                        WRITTEN,
                        new Column("mutateMillis", Column.Type.INTEGER, "Milliseconds for adding to the graph."));
            case WRITE -> timed(WRITTEN, new Column("writeMillis", Column.Type.INTEGER, "Milliseconds for writing."));
            case TRAIN ->
                List.of(
                        new Column("modelInfo", Column.Type.MAP, "The model as the catalogue lists it."),
                        new Column("trainMillis", Column.Type.INTEGER, "Milliseconds for training."),
                        METRICS,
                        CONFIGURATION);
        };
    }

    /** The columns of every mode's estimate, in order. */
    public static List<Column> estimateColumns() {
        return ESTIMATE;
    }

    private static List<Column> timed(Column... further) {
        List<Column> columns = new ArrayList<>(List.of(NODE_COUNT));
        if (further.length > 0) {
            columns.add(further[0]);
        }
        columns.addAll(List.of(PRE_PROCESSING, COMPUTE));
        if (further.length > 0) {
            columns.add(further[1]);
        }
        columns.addAll(List.of(METRICS, CONFIGURATION));
        return List.copyOf(columns);
    }
}
