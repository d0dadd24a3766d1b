package kindred.model;

import java.io.IOException;

/** {@link EmbeddingTable} as a section or the end of one: rows, dimension, then the floats, row by row. */
final class EmbeddingTableCodec {

    private EmbeddingTableCodec() {}

    /** A section that is nothing else. */
    static void write(String tag, EmbeddingTable table, SectionWriter sections) throws IOException {
        sections.begin(tag, bytes(table));
        put(table, sections);
        sections.end();
    }

    /** Bytes that {@link #put} puts. */
    static long bytes(EmbeddingTable table) {
        return 2 * Integer.BYTES + EmbeddingTable.bytes(table.rows(), table.dimension());
    }

    /** Adds a table to a section that has begun. */
    static void put(EmbeddingTable table, SectionWriter sections) throws IOException {
        sections.putInt(table.rows());
        sections.putInt(table.dimension());
        for (int row = 0; row < table.rows(); row++) {
            sections.putFloats(table.page(row), table.offset(row), table.dimension());
        }
    }

    /** Takes a table that fills the rest of a section, and ends the section. */
    static EmbeddingTable read(SectionReader sections) throws IOException {
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
}
