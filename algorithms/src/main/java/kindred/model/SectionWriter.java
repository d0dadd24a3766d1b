package kindred.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes the sections of a {@link ModelFile}: a head, a payload of the announced length, and a checksum after each. */
final class SectionWriter {

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private String tag;
    private long remaining;

    SectionWriter(OutputStream out) {
        this.out = out;
    }

    void version(int version) throws IOException {
        buffer.putInt(version);
        drain();
    }

    /** A whole section at once. */
    void bytes(String tag, byte[] payload) throws IOException {
        begin(tag, payload.length);
        putBytes(payload);
        end();
    }

    void begin(String tag, long length) throws IOException {
        this.tag = tag;
        checksum.reset();
        buffer.put(tag.getBytes(StandardCharsets.US_ASCII)).putLong(length);
        drain();
        writeChecksum();
        remaining = length;
    }

    void putInt(int value) throws IOException {
        makeRoom(Integer.BYTES);
        buffer.putInt(value);
        remaining -= Integer.BYTES;
    }

    void putLong(long value) throws IOException {
        makeRoom(Long.BYTES);
        buffer.putLong(value);
        remaining -= Long.BYTES;
    }

    void putBytes(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            makeRoom(1);
            int count = Math.min(buffer.remaining(), bytes.length - from);
            buffer.put(bytes, from, count);
            from += count;
        }
        remaining -= bytes.length;
    }

    void putFloats(float[] values, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            makeRoom(Float.BYTES);
            int batch = Math.min(buffer.remaining() / Float.BYTES, count - done);
            buffer.asFloatBuffer().put(values, from + done, batch);
            buffer.position(buffer.position() + batch * Float.BYTES);
            done += batch;
        }
        remaining -= (long) count * Float.BYTES;
    }

    /** @throws IllegalStateException if the payload is not as long as {@link #begin} said */
    void end() throws IOException {
        if (remaining != 0) {
            throw new IllegalStateException("Section `%s` has %d bytes too few.".formatted(tag, remaining));
        }
        drain();
        writeChecksum();
    }

    private void makeRoom(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            drain();
        }
    }

    private void drain() throws IOException {
        checksum.update(buffer.array(), 0, buffer.position());
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void writeChecksum() throws IOException {
        buffer.putInt((int) checksum.getValue());
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
        checksum.reset();
    }
}
