package kindred.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import kindred.graph.NodeIndex;

/**
 * Models as bytes. The format is little-endian, versioned and checksummed, and is written and read as a stream: beside the
 * model itself neither direction needs more than a buffer of 64 KiB and the node index's labels.
 *
 * <pre>
 * file     = magic (8 bytes), version (int), section*, section END
 * section  = tag (4 ASCII bytes), length (long), CRC32C of tag and length (int), payload, CRC32C of the payload (int)
 *
 * KIND     = text: which of the sealed {@link Model}s this is
 * PROV     = {@link Provenance}: text, typed map, long, long, long, long, text, ..., as {@link TypedValues} writes them
 * NODE     = labels, group starts, further label members, then one database id (long) per node
 * EMBD     = rows (int), dimension (int), then the floats, row by row
 * END      = nothing; its absence means that the file is cut off
 * </pre>
 *
 * A section that the reader does not know is verified and skipped, so that a file may gain further ones within a version. The
 * version grows when old readers would misunderstand a file; old versions stay readable for ever.
 *
 * <p>The checksum of a section's head is checked before its length is believed: a damaged length never becomes an allocation.
 */
public final class ModelFile {

    /** The newest format version, which {@link #write} writes. */
    public static final int VERSION = 1;

    /** A byte above 127, the name, and both line ends: so transfer as text does not go unnoticed. */
    private static final byte[] MAGIC = {(byte) 0x89, 'K', 'N', 'D', 'R', 'D', '\r', '\n'};

    private static final String NODE_EMBEDDINGS = "nodeEmbeddings";

    private ModelFile() {}

    /** What a model is called in listings and in files: {@code nodeEmbeddings}. */
    public static String kind(Model model) {
        if (model instanceof NodeEmbeddings) {
            return NODE_EMBEDDINGS;
        }
        throw new IllegalArgumentException("Models of " + model.getClass() + " have no file format.");
    }

    /** Writes a model. The stream is flushed, not closed. */
    public static void write(Model model, OutputStream out) throws IOException {
        out.write(MAGIC);
        SectionWriter sections = new SectionWriter(out);
        sections.version(VERSION);
        sections.bytes(Section.KIND, TypedValues.encode(kind(model)));
        sections.bytes(Section.PROVENANCE, ProvenanceCodec.encode(model.provenance()));
        NodeIndexCodec.write(model.nodes(), sections);
        writeEmbeddings(model.embeddings(), sections);
        sections.bytes(Section.END, new byte[0]);
        out.flush();
    }

    /** A provenance alone, for listings that do not want to read whole models. */
    public static byte[] encode(Provenance provenance) {
        return ProvenanceCodec.encode(provenance);
    }

    /** @throws ModelFormatException if the bytes are not what {@link #encode} made */
    public static Provenance decodeProvenance(byte[] bytes) throws IOException {
        return ProvenanceCodec.decode(bytes);
    }

    private static void writeEmbeddings(EmbeddingTable table, SectionWriter sections) throws IOException {
        sections.begin(Section.EMBEDDINGS, 8 + EmbeddingTable.bytes(table.rows(), table.dimension()));
        sections.putInt(table.rows());
        sections.putInt(table.dimension());
        for (int row = 0; row < table.rows(); row++) {
            sections.putFloats(table.page(row), table.offset(row), table.dimension());
        }
        sections.end();
    }

    /**
     * Reads a model. The stream is read to the end of the model, not beyond and not closed.
     *
     * @throws ModelFormatException if the bytes are no model, are cut off or damaged, or have a newer format version
     */
    public static Model read(InputStream in) throws IOException {
        checkMagic(in.readNBytes(MAGIC.length));
        SectionReader sections = new SectionReader(in);
        int version = sections.version();
        if (version < 1 || version > VERSION) {
            throw new ModelFormatException("The model has format version %d, but Kindred %s reads versions 1 to %d."
                    .formatted(version, KindredVersion.current(), VERSION));
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        for (String tag = sections.next(); !tag.equals(Section.END); tag = sections.next()) {
            Object part = readPart(tag, sections);
            if (part != null && parts.putIfAbsent(tag, part) != null) {
                throw new ModelFormatException("The model is corrupted: it has section `%s` twice.".formatted(tag));
            }
        }
        sections.end();
        return assemble(parts);
    }

    /** Takes the payload, has the section verify it, and only then makes sense of it; null for what is passed over. */
    private static Object readPart(String tag, SectionReader sections) throws IOException {
        return switch (tag) {
            case Section.KIND -> TypedValues.decodeText(sections.wholePayload());
            case Section.PROVENANCE -> ProvenanceCodec.decode(sections.wholePayload());
            case Section.NODES -> NodeIndexCodec.read(sections);
            case Section.EMBEDDINGS -> readEmbeddings(sections);
            default -> sections.skip();
        };
    }

    private static EmbeddingTable readEmbeddings(SectionReader sections) throws IOException {
        int rows = sections.getInt();
        int dimension = sections.getInt();
        if (rows < 0 || dimension < 1 || sections.remaining() != EmbeddingTable.bytes(rows, dimension)) {
            throw new ModelFormatException("The model is corrupted: %d bytes do not hold %d embeddings of dimension %d."
                    .formatted(sections.remaining(), rows, dimension));
        }
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        for (int row = 0; row < rows; row++) {
            sections.getFloats(table.page(row), table.offset(row), dimension);
        }
        sections.end();
        return table;
    }

    private static Model assemble(Map<String, Object> parts) throws ModelFormatException {
        String kind = part(parts, Section.KIND, String.class);
        if (!kind.equals(NODE_EMBEDDINGS)) {
            throw new ModelFormatException("The model is of kind `%s`, which Kindred %s does not know."
                    .formatted(kind, KindredVersion.current()));
        }
        EmbeddingTable embeddings = part(parts, Section.EMBEDDINGS, EmbeddingTable.class);
        NodeIndex nodes = part(parts, Section.NODES, NodeIndex.class);
        if (embeddings.rows() != nodes.nodeCount()) {
            throw new ModelFormatException("The model is corrupted: it has %d embeddings for %d nodes."
                    .formatted(embeddings.rows(), nodes.nodeCount()));
        }
        return new NodeEmbeddings(embeddings, nodes, part(parts, Section.PROVENANCE, Provenance.class));
    }

    private static <T> T part(Map<String, Object> parts, String tag, Class<T> type) throws ModelFormatException {
        Object part = parts.get(tag);
        if (part == null) {
            throw new ModelFormatException("The model is corrupted: section `%s` is missing.".formatted(tag));
        }
        return type.cast(part);
    }

    private static void checkMagic(byte[] head) throws ModelFormatException {
        if (!Arrays.equals(head, MAGIC)) {
            throw new ModelFormatException(
                    "This is not a Kindred model: it begins with the bytes [%s], but a model with [%s]."
                            .formatted(
                                    HexFormat.ofDelimiter(" ").formatHex(head),
                                    HexFormat.ofDelimiter(" ").formatHex(MAGIC)));
        }
    }
}
