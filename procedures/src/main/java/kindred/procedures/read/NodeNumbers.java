package kindred.procedures.read;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import kindred.graph.NodeIndex;
import kindred.graph.NodeIndexBuilder;

/**
 * Database id to node number, looked up twice per relationship: a plain array where ids are dense, as Neo4j's are, and a hash
 * table where only a small part of the nodes is wanted.
 */
final class NodeNumbers {

    private static final int SPARSEST = 8;

    private final int[] dense;
    private final Long2IntOpenHashMap sparse;

    NodeNumbers(NodeIndex nodes) {
        long largest = -1;
        for (int node = 0; node < nodes.nodeCount(); node++) {
            largest = Math.max(largest, nodes.databaseId(node));
        }
        boolean isDense = largest < (long) SPARSEST * nodes.nodeCount() && largest < NodeIndexBuilder.MOST_NODES;
        dense = isDense ? new int[(int) largest + 1] : null;
        sparse = isDense ? null : new Long2IntOpenHashMap(nodes.nodeCount());
        if (isDense) {
            Arrays.fill(dense, -1);
        } else {
            sparse.defaultReturnValue(-1);
        }
        for (int node = 0; node < nodes.nodeCount(); node++) {
            if (isDense) {
                dense[(int) nodes.databaseId(node)] = node;
            } else {
                sparse.put(nodes.databaseId(node), node);
            }
        }
    }

    /** Most bytes for so many nodes. */
    static long bytes(long nodeCount) {
        return 4L * SPARSEST * nodeCount;
    }

    /** The node's number, or -1 if it is not in the graph. */
    int of(long databaseId) {
        if (dense == null) {
            return sparse.get(databaseId);
        }
        return databaseId < dense.length ? dense[(int) databaseId] : -1;
    }
}
