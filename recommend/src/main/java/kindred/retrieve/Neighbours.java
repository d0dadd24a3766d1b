package kindred.retrieve;

/**
 * What a search found, best first.
 *
 * @param ids the vectors found
 * @param scores the similarity of each to the query
 */
public record Neighbours(int[] ids, float[] scores) {

    public int size() {
        return ids.length;
    }
}
