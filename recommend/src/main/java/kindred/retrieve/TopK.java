package kindred.retrieve;

import java.util.function.IntPredicate;

/**
 * The best few of a stream of scored ids, in a heap whose root is the worst of them. Of equal scores the smaller id is better.
 * Ids must come in ascending order, which makes the threshold alone decide whether a new one gets in.
 */
public final class TopK {

    private final float[] keys;
    private final int[] ids;
    private int size;
    private float threshold;

    TopK(int capacity) {
        this.keys = new float[capacity];
        this.ids = new int[capacity];
        this.threshold = capacity == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    }

    /**
     * The best of scores that stand in an array, the score of id {@code i} at {@code from + i}. NaN and -Infinity are never among them.
     *
     * @param count ids are {@code 0..count-1}
     * @param capacity how many to find, at most
     * @param filter which ids may be found; need not be cheap, for it is asked only for ids that would get in
     */
    public static Neighbours of(float[] scores, int from, int count, int capacity, IntPredicate filter) {
        TopK best = new TopK(Math.min(capacity, count));
        for (int id = 0; id < count; id++) {
            float score = scores[from + id];
            if (score > best.threshold && filter.test(id)) {
                best.add(id, score);
            }
        }
        return best.drain(Similarity.DOT, 1);
    }

    /** Only what is greater gets in; NaN therefore never does. */
    float threshold() {
        return threshold;
    }

    /** Adds an id whose key exceeds the threshold. */
    void add(int id, float key) {
        if (size < keys.length) {
            siftUp(size++, id, key);
        } else {
            siftDown(0, id, key);
        }
        if (size == keys.length) {
            threshold = keys[0];
        }
    }

    private void siftUp(int position, int id, float key) {
        int hole = position;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!worse(key, id, keys[parent], ids[parent])) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        keys[hole] = key;
        ids[hole] = id;
    }

    private void siftDown(int position, int id, float key) {
        int hole = position;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && worse(keys[child + 1], ids[child + 1], keys[child], ids[child])) {
                child++;
            }
            if (!worse(keys[child], ids[child], key, id)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        keys[hole] = key;
        ids[hole] = id;
    }

    private void move(int from, int to) {
        keys[to] = keys[from];
        ids[to] = ids[from];
    }

    private static boolean worse(float key, int id, float otherKey, int otherId) {
        return key < otherKey || key == otherKey && id > otherId;
    }

    /** Empties the heap into an answer, best first. */
    Neighbours drain(Similarity similarity, float queryScale) {
        int[] sortedIds = new int[size];
        float[] scores = new float[size];
        while (size > 0) {
            int last = --size;
            sortedIds[last] = ids[0];
            scores[last] = similarity.score(keys[0], queryScale);
            if (last > 0) {
                siftDown(0, ids[last], keys[last]);
            }
        }
        return new Neighbours(sortedIds, scores);
    }
}
