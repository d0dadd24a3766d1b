package kindred.procedures.knowledge;

import org.neo4j.graphdb.Node;

/**
 * A relationship that the model finds plausible.
 *
 * @param source the end that was given
 * @param node the end that was predicted
 * @param score how plausible it is
 * @param rank its place among those of the same source, from 1 on
 */
record Prediction(Node source, Node node, double score, long rank) {}
