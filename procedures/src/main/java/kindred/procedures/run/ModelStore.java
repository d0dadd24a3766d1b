package kindred.procedures.run;

import java.util.Map;
import kindred.model.Model;
import org.neo4j.graphdb.GraphDatabaseService;

/** Where the models of one user in one database are kept by name. */
public interface ModelStore {

    /** Opens stores. */
    @FunctionalInterface
    interface Opener {

        /**
         * Opens the store of a user in a database.
         *
         * @param database the caller's own view of the database, with the caller's rights
         * @param username whose models
         * @param terminationCheck throws when reading or writing shall stop
         */
        ModelStore open(GraphDatabaseService database, String username, Runnable terminationCheck);
    }

    /** Whether the user has a model of this name. */
    boolean exists(String name);

    /**
     * Keeps a model under a free name, in transactions of its own: afterwards the model is there whole, or, if this throws, not
     * at all.
     *
     * @return what {@code modelInfo} shows: at least {@code modelName} and {@code modelType}
     * @throws IllegalArgumentException if the name is taken
     */
    Map<String, Object> save(String name, Model model);
}
