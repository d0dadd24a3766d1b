package kindred.graph;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Builds a {@link NodeIndex} from nodes that arrive in any order: a store hands them out in whatever order suits it. Not safe for
 * several threads.
 */
public final class NodeIndexBuilder {

    /** One less than the largest array, which is a little smaller than the largest int. */
    public static final int MOST_NODES = Integer.MAX_VALUE - 9;

    private final List<String> labels;
    private final List<LongArrayList> groups = new ArrayList<>();
    private final List<LongArrayList> furtherMembers = new ArrayList<>();
    private long nodeCount;

    /** @param labels group names, in group order */
    public NodeIndexBuilder(List<String> labels) {
        this.labels = List.copyOf(labels);
        for (int label = 0; label < labels.size(); label++) {
            groups.add(new LongArrayList());
            furtherMembers.add(new LongArrayList());
        }
    }

    /** Adds a node to the group of the first of its labels. */
    public void add(int label, long databaseId) {
        requireRoom(++nodeCount);
        groups.get(label).add(databaseId);
    }

    /** Notes that a node, added under an earlier label, carries this one too. */
    public void addFurtherLabel(int label, long databaseId) {
        furtherMembers.get(label).add(databaseId);
    }

    /** @throws IllegalArgumentException if a projection cannot hold that many nodes */
    public static void requireRoom(long nodeCount) {
        if (nodeCount > MOST_NODES) {
            throw new IllegalArgumentException(
                    "The graph has %d nodes, but a projection holds at most %d. Filter it with `nodeLabels`."
                            .formatted(nodeCount, MOST_NODES));
        }
    }

    /** The index of all nodes added; the builder must not be used afterwards. */
    public NodeIndex build() {
        long[] ids = new long[(int) nodeCount];
        int[] starts = new int[labels.size() + 1];
        for (int label = 0; label < labels.size(); label++) {
            LongArrayList group = groups.set(label, null);
            group.getElements(0, ids, starts[label], group.size());
            starts[label + 1] = starts[label] + group.size();
            Arrays.sort(ids, starts[label], starts[label + 1]);
        }
        NodeIndex plain = new NodeIndex(labels, starts, ids, new BitSet[labels.size()]);
        BitSet[] members = new BitSet[labels.size()];
        for (int label = 0; label < labels.size(); label++) {
            members[label] = membersOf(plain, furtherMembers.get(label));
        }
        return new NodeIndex(labels, starts, ids, members);
    }

    private static BitSet membersOf(NodeIndex nodes, LongArrayList ids) {
        if (ids.isEmpty()) {
            return null;
        }
        BitSet members = new BitSet(nodes.nodeCount());
        for (int i = 0; i < ids.size(); i++) {
            members.set(nodes.nodeOf(ids.getLong(i)));
        }
        return members;
    }
}
