package kindred.graph;

/**
 * What a memory estimate needs to know of a graph that may not exist yet.
 *
 * @param nodeCount nodes
 * @param arcCount directed adjacency entries: an undirected relationship counts twice
 * @param relationshipTypes number of relationship types
 * @param weighted whether arcs carry weights
 * @param featureValues numbers in all feature tables together
 */
public record GraphSize(long nodeCount, long arcCount, int relationshipTypes, boolean weighted, long featureValues) {

    /** A homogeneous, unweighted graph without features. */
    public static GraphSize of(long nodeCount, long arcCount) {
        return new GraphSize(nodeCount, arcCount, 1, false, 0);
    }

    /** Bytes of the {@link Projection}: node ids, one compressed sparse row structure per relationship type, features. */
    public long projectionBytes() {
        long rows = 8 * (nodeCount + 1) * (relationshipTypes - 1L);
        return 8 * nodeCount + Csr.bytes(nodeCount, arcCount, weighted) + rows + 4 * featureValues;
    }

    /** Further bytes when a trainer asks for {@link Projection#union()}: none when there is only one type. */
    public long unionBytes() {
        return relationshipTypes == 1 ? 0 : Csr.bytes(nodeCount, arcCount, weighted);
    }
}
