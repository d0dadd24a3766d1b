package kindred.procedures.recommend;

import java.util.List;
import org.neo4j.graphdb.Node;

/**
 * A recommended node.
 *
 * @param item the node
 * @param score how strongly its source recommends it; comparable within one source only
 * @param source name of the source
 * @param reason why, in words; empty when no explanation was asked for
 * @param because the nodes that the reason speaks of
 */
record Recommendation(Node item, double score, String source, String reason, List<Node> because) {}
