package kindred.procedures.run;

import java.util.Map;
import java.util.Optional;

/**
 * Finds the graph that an argument means: the name of a projected graph, or a map that selects a part of the stored one.
 *
 * @param library GDS, where it is installed
 * @param store reads the database in place
 */
public record GraphFinder(Optional<GraphLibrary> library, InPlaceGraphs store) {

    /** What every trainer answers where GDS is not installed. */
    public static final String LIBRARY_MISSING =
            "Kindred's trainers need the Graph Data Science library, which this server does not have: put its jar beside"
                    + " Kindred's into the `plugins` folder and restart.";

    /**
     * @throws IllegalStateException if GDS is missing
     * @throws IllegalArgumentException if there is no such graph, or not with what the request wants
     */
    public GraphSource find(Object graph, GraphRequest request, Caller caller) {
        GraphLibrary present = requireLibrary();
        if (graph instanceof String name) {
            return present.open(name, request, caller);
        }
        if (graph instanceof Map<?, ?> selection) {
            return store.open(Arguments.map("graphName", selection), request, caller);
        }
        throw new IllegalArgumentException("The value of `graphName` must be of type `String` or `Map` but was `%s`."
                .formatted(graph == null ? "null" : graph.getClass().getSimpleName()));
    }

    /** @throws IllegalStateException if GDS is missing */
    public GraphLibrary requireLibrary() {
        return library.orElseThrow(() -> new IllegalStateException(LIBRARY_MISSING));
    }
}
