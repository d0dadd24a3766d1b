package kindred.autodiff;

import java.util.Arrays;

/** A set of row numbers that is emptied in time proportional to what it holds. */
final class RowSet {

    private final int[] members;
    private final boolean[] contained;
    private int size;

    RowSet(int rows) {
        members = new int[rows];
        contained = new boolean[rows];
    }

    static long bytes(long rows) {
        return 5 * rows;
    }

    void add(int row) {
        if (!contained[row]) {
            contained[row] = true;
            members[size++] = row;
        }
    }

    void addAll() {
        for (int row = 0; row < members.length; row++) {
            members[row] = row;
        }
        Arrays.fill(contained, true);
        size = members.length;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return members[index];
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            contained[members[i]] = false;
        }
        size = 0;
    }
}
