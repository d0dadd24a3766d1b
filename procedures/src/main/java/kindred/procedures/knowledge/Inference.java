package kindred.procedures.knowledge;

import java.util.Optional;
import kindred.knowledge.InductiveMixture;
import org.neo4j.graphdb.Node;

/**
 * What relationships tell of a node.
 *
 * @param node the node that was given
 * @param mixture the clusters that it is a mixture of; empty if no relationship counts
 * @param relationshipCount how many relationships count
 */
record Inference(Node node, Optional<InductiveMixture> mixture, long relationshipCount) {}
