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
 * EMBD     = table: rows (int), dimension (int), then the floats, row by row
 * QUAN     = dimension (int), parts (int), number of groups (int), for each group one past its last row (int), the number of its
 *            codewords (int), 1 if it has directions (int), codewords (float) and directions (float), then the codes (byte): a
 *            {@link QuantisedTable} in place of EMBD
 * RELA     = length of the map (int), typed map of types, scorer and reciprocal, then the relations' table
 * CLUS     = node count (int), the cluster of each node (int), length of the labels (int), labels that have a map, dimension (int), the
 *            maps (float), then the centroids' table
 * END      = nothing; its absence means that the file is cut off
 * </pre>
 *
 * A section that the reader does not know is verified and skipped, so that a file may gain further ones within a version. The
 * version grows when old readers would misunderstand a file; old versions stay readable for ever. A new kind of model is no reason:
 * readers that do not know it say so by its name, which tells more than a version. So knowledge models, with their QUAN, RELA and
 * CLUS, are of version 1 too.
 *
 * <p>The checksum of a section's head is checked before its length is believed: a damaged length never becomes an allocation.
 */
public final class ModelFile {

    /** The newest format version, which {@link #write} writes. */
    public static final int VERSION = 1;

    /** A byte above 127, the name, and both line ends: so transfer as text does not go unnoticed. */
    private static final byte[] MAGIC = {(byte) 0x89, 'K', 'N', 'D', 'R', 'D', '\r', '\n'};

    private static final String NODE_EMBEDDINGS = "nodeEmbeddings";
    private static final String KNOWLEDGE_EMBEDDINGS = "knowledgeEmbeddings";

    private ModelFile() {}

    /** What a model is called in listings and in files: {@code nodeEmbeddings} or {@code knowledgeEmbeddings}. */
    public static String kind(Model model) {
        return model instanceof KnowledgeEmbeddings ? KNOWLEDGE_EMBEDDINGS : NODE_EMBEDDINGS;
    }

    /** Writes a model. The stream is flushed, not closed. */
    public static void write(Model model, OutputStream out) throws IOException {
        out.write(MAGIC);
        SectionWriter sections = new SectionWriter(out);
        sections.version(VERSION);
        sections.bytes(Section.KIND, TypedValues.encode(kind(model)));
        sections.bytes(Section.PROVENANCE, ProvenanceCodec.encode(model.provenance()));
        NodeIndexCodec.write(model.nodes(), sections);
        if (model instanceof KnowledgeEmbeddings knowledge) {
            KnowledgeCodec.write(knowledge, sections);
        } else {
            EmbeddingTableCodec.write(Section.EMBEDDINGS, model.embeddings(), sections);
        }
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
            case Section.EMBEDDINGS -> EmbeddingTableCodec.read(sections);
            case Section.QUANTISED -> KnowledgeCodec.readQuantised(sections);
            case Section.RELATIONS -> KnowledgeCodec.readRelations(sections);
            case Section.CLUSTERS -> KnowledgeCodec.readClusters(sections);
            default -> sections.skip();
        };
    }

    private static Model assemble(Map<String, Object> parts) throws ModelFormatException {
        String kind = part(parts, Section.KIND, String.class);
        return switch (kind) {
            case NODE_EMBEDDINGS -> nodeEmbeddings(parts);
            case KNOWLEDGE_EMBEDDINGS -> knowledgeEmbeddings(parts);
            default ->
                throw new ModelFormatException("The model is of kind `%s`, which Kindred %s does not know."
                        .formatted(kind, KindredVersion.current()));
        };
    }

    private static Model nodeEmbeddings(Map<String, Object> parts) throws ModelFormatException {
        EmbeddingTable embeddings = part(parts, Section.EMBEDDINGS, EmbeddingTable.class);
        NodeIndex nodes = part(parts, Section.NODES, NodeIndex.class);
        requireFit(embeddings.rows(), nodes);
        return new NodeEmbeddings(embeddings, nodes, part(parts, Section.PROVENANCE, Provenance.class));
    }

    private static Model knowledgeEmbeddings(Map<String, Object> parts) throws ModelFormatException {
        boolean compressed = parts.containsKey(Section.QUANTISED);
        if (compressed && parts.containsKey(Section.EMBEDDINGS)) {
            throw new ModelFormatException("The model is corrupted: it has embeddings twice, in sections `%s` and `%s`."
                    .formatted(Section.EMBEDDINGS, Section.QUANTISED));
        }
        QuantisedTable quantised = compressed ? part(parts, Section.QUANTISED, QuantisedTable.class) : null;
        EmbeddingTable table = compressed ? null : part(parts, Section.EMBEDDINGS, EmbeddingTable.class);
        NodeIndex nodes = part(parts, Section.NODES, NodeIndex.class);
        requireFit(compressed ? quantised.rows() : table.rows(), nodes);
        RelationTable relations = part(parts, Section.RELATIONS, RelationTable.class);
        Provenance provenance = part(parts, Section.PROVENANCE, Provenance.class);
        NodeClusters clusters = (NodeClusters) parts.get(Section.CLUSTERS);
        return KnowledgeCodec.valid(
                () -> new KnowledgeEmbeddings(table, quantised, relations, clusters, nodes, provenance));
    }

    private static void requireFit(int embeddings, NodeIndex nodes) throws ModelFormatException {
        if (embeddings != nodes.nodeCount()) {
            throw new ModelFormatException("The model is corrupted: it has %d embeddings for %d nodes."
                    .formatted(embeddings, nodes.nodeCount()));
        }
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
