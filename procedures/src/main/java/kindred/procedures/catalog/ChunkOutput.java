package kindred.procedures.catalog;

import java.io.OutputStream;
import java.util.Arrays;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

/** Writes bytes into nodes, one per transaction. */
final class ChunkOutput extends OutputStream {

    private final GraphDatabaseService database;
    private final String uuid;
    private final Runnable terminationCheck;
    private final byte[] buffer;
    private int filled;
    private int position;
    private long bytes;

    ChunkOutput(GraphDatabaseService database, String uuid, int chunkBytes, Runnable terminationCheck) {
        this.database = database;
        this.uuid = uuid;
        this.buffer = new byte[chunkBytes];
        this.terminationCheck = terminationCheck;
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, buffer.length - filled);
            System.arraycopy(source, offset + done, buffer, filled, part);
            filled += part;
            done += part;
            if (filled == buffer.length) {
                store();
            }
        }
        bytes += length;
    }

    /** Writes what is left. Not done by closing, for a stream that is closed after a failure shall write no more. */
    void finish() {
        if (filled > 0) {
            store();
        }
    }

    private void store() {
        terminationCheck.run();
        try (Transaction transaction = database.beginTx()) {
            Node chunk = transaction.createNode(ReservedLabels.CHUNK);
            chunk.setProperty(ModelNodes.UUID, uuid);
            chunk.setProperty(ModelNodes.POSITION, position++);
            chunk.setProperty(ModelNodes.CONTENT, filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled));
            transaction.commit();
        }
        filled = 0;
    }
}
