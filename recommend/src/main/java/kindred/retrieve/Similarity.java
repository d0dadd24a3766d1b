package kindred.retrieve;

import java.util.Locale;
import kindred.math.Vectors;

/**
 * How alike two vectors are. Greater is more alike, for each of them.
 *
 * <ul>
 *   <li>{@code cosine}: cosine of the angle, in [-1, 1]; has no value when one of the vectors is zero
 *   <li>{@code dot}: inner product, unbounded
 *   <li>{@code euclidean}: 1 / (1 + distance), in (0, 1]
 * </ul>
 *
 * The values are those of {@code gds.similarity.cosine} and {@code gds.similarity.euclidean}. (Neo4j's vector index reports
 * (1 + cosine) / 2 and 1 / (1 + distance squared) instead; the order is the same.)
 */
public enum Similarity {
    COSINE,
    DOT,
    EUCLIDEAN;

    /** The similarity of two vectors of equal length; NaN where it has no value. */
    public float between(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "Vectors of %d and %d dimensions cannot be compared.".formatted(a.length, b.length));
        }
        return score(key(a, 0, b, 0, a.length) * scaleOf(b, 0, b.length), scaleOf(a, 0, a.length));
    }

    /** What decides the order of candidates, before candidate and query are scaled. */
    float key(float[] query, int queryOffset, float[] candidate, int offset, int dimension) {
        return this == EUCLIDEAN
                ? -Vectors.squaredDistance(query, queryOffset, candidate, offset, dimension)
                : Vectors.dot(query, queryOffset, candidate, offset, dimension);
    }

    /** The factor by which a vector's keys are scaled: NaN for a vector that can be compared with none. */
    float scaleOf(float[] vector, int offset, int dimension) {
        float squares = Vectors.sumOfSquares(vector, offset, dimension);
        if (!Float.isFinite(squares)) {
            return preciseScale(vector, offset, dimension);
        }
        if (this != COSINE) {
            return 1;
        }
        return squares >= Float.MIN_NORMAL ? (float) (1 / Math.sqrt(squares)) : preciseScale(vector, offset, dimension);
    }

    /** For lengths whose square is no float: very long, very short, zero, infinite or not a number. */
    private float preciseScale(float[] vector, int offset, int dimension) {
        double squares = 0;
        for (int i = offset; i < offset + dimension; i++) {
            squares += (double) vector[i] * vector[i];
        }
        if (!(squares < Double.POSITIVE_INFINITY)) {
            return Float.NaN;
        }
        if (this != COSINE) {
            return 1;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        return Float.isInfinite(scale) ? Float.NaN : scale;
    }

    /** The similarity, from a key that is scaled for the candidate, and the query's scale. */
    float score(float key, float queryScale) {
        return switch (this) {
            case COSINE -> Math.max(-1, Math.min(1, key * queryScale));
            case DOT -> key * queryScale;
            case EUCLIDEAN -> (float) (1 / (1 + Math.sqrt(-key))) * queryScale;
        };
    }

    /** The name in Cypher. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
