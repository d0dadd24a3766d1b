package kindred.procedures.run;

import java.util.Map;

/** Reads graphs straight out of the database, for one call each. */
@FunctionalInterface
public interface InPlaceGraphs {

    /** Checks a selection of the stored graph (a map in place of a graph's name) against the database and the request. */
    GraphSource open(Map<String, Object> selection, GraphRequest request, Caller caller);
}
