package kindred.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads what {@link SectionWriter} wrote. The head's checksum is verified before the head is used, the payload's when the
 * section ends, so a caller must not publish what it read before {@link #end()}.
 */
final class SectionReader {

    private static final int TAG_BYTES = 4;

    private final InputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private String tag = "HEAD";
    private long unread;

    SectionReader(InputStream in) {
        this.in = in;
        buffer.limit(0);
    }

    int version() throws IOException {
        unread = Integer.BYTES;
        return getInt();
    }

    /** Goes to the next section and returns its tag. */
    String next() throws IOException {
        checksum.reset();
        unread = TAG_BYTES + Long.BYTES;
        byte[] name = new byte[TAG_BYTES];
        fill(TAG_BYTES + Long.BYTES);
        buffer.get(name);
        long length = buffer.getLong();
        verify("the head of a section");
        tag = new String(name, StandardCharsets.US_ASCII);
        if (length < 0) {
            throw new ModelFormatException("The model is corrupted: section `%s` has %d bytes.".formatted(tag, length));
        }
        unread = length;
        return tag;
    }

    /** Bytes of the payload that have not been taken yet. */
    long remaining() {
        return unread + buffer.remaining();
    }

    int getInt() throws IOException {
        fill(Integer.BYTES);
        return buffer.getInt();
    }

    long getLong() throws IOException {
        fill(Long.BYTES);
        return buffer.getLong();
    }

    /** All of the payload, verified. */
    byte[] wholePayload() throws IOException {
        byte[] payload = bytes(remaining());
        end();
        return payload;
    }

    /** The next bytes of the payload. Grows as bytes arrive, so a cut-off file does not cost its announced length. */
    byte[] bytes(long count) throws IOException {
        if (count < 0 || count > remaining() || count > Integer.MAX_VALUE - 8) {
            throw new ModelFormatException(
                    "The model is corrupted: section `%s` cannot hold %d bytes here.".formatted(tag, count));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long left = count; left > 0; ) {
            fill(1);
            int batch = (int) Math.min(buffer.remaining(), left);
            bytes.write(buffer.array(), buffer.position(), batch);
            buffer.position(buffer.position() + batch);
            left -= batch;
        }
        return bytes.toByteArray();
    }

    void getFloats(float[] target, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            fill(Float.BYTES);
            int batch = Math.min(buffer.remaining() / Float.BYTES, count - done);
            buffer.asFloatBuffer().get(target, from + done, batch);
            buffer.position(buffer.position() + batch * Float.BYTES);
            done += batch;
        }
    }

    /** The next bytes of the payload, as many as the array holds. */
    void getBytes(byte[] target) throws IOException {
        for (int done = 0; done < target.length; ) {
            fill(1);
            int batch = Math.min(buffer.remaining(), target.length - done);
            buffer.get(target, done, batch);
            done += batch;
        }
    }

    /** Passes over the section, verified all the same; returns null. */
    Object skip() throws IOException {
        while (remaining() > 0) {
            fill(1);
            buffer.position(buffer.limit());
        }
        end();
        return null;
    }

    /** Ends the section and verifies its checksum. */
    void end() throws IOException {
        if (remaining() != 0) {
            throw new ModelFormatException(
                    "The model is corrupted: section `%s` has %d bytes too many.".formatted(tag, remaining()));
        }
        verify("section `" + tag + "`");
    }

    private void verify(String what) throws IOException {
        int actual = (int) checksum.getValue();
        byte[] stored = in.readNBytes(Integer.BYTES);
        if (stored.length < Integer.BYTES) {
            throw truncated();
        }
        int expected = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (actual != expected) {
            throw new ModelFormatException("The model is corrupted: %s has checksum %08x, but %08x was written."
                    .formatted(what, actual, expected));
        }
        checksum.reset();
    }

    /** Makes at least {@code bytes} bytes of the payload available in the buffer. */
    private void fill(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (remaining() < bytes) {
            throw new ModelFormatException("The model is corrupted: section `%s` is too short.".formatted(tag));
        }
        buffer.compact();
        int wanted = (int) Math.min(buffer.remaining(), unread);
        int got = in.readNBytes(buffer.array(), buffer.position(), wanted);
        checksum.update(buffer.array(), buffer.position(), got);
        buffer.position(buffer.position() + got).flip();
        unread -= got;
        if (got < wanted) {
            throw truncated();
        }
    }

    private ModelFormatException truncated() {
        return new ModelFormatException("The model is truncated: it ends in or after section `%s`.".formatted(tag));
    }
}
