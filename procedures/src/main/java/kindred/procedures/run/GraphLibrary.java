package kindred.procedures.run;

import java.util.function.Function;

/**
 * What Kindred takes from GDS. The implementation is loaded by name, and only where GDS is installed, so that nothing of GDS is
 * touched where it is not.
 */
public interface GraphLibrary {

    String version();

    /** Finds a projected graph by name and checks it against the request. */
    GraphSource open(String graphName, GraphRequest request, Caller caller);

    /** Graphs in its catalogue, of all users. */
    int loadedGraphs();

    /** Its own list of running tasks, for one call. {@code components} finds what procedures can have injected. */
    TaskBoard board(Function<Class<?>, Object> components);
}
