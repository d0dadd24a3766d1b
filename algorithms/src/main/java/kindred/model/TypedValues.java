package kindred.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts, numbers, lists and maps as bytes with a type tag each, so that a configuration comes back as it was: an Integer as an
 * Integer, a Long as a Long, maps in their order.
 */
final class TypedValues {

    private static final byte NULL = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;
    private static final byte INT = 3;
    private static final byte LONG = 4;
    private static final byte FLOAT = 5;
    private static final byte DOUBLE = 6;
    private static final byte TEXT = 7;
    private static final byte LIST = 8;
    private static final byte MAP = 9;

    /** Deeper than any configuration; keeps damaged bytes from exhausting the stack. */
    private static final int DEEPEST = 64;

    private TypedValues() {}

    /** One value, alone. */
    static byte[] encode(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** @throws ModelFormatException if the bytes are not exactly one value */
    static Object decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            Object value = read(in, 0);
            if (in.available() > 0) {
                throw new ModelFormatException(
                        "The model is corrupted: %d bytes follow a value.".formatted(in.available()));
            }
            return value;
        } catch (EOFException e) {
            throw new ModelFormatException("The model is corrupted: a value is longer than its section.");
        }
    }

    static String decodeText(byte[] bytes) throws IOException {
        if (decode(bytes) instanceof String text) {
            return text;
        }
        throw new ModelFormatException("The model is corrupted: a text was expected.");
    }

    private static void write(Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof Boolean bool) {
            out.writeByte(bool ? TRUE : FALSE);
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            writeText(text, out);
        } else if (value instanceof List<?> list) {
            out.writeByte(LIST);
            out.writeInt(list.size());
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte(MAP);
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeText(String.valueOf(entry.getKey()), out);
                write(entry.getValue(), out);
            }
        } else {
            throw unknown(value);
        }
    }

    private static void writeNumber(Number number, DataOutputStream out) throws IOException {
        if (number instanceof Integer value) {
            out.writeByte(INT);
            out.writeInt(value);
        } else if (number instanceof Long value) {
            out.writeByte(LONG);
            out.writeLong(value);
        } else if (number instanceof Float value) {
            out.writeByte(FLOAT);
            out.writeFloat(value);
        } else if (number instanceof Double value) {
            out.writeByte(DOUBLE);
            out.writeDouble(value);
        } else {
            throw unknown(number);
        }
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException(
                "A model cannot carry a value of type `%s`: only texts, numbers, booleans, lists and maps."
                        .formatted(value.getClass().getSimpleName()));
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Object read(DataInputStream in, int depth) throws IOException {
        byte tag = in.readByte();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case TEXT -> readText(in);
            case LIST -> readList(in, deeper(depth));
            case MAP -> readMap(in, deeper(depth));
            default ->
                throw new ModelFormatException("The model is corrupted: there is no value type %d.".formatted(tag));
        };
    }

    private static int deeper(int depth) throws ModelFormatException {
        if (depth == DEEPEST) {
            throw new ModelFormatException(
                    "The model is corrupted: values are nested more than %d deep.".formatted(DEEPEST));
        }
        return depth + 1;
    }

    private static List<Object> readList(DataInputStream in, int depth) throws IOException {
        int size = readSize(in);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in, depth));
        }
        return list;
    }

    private static Map<String, Object> readMap(DataInputStream in, int depth) throws IOException {
        int size = readSize(in);
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(readText(in), read(in, depth));
        }
        return map;
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[readSize(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Every element takes at least a byte, so a size beyond what is left is damage. */
    private static int readSize(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new EOFException();
        }
        return size;
    }
}
