package kindred.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kindred.graph.NodeIndex;

/** {@link NodeIndex} as a section: a typed map of the label groups, then the database ids, which are streamed. */
final class NodeIndexCodec {

    private NodeIndexCodec() {}

    static void write(NodeIndex nodes, SectionWriter sections) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("labels", nodes.labels());
        map.put("starts", starts(nodes));
        map.put("furtherMembers", furtherMembers(nodes));
        byte[] groups = TypedValues.encode(map);
        sections.begin(Section.NODES, Integer.BYTES + groups.length + (long) Long.BYTES * nodes.nodeCount());
        sections.putInt(groups.length);
        sections.putBytes(groups);
        for (int node = 0; node < nodes.nodeCount(); node++) {
            sections.putLong(nodes.databaseId(node));
        }
        sections.end();
    }

    private static List<Integer> starts(NodeIndex nodes) {
        List<Integer> starts = new ArrayList<>();
        for (int label = 0; label < nodes.labels().size(); label++) {
            starts.add(nodes.start(label));
        }
        starts.add(nodes.nodeCount());
        return starts;
    }

    /** Per label the nodes outside its group that carry it too, as the words of a bit set. */
    private static List<List<Long>> furtherMembers(NodeIndex nodes) {
        List<List<Long>> members = new ArrayList<>();
        for (int label = 0; label < nodes.labels().size(); label++) {
            BitSet bits = new BitSet();
            for (int node = 0; node < nodes.nodeCount(); node++) {
                if ((node < nodes.start(label) || node >= nodes.end(label)) && nodes.hasLabel(node, label)) {
                    bits.set(node);
                }
            }
            members.add(Arrays.stream(bits.toLongArray()).boxed().toList());
        }
        return members;
    }

    static NodeIndex read(SectionReader sections) throws IOException {
        byte[] groups = sections.bytes(sections.getInt());
        if (sections.remaining() % Long.BYTES != 0 || sections.remaining() / Long.BYTES > Integer.MAX_VALUE - 8) {
            throw new ModelFormatException(
                    "The model is corrupted: %d bytes are no node ids.".formatted(sections.remaining()));
        }
        long[] databaseIds = new long[(int) (sections.remaining() / Long.BYTES)];
        for (int node = 0; node < databaseIds.length; node++) {
            databaseIds[node] = sections.getLong();
        }
        sections.end();
        if (!(TypedValues.decode(groups) instanceof Map<?, ?> map)
                || !(map.get("labels") instanceof List<?> labels)
                || !(map.get("starts") instanceof List<?> starts)
                || !(map.get("furtherMembers") instanceof List<?> members)) {
            throw new ModelFormatException("The model is corrupted: its label groups are incomplete.");
        }
        return assemble(labels, starts, databaseIds, members);
    }

    private static NodeIndex assemble(List<?> labels, List<?> starts, long[] databaseIds, List<?> members)
            throws ModelFormatException {
        try {
            return new NodeIndex(
                    labels.stream().map(String.class::cast).toList(),
                    starts.stream().mapToInt(Integer.class::cast).toArray(),
                    databaseIds,
                    members.stream().map(words -> bits((List<?>) words)).toArray(BitSet[]::new));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new ModelFormatException("The model is corrupted: " + e.getMessage());
        }
    }

    private static BitSet bits(List<?> words) {
        return words.isEmpty()
                ? null
                : BitSet.valueOf(words.stream().mapToLong(Long.class::cast).toArray());
    }
}
