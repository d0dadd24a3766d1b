package kindred.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The two-way mapping between dense node numbers {@code 0..nodeCount-1} and database ids.
 *
 * <p>Nodes are grouped by label: group {@code g} occupies the contiguous range {@code start(g)..end(g)-1}, and inside a group
 * the database ids ascend. A node with several of the labels stands in the group of the first of them (in the order of
 * {@link #labels()}); {@link #hasLabel} answers for the others. The order depends on nothing but the stored graph, so two
 * projections of the same store number their nodes alike.
 */
public final class NodeIndex {

    private final List<String> labels;
    private final int[] starts;
    private final long[] databaseIds;
    private final BitSet[] furtherMembers;

    /**
     * @param labels group names, in group order, without repetition
     * @param starts first node number of each group, then the node count ({@code labels.size() + 1} ascending entries)
     * @param databaseIds database id per node number, strictly ascending inside a group; kept, not copied
     * @param furtherMembers for each label the nodes outside its own group that carry it too; entries may be null
     */
    public NodeIndex(List<String> labels, int[] starts, long[] databaseIds, BitSet[] furtherMembers) {
        this.labels = List.copyOf(labels);
        this.starts = starts.clone();
        this.databaseIds = databaseIds;
        this.furtherMembers = furtherMembers.clone();
        if (starts.length != labels.size() + 1 || starts[labels.size()] != databaseIds.length) {
            throw new IllegalArgumentException("Label groups %s with starts %s do not cover %d nodes."
                    .formatted(labels, Arrays.toString(starts), databaseIds.length));
        }
        for (int group = 0; group < labels.size(); group++) {
            for (int node = starts[group] + 1; node < starts[group + 1]; node++) {
                if (databaseIds[node - 1] >= databaseIds[node]) {
                    throw new IllegalArgumentException("Node ids of label `%s` do not ascend: %d stands before %d."
                            .formatted(labels.get(group), databaseIds[node - 1], databaseIds[node]));
                }
            }
        }
    }

    /** An index with one label group and no node in two groups. */
    public static NodeIndex ofSingleLabel(String label, long[] databaseIds) {
        return new NodeIndex(List.of(label), new int[] {0, databaseIds.length}, databaseIds, new BitSet[1]);
    }

    public int nodeCount() {
        return databaseIds.length;
    }

    /** Label names in group order. */
    public List<String> labels() {
        return labels;
    }

    /** First node number of the label's group. */
    public int start(int label) {
        return starts[label];
    }

    /** One past the last node number of the label's group. */
    public int end(int label) {
        return starts[label + 1];
    }

    /** The label in whose group the node stands, as a position in {@link #labels()}. */
    public int labelOf(int node) {
        int found = Arrays.binarySearch(starts, node);
        if (found < 0) {
            return -found - 2;
        }
        while (starts[found + 1] == node) {
            found++; // empty groups share their start with the next one
        }
        return found;
    }

    /** Whether the node carries the label, as its group or beside it. */
    public boolean hasLabel(int node, int label) {
        return node >= starts[label] && node < starts[label + 1]
                || furtherMembers[label] != null && furtherMembers[label].get(node);
    }

    public long databaseId(int node) {
        return databaseIds[node];
    }

    /** The node number of a database id, or -1 if the graph does not hold that node. */
    public int nodeOf(long databaseId) {
        for (int group = 0; group < labels.size(); group++) {
            int found = Arrays.binarySearch(databaseIds, starts[group], starts[group + 1], databaseId);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /** Bytes on the heap. */
    public long bytes() {
        long bits = 0;
        for (BitSet members : furtherMembers) {
            bits += members == null ? 0 : members.size();
        }
        return 8L * databaseIds.length + bits / 8;
    }
}
