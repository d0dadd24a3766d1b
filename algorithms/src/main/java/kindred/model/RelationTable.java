package kindred.model;

import java.util.List;

/**
 * What a knowledge model has learned of relationship types, and how it scores.
 *
 * @param types the relationship types, in the order of their numbers
 * @param vectors row {@code i} belongs to type {@code i}; with reciprocal relations, row {@code types.size() + i} to its inverse
 * @param scorer name of the score function, as {@code kindred.knowledge.Scorers} knows it
 * @param reciprocal whether heads are found through inverse relations of their own
 */
public record RelationTable(List<String> types, EmbeddingTable vectors, String scorer, boolean reciprocal) {

    public RelationTable {
        types = List.copyOf(types);
        int expected = types.size() * (reciprocal ? 2 : 1);
        if (vectors.rows() != expected) {
            throw new IllegalArgumentException("%d relation vectors do not fit %d relationship types%s."
                    .formatted(vectors.rows(), types.size(), reciprocal ? " with inverses" : ""));
        }
    }

    /** The number of a type, or -1. */
    public int indexOf(String type) {
        return types.indexOf(type);
    }
}
