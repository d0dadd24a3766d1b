package kindred.model;

import kindred.math.Vectors;

/**
 * A map between vectors of equal length: {@code y = x M + c}.
 *
 * @param dimension length of the vectors
 * @param values the rows of {@code M}, then {@code c}: {@code (dimension + 1) * dimension} numbers
 */
public record AffineMap(int dimension, float[] values) {

    /** @throws IllegalArgumentException if the numbers do not fit the dimension */
    public AffineMap {
        if (dimension < 1 || values.length != (dimension + 1L) * dimension) {
            throw new IllegalArgumentException(
                    "A map of %d numbers does not fit vectors of dimension %d.".formatted(values.length, dimension));
        }
    }

    /** The image of a vector. */
    public float[] of(float[] vector) {
        float[] image = new float[dimension];
        System.arraycopy(values, dimension * dimension, image, 0, dimension);
        for (int i = 0; i < dimension; i++) {
            Vectors.axpy(vector[i], values, i * dimension, image, 0, dimension);
        }
        return image;
    }
}
