package kindred.procedures.recommend;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import kindred.config.Check;
import kindred.config.ConfigReader;
import kindred.config.Doc;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.schema.IndexDefinition;
import org.neo4j.graphdb.schema.IndexSetting;
import org.neo4j.graphdb.schema.Schema;

/**
 * Creates and drops vector indexes, with options that keep the true neighbours: Neo4j's own default rounds vectors so coarsely
 * that up to a quarter of them is lost on graph embeddings.
 */
final class IndexCreator {

    private static final long POLL_NANOS = 10_000_000;

    /** How coarsely the index rounds. */
    enum Quantization {
        NONE,
        SCALAR,
        BINARY;

        /** The name in Cypher. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The configuration of {@code kindred.index.create}. */
    record Config(
            @Doc("What the index is ordered by: cosine, dot or euclidean.")
            Similarity similarity,

            @Doc("Length of the vectors; found out from the vectors if absent.")
            Optional<Integer> dimension,

            @Doc("How coarsely the index rounds: none, scalar or binary. Only none keeps all true neighbours.")
            Quantization quantization,

            @Doc("Whether to wait until the index can be searched.")
            boolean awaitOnline) {

        static final Config DEFAULTS = new Config(Similarity.COSINE, Optional.empty(), Quantization.NONE, true);

        Config {
            dimension.ifPresent(d -> Check.range("dimension", d, 1, VectorIndexes.LARGEST_DIMENSION));
        }
    }

    /** A created index, and how many vectors it found. */
    record Created(
            VectorIndexes.VectorIndexInfo index, Quantization quantization, long vectors, long zeros, long millis) {}

    private final GraphDatabaseService database;
    private final Runnable terminationCheck;

    /**
     * @param database the caller's own view of it. The caller's transaction is not used at all: looking at indexes makes a
     *     transaction hold locks to its end, and creating an index would wait for them for ever
     */
    IndexCreator(GraphDatabaseService database, Runnable terminationCheck) {
        this.database = database;
        this.terminationCheck = terminationCheck;
    }

    Created create(String name, String labelName, String property, Map<String, Object> configuration) {
        long begun = System.nanoTime();
        Check.notBlank("name", name);
        Check.notBlank("label", labelName);
        Check.notBlank("property", property);
        Config config = ConfigReader.read(Config.DEFAULTS, configuration);
        boolean dot = config.similarity() == Similarity.DOT;
        String indexed = dot ? property + VectorIndexes.AUGMENTED : property;
        Map<String, Object> settings = new HashMap<>(quantization(config.quantization()));
        VectorScan found = inspect(name, labelName, property, indexed, config.dimension());
        int dimension = found.dimension() + (dot ? 1 : 0);
        Check.range("dimension", dimension, 1, VectorIndexes.LARGEST_DIMENSION);
        if (dot) {
            new AugmentedVectors(database, terminationCheck).write(Label.label(labelName), property, found);
        }
        settings.put("vector.dimensions", dimension);
        settings.put(
                "vector.similarity_function",
                dot ? "COSINE" : config.similarity().name());
        execute(name, labelName, indexed, settings);
        if (config.awaitOnline()) {
            await(name);
        }
        try (Transaction reading = database.beginTx()) {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            return new Created(
                    VectorIndexes.require(reading, name),
                    config.quantization(),
                    found.vectors(),
                    found.zeros(),
                    millis);
        }
    }

    /** Everything that can be wrong, before anything is written. */
    private VectorScan inspect(
            String name, String labelName, String property, String indexed, Optional<Integer> dimension) {
        try (Transaction reading = database.beginTx()) {
            Label label = Names.label(reading, labelName);
            requireFree(reading, name, labelName, indexed);
            return VectorScan.of(reading, label, property, dimension, terminationCheck);
        }
    }

    private static void requireFree(Transaction transaction, String name, String label, String indexed) {
        for (IndexDefinition index : transaction.schema().getIndexes()) {
            if (index.getName().equals(name)) {
                throw new IllegalArgumentException("Index with name `%s` already exists.".formatted(name));
            }
        }
        for (VectorIndexes.VectorIndexInfo index : VectorIndexes.all(transaction)) {
            if (index.label().equals(label) && index.indexedProperty().equals(indexed)) {
                throw new IllegalArgumentException(
                        "Vector index `%s` on node property `%s` of label `%s` exists already, and Neo4j allows one. Drop it with `kindred.index.drop` first."
                                .formatted(index.name(), indexed, label));
            }
        }
    }

    /** The two lines of Neo4j spell it differently. */
    private static Map<String, Object> quantization(Quantization wanted) {
        boolean hasTypes = Stream.of(IndexSetting.class.getMethods())
                .anyMatch(method -> method.getName().equals("vector_Quantization_Type"));
        if (hasTypes) {
            return Map.of("vector.quantization.type", wanted.name());
        }
        if (wanted == Quantization.BINARY) {
            throw new IllegalArgumentException(
                    "Value for `quantization` was `binary`, but this version of Neo4j knows only [none, scalar].");
        }
        return Map.of("vector.quantization.enabled", wanted == Quantization.SCALAR);
    }

    private void execute(String name, String label, String property, Map<String, Object> settings) {
        String statement = "CYPHER 5 CREATE VECTOR INDEX %s FOR (n:%s) ON (n.%s) OPTIONS $options"
                .formatted(quoted(name), quoted(label), quoted(property));
        try (Transaction creating = database.beginTx()) {
            creating.execute(statement, Map.of("options", Map.of("indexConfig", settings)))
                    .close();
            creating.commit();
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Waits until the index is online, however long that takes: whoever loses patience terminates the call. */
    private void await(String name) {
        while (true) {
            terminationCheck.run();
            try (Transaction reading = database.beginTx()) {
                Schema schema = reading.schema();
                IndexDefinition index = schema.getIndexByName(name);
                switch (schema.getIndexState(index)) {
                    case ONLINE -> {
                        return;
                    }
                    case FAILED ->
                        throw new IllegalStateException(
                                "Index `%s` could not be populated: %s".formatted(name, schema.getIndexFailure(index)));
                    case POPULATING -> LockSupport.parkNanos(POLL_NANOS);
                }
            }
        }
    }

    /**
     * Drops an index, and the property that only it needed.
     *
     * @throws IllegalArgumentException if there is no such vector index
     */
    VectorIndexes.VectorIndexInfo drop(String name) {
        VectorIndexes.VectorIndexInfo index;
        try (Transaction dropping = database.beginTx()) {
            index = VectorIndexes.require(dropping, name);
            dropping.schema().getIndexByName(name).drop();
            dropping.commit();
        }
        if (index.isAugmented()) {
            new AugmentedVectors(database, terminationCheck).remove(index);
        }
        return index;
    }

    boolean exists(String name) {
        try (Transaction reading = database.beginTx()) {
            return VectorIndexes.all(reading).stream()
                    .anyMatch(index -> index.name().equals(name));
        }
    }
}
