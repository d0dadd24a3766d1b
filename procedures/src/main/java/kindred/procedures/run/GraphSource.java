package kindred.procedures.run;

import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.Model;
import kindred.train.TrainingRun;

/** The graph that a call means, found and checked against the request, but not read yet. */
public interface GraphSource {

    /** The graph in words, as the subject of a message. */
    String title();

    /** How large the projection will be at most. Costs no reading of the graph. */
    GraphSize size();

    /** Bytes that reading needs besides the projection itself, given back when it is done. */
    long bytesWhileReading();

    /**
     * Reads the graph.
     *
     * @throws IllegalArgumentException if a weight or a property cannot be learned from
     */
    Projection project(TrainingRun run);

    /** @throws IllegalArgumentException if this property cannot be added to the graph */
    void requireMutable(String property);

    /**
     * Adds the embeddings to the graph as a property of its nodes.
     *
     * @return nodes that have it now
     */
    long mutate(String property, Model model);
}
