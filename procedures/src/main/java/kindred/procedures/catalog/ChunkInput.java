package kindred.procedures.catalog;

import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/** Reads what {@link ChunkOutput} wrote, holding one part at a time. A part that vanishes meanwhile ends the stream. */
final class ChunkInput extends InputStream {

    private record Place(int position, String node) {}

    private final Transaction transaction;
    private final List<String> chunks;
    private final Runnable terminationCheck;
    private int next;
    private byte[] current = new byte[0];
    private int consumed;

    ChunkInput(Transaction transaction, String uuid, Runnable terminationCheck) {
        this.transaction = transaction;
        this.chunks = chunks(transaction, uuid);
        this.terminationCheck = terminationCheck;
    }

    /** The element ids of a model's parts, in order. */
    static List<String> chunks(Transaction transaction, String uuid) {
        try (ResourceIterator<Node> found = transaction.findNodes(ReservedLabels.CHUNK, ModelNodes.UUID, uuid)) {
            return found.stream()
                    .map(chunk -> new Place(
                            ((Number) chunk.getProperty(ModelNodes.POSITION)).intValue(), chunk.getElementId()))
                    .sorted(Comparator.comparingInt(Place::position))
                    .map(Place::node)
                    .toList();
        }
    }

    @Override
    public int read() {
        return advance() ? current[consumed++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int part = Math.min(length, current.length - consumed);
        System.arraycopy(current, consumed, target, offset, part);
        consumed += part;
        return part;
    }

    private boolean advance() {
        while (consumed == current.length) {
            if (next == chunks.size()) {
                return false;
            }
            terminationCheck.run();
            consumed = 0;
            try {
                current = (byte[])
                        transaction.getNodeByElementId(chunks.get(next++)).getProperty(ModelNodes.CONTENT);
            } catch (NotFoundException dropped) {
                current = new byte[0];
                next = chunks.size(); // what follows is the reader's complaint about a truncated model
            }
        }
        return true;
    }
}
